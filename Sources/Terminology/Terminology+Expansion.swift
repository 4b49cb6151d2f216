import Schema

/// A member of a value set.
public struct ExpandedCode: Sendable, Hashable {
  public var system: String
  public var code: String
  public var display: String?
}

// Listing members, for messages and suggestions.
extension Terminology {
  /// All members of a value set by system and code, or nil where they cannot all be listed or are more than `limit`.
  public func expansion(of valueSet: String, limit: Int = 1_000) -> [ExpandedCode]? {
    var open: [ValueSetHandle] = []
    guard let candidates = candidates(of: valueSet, &open, limit: limit * 20) else { return nil }
    var members: Set<ExpandedCode> = []
    for candidate in candidates {
      switch membership(CodeQuestion(system: candidate.system, code: candidate.code), of: valueSet) {
      case .member: members.insert(candidate)
      case .undecided: return nil
      case .notMember: break
      }
      if members.count > limit { return nil }
    }
    return members.sorted { ($0.system, $0.code) < ($1.system, $1.code) }
  }

  /// Codes among which all members are; nil where a part cannot be listed.
  private func candidates(of canonical: String, _ open: inout [ValueSetHandle], limit: Int) -> Set<ExpandedCode>? {
    guard let handle = valueSet(canonical), !open.contains(handle), open.count < 64 else { return nil }
    open.append(handle)
    defer { open.removeLast() }
    let isDefined = self[handle].flags.contains(.defined)
    guard isDefined || self[handle].flags.contains(.completeExpansion) else { return nil }
    var result: Set<ExpandedCode> = []
    for component in components(of: handle) where !component.flags.contains(.exclude) {
      if component.flags.contains(.expansion) == isDefined { continue }
      guard let part = candidates(of: component, handle, &open, limit: limit) else { return nil }
      result.formUnion(part)
      if result.count > limit { return nil }
    }
    return result
  }

  private func candidates(
    of component: ValueSetComponentRecord, _ handle: ValueSetHandle, _ open: inout [ValueSetHandle], limit: Int
  ) -> Set<ExpandedCode>? {
    guard component.system != .none else {
      // What several value sets have in common is in the first.
      guard component.importCount > 0 else { return [] }
      let first = layers[handle.layer].tables.terminology.imports[Int(component.firstImport)]
      return candidates(of: string(first, handle.layer), &open, limit: limit)
    }
    let system = string(component.system, handle.layer)
    if component.flags.contains(.listed) {
      let members = layers[handle.layer].tables.terminology.members
      return Set(
        (Int(component.firstMember)..<Int(component.firstMember + component.memberCount)).map { index in
          let code = string(members[index].code, handle.layer)
          let own = members[index].display == .none ? nil : string(members[index].display, handle.layer)
          return ExpandedCode(system: system, code: code, display: own ?? display(of: code, system))
        })
    }
    let version = component.version == .none ? nil : string(component.version, handle.layer)
    guard let found = self.system(system, version: version), self[found].content == .complete,
      self[found].codeCount <= limit
    else { return nil }
    let record = self[found]
    return Set(
      (Int(record.firstCode)..<Int(record.firstCode + record.codeCount)).map { index in
        let facts = facts(CodeHandle(layer: found.layer, index: index))
        return ExpandedCode(system: system, code: facts.code, display: facts.display)
      })
  }

  private func display(of code: String, _ system: String) -> String? {
    self.system(system, version: nil).flatMap { self.code(code, in: $0) }.flatMap { facts($0).display }
  }
}
