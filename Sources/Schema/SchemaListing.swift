/// What a schema holds, in words: the data behind `plumbline profile list` and `plumbline profile show`.
public struct SchemaEntry: Sendable, Hashable {
  public var name: String
  public var url: String
  public var version: String
  public var kind: TypeKind
  public var isProfile: Bool
  public var isAbstract: Bool
  /// Name of the type that this builds on; empty for the roots.
  public var base: String
}

extension Schema {
  /// All types and profiles but not the parts of them, by name.
  public func entries() -> [SchemaEntry] {
    tables.types.indices
      .filter { tables.types[$0].kind != .backbone && tables.types[$0].primitive != .systemString }
      .map { entry(TypeID(UInt32($0))) }.sorted { ($0.name, $0.url) < ($1.name, $1.url) }
  }

  private func entry(_ id: TypeID) -> SchemaEntry {
    let type = tables.types[id.index]
    return SchemaEntry(
      name: string(type.name), url: string(type.url), version: string(type.version), kind: type.kind, isProfile: type.isProfile,
      isAbstract: type.isAbstract, base: type.base == .none ? "" : string(tables.types[type.base.index].name))
  }

  /// A type with its elements, one a line, children indented: cardinality, name, types, binding, flags and invariants.
  public func rendering(of id: TypeID) -> String {
    let entry = entry(id)
    var lines = [entry.name + (entry.base.isEmpty ? "" : " (builds on \(entry.base))")]
    lines.append("\(entry.url)\(entry.version.isEmpty ? "" : "|" + entry.version)")
    let type = tables.types[id.index]
    lines += constraintLines(type.firstConstraint, type.constraintCount, indentation: 2)
    appendElements(of: id, indentation: 2, open: [id], to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func appendElements(of id: TypeID, indentation: Int, open: Set<TypeID>, to lines: inout [String]) {
    let type = tables.types[id.index]
    for index in Int(type.firstElement)..<Int(type.firstElement + type.elementCount) {
      append(tables.elements[index], indentation: indentation, open: open, to: &lines)
    }
  }

  private func append(
    _ element: ElementRecord, label: String? = nil, indentation: Int, open: Set<TypeID>, to lines: inout [String]
  ) {
    let margin = String(repeating: " ", count: indentation)
    let head = margin + (label ?? name(element))
    let padding = String(repeating: " ", count: max(0, 32 - head.utf8.count))
    lines.append(([head + padding, cardinality(element), typeNames(element)] + facts(element)).joined(separator: "  "))
    lines += constraintLines(element.firstConstraint, element.constraintCount, indentation: indentation + 2)
    if element.children != .none {
      appendElements(of: element.children, indentation: indentation + 2, open: open, to: &lines)
    }
    for reference in references(element) where element.children == .none && tables.types[reference.type.index].kind == .backbone {
      let type = tables.types[reference.type.index]
      guard !open.contains(reference.type), !element.flags.contains(.contentReference) else { continue }
      lines += constraintLines(type.firstConstraint, type.constraintCount, indentation: indentation + 2)
      appendElements(of: reference.type, indentation: indentation + 2, open: open.union([reference.type]), to: &lines)
      break
    }
    guard element.slicing != .max else { return }
    let slicing = tables.slicings[Int(element.slicing)]
    lines.append(margin + "  slices (\(slicing.rules)\(slicing.isOrdered ? ", ordered" : "")) by \(discriminators(slicing))")
    for slice in tables.slices[Int(slicing.firstSlice)..<Int(slicing.firstSlice + slicing.sliceCount)] {
      append(
        tables.elements[slice.element.index], label: ":" + string(slice.name), indentation: indentation + 4, open: open,
        to: &lines)
    }
  }

  private func references(_ element: ElementRecord) -> ArraySlice<TypeReferenceRecord> {
    Array(
      tables.typeReferences[
        Int(element.firstTypeReference)..<Int(element.firstTypeReference) + Int(element.typeReferenceCount)])[...]
  }

  private func name(_ element: ElementRecord) -> String {
    string(element.name) + (element.flags.contains(.choice) ? "[x]" : "")
  }

  private func cardinality(_ element: ElementRecord) -> String {
    "\(element.minimum)..\(element.maximum == ElementRecord.unbounded ? "*" : String(element.maximum))"
  }

  private func typeNames(_ element: ElementRecord) -> String {
    references(element).map { reference in
      var text = string(tables.types[reference.type.index].name)
      let targets = profiles(reference.firstTarget, reference.targetCount)
      let profiles = profiles(reference.firstProfile, reference.profileCount)
      if !profiles.isEmpty { text += "{" + profiles.joined(separator: " | ") + "}" }
      if !targets.isEmpty { text += "(" + targets.joined(separator: " | ") + ")" }
      return text
    }.joined(separator: " | ")
  }

  private func profiles(_ first: UInt32, _ count: UInt16) -> [String] {
    tables.profileLists[Int(first)..<Int(first) + Int(count)].map { id in
      let url = string(id)
      return type(url: url).map { string(tables.types[$0.index].name) } ?? url
    }
  }

  private func facts(_ element: ElementRecord) -> [String] {
    var facts: [String] = []
    if element.bindingStrength != .none {
      facts.append("\(element.bindingStrength) \(valueSetName(element.valueSet))")
      if element.maximumValueSet != .none { facts.append("at most \(valueSetName(element.maximumValueSet))") }
    }
    if element.fixedOrPattern != .none {
      facts.append((element.flags.contains(.pattern) ? "pattern " : "fixed ") + string(element.fixedOrPattern))
    }
    if element.minimumValue != .none { facts.append("from \(string(element.minimumValue))") }
    if element.maximumValue != .none { facts.append("to \(string(element.maximumValue))") }
    if element.maximumLength != .max { facts.append("at most \(element.maximumLength) characters") }
    let flags: [(ElementFlags, String)] = [
      (.mustSupport, "must-support"), (.modifier, "modifier"), (.summary, "summary"), (.xmlAttribute, "xml-attribute"),
      (.contentReference, "content"),
    ]
    return facts + flags.filter { element.flags.contains($0.0) }.map(\.1)
  }

  private func valueSetName(_ id: ValueSetID) -> String {
    id == .none ? "codes described in words" : string(tables.valueSets[id.index].url)
  }

  private func discriminators(_ slicing: SlicingRecord) -> String {
    tables.discriminators[Int(slicing.firstDiscriminator)..<Int(slicing.firstDiscriminator + slicing.discriminatorCount)]
      .map { "\($0.kind) \(string($0.path))" }.joined(separator: ", ")
  }

  private func constraintLines(_ first: UInt32, _ count: UInt32, indentation: Int) -> [String] {
    tables.constraints[Int(first)..<Int(first + count)].map { constraint in
      let words = constraint.message == .none ? string(constraint.expression) : string(constraint.message)
      return String(repeating: " ", count: indentation) + "! \(string(constraint.key)) \(constraint.severity): \(words)"
    }
  }
}
