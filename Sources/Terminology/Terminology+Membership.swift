import Schema

/// A code whose membership is asked for.
public struct CodeQuestion: Sendable, Hashable {
  /// Nil where only the code is known, as for elements of type `code`.
  public var system: String?
  public var version: String?
  public var code: String

  public init(system: String?, version: String? = nil, code: String) {
    self.system = system
    self.version = version
    self.code = code
  }
}

// Which codes belong to a value set (http://hl7.org/fhir/R4/valueset.html#compositions).
extension Terminology {
  /// Whether a code belongs to a value set; the canonical may name a version.
  public func membership(_ question: CodeQuestion, of valueSet: String) -> Membership {
    var open: [ValueSetHandle] = []
    return membership(question, of: valueSet, &open)
  }

  func membership(_ question: CodeQuestion, of canonical: String, _ open: inout [ValueSetHandle]) -> Membership {
    guard let handle = valueSet(canonical) else { return implicitMembership(question, of: canonical) }
    guard !open.contains(handle), open.count < 64 else { return .undecided(.circular(canonical)) }
    open.append(handle)
    defer { open.removeLast() }
    var result = Membership.undecided(.missingValueSet(canonical))
    if self[handle].flags.contains(.defined) { result = composed(question, handle, &open) }
    guard case .undecided = result else { return result }
    return expanded(question, handle) ?? result
  }

  private func composed(_ question: CodeQuestion, _ handle: ValueSetHandle, _ open: inout [ValueSetHandle]) -> Membership {
    let components = components(of: handle)
    var result = Membership.notMember
    for component in components where !component.flags.contains(.exclude) && !component.flags.contains(.expansion) {
      let part = membership(question, component, handle, &open)
      if part.isMember == true {
        result = part
        break
      }
      if part.isMember == nil { result = part }
    }
    if result.isMember == false { return result }
    for component in components where component.flags.contains(.exclude) {
      let part = membership(question, component, handle, &open)
      if part.isMember == true { return .notMember }
      if case .undecided = part { result = part }
    }
    return result
  }

  /// What a published expansion says, which may be cut short.
  private func expanded(_ question: CodeQuestion, _ handle: ValueSetHandle) -> Membership? {
    for component in components(of: handle) where component.flags.contains(.expansion) {
      let system = string(component.system, handle.layer)
      guard question.system == nil || question.system == system else { continue }
      if member(question.code, of: component, handle.layer, ignoringCase: !isCaseSensitive(system)) != nil {
        return .member(system: system)
      }
    }
    return self[handle].flags.contains(.completeExpansion) ? .notMember : nil
  }

  func components(of handle: ValueSetHandle) -> ArraySlice<ValueSetComponentRecord> {
    let record = self[handle]
    let first = Int(record.firstComponent)
    return ArraySlice(layers[handle.layer].tables.terminology.components[first..<first + Int(record.componentCount)])
  }

  /// Whether a component takes a code: its own system must, and all value sets that it imports.
  private func membership(
    _ question: CodeQuestion, _ component: ValueSetComponentRecord, _ handle: ValueSetHandle, _ open: inout [ValueSetHandle]
  ) -> Membership {
    var question = question
    var result: Membership?
    if component.system != .none {
      let part = systemMembership(question, component, handle)
      if part.isMember == false { return part }
      result = part
      if question.system == nil { question.system = string(component.system, handle.layer) }
    }
    let imports = layers[handle.layer].tables.terminology.imports
    for index in Int(component.firstImport)..<Int(component.firstImport) + Int(component.importCount) {
      let part = membership(question, of: string(imports[index], handle.layer), &open)
      if part.isMember == false { return part }
      if result == nil || part.isMember == nil { result = part }
    }
    return result ?? .notMember
  }

  private func systemMembership(
    _ question: CodeQuestion, _ component: ValueSetComponentRecord, _ handle: ValueSetHandle
  ) -> Membership {
    let system = string(component.system, handle.layer)
    guard question.system == nil || question.system == system else { return .notMember }
    let version = component.version == .none ? nil : string(component.version, handle.layer)
    let lookup = lookUp(system: system, version: version, code: question.code)
    if case .malformed = lookup { return .notMember }
    if self[handle].flags.contains(.activeOnly), case .known(let facts) = lookup, facts.isInactive { return .notMember }
    if component.flags.contains(.withheld) { return .undecided(.withheld(system)) }
    if component.flags.contains(.listed) {
      let isFound =
        member(question.code, of: component, handle.layer, ignoringCase: !isCaseSensitive(system)) != nil
      return isFound ? .member(system: system) : .notMember
    }
    if component.filterCount > 0 { return filtered(question.code, system, version, lookup, component, handle) }
    switch lookup {
    case .known, .valid: return .member(system: system)
    case .unknown, .wrongCase, .malformed, .valueSet, .supplement: return .notMember
    case .undecided(let reason): return .undecided(reason)
    }
  }

  private func filtered(
    _ code: String, _ system: String, _ version: String?, _ lookup: CodeLookup, _ component: ValueSetComponentRecord,
    _ handle: ValueSetHandle
  ) -> Membership {
    switch lookup {
    case .unknown, .wrongCase, .malformed: return .notMember
    case .undecided(.unknownSystem): return .undecided(.unknownSystem(system))
    default: break
    }
    var result = Membership.member(system: system)
    let filters = layers[handle.layer].tables.terminology.filters
    for index in Int(component.firstFilter)..<Int(component.firstFilter) + Int(component.filterCount) {
      let filter = CodeFilter(
        property: string(filters[index].property, handle.layer), operation: filters[index].operation,
        value: string(filters[index].value, handle.layer))
      switch passes(code, system, version, filter) {
      case false?: return .notMember
      case nil: result = .undecided(.filter(system: system, property: filter.property))
      case true?: break
      }
    }
    return result
  }
}
