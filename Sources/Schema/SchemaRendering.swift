extension Schema {
  /// A type with its elements, one a line, children indented: name, cardinality, types, binding, fixed values, flags, invariants and
  /// slices.
  public func rendering(of id: TypeID) -> String {
    var rendering = SchemaRendering(schema: self)
    rendering.add(id)
    return rendering.lines.joined(separator: "\n") + "\n"
  }
}

private struct SchemaRendering {
  let schema: Schema
  var lines: [String] = []
  private static let nameWidth = 36

  init(schema: Schema) { self.schema = schema }

  private var tables: Schema.Tables { schema.tables }

  mutating func add(_ id: TypeID) {
    let entry = schema.entry(id)
    let type = tables.types[id.index]
    lines.append(entry.name + (entry.base.isEmpty ? "" : " (builds on \(entry.base))"))
    lines.append("\(entry.url)\(entry.version.isEmpty ? "" : "|" + entry.version)")
    for index in Int(type.firstContext)..<Int(type.firstContext) + Int(type.contextCount) {
      lines.append("may stand in: \(tables.contexts[index].kind) \(schema.string(tables.contexts[index].expression))")
    }
    for condition in texts(type.firstContextInvariant, type.contextInvariantCount) { lines.append("only where: \(condition)") }
    if type.rootElement != .none {
      let root = tables.elements[type.rootElement.index]
      let facts = [cardinality(root)] + facts(root)
      lines.append("as a whole: \(facts.joined(separator: "  "))")
    }
    addConstraints(type.firstConstraint, type.constraintCount, 2)
    addElements(of: id, 2, open: [id])
  }

  private mutating func addElements(of id: TypeID, _ indentation: Int, open: Set<TypeID>) {
    let type = tables.types[id.index]
    for index in Int(type.firstElement)..<Int(type.firstElement + type.elementCount) {
      let element = tables.elements[index]
      add(element, label: name(element), indentation, open: open)
    }
  }

  private mutating func add(_ element: ElementRecord, label: String, _ indentation: Int, open: Set<TypeID>) {
    let margin = String(repeating: " ", count: indentation)
    let head = margin + label
    let padding = String(repeating: " ", count: max(0, Self.nameWidth - head.utf8.count))
    lines.append(([head + padding, cardinality(element), typeNames(element)] + facts(element)).joined(separator: "  "))
    // Nothing follows under what must not be there.
    if element.maximum == 0 { return }
    addConstraints(element.firstConstraint, element.constraintCount, indentation + 2)
    if element.children != .none {
      addElements(of: element.children, indentation + 2, open: open)
    } else if let backbone = references(element).first(where: {
      $0.type != .none && tables.types[$0.type.index].kind == .backbone
    }),
      !open.contains(backbone.type), !element.flags.contains(.contentReference), element.sliceName == .none
    {
      let type = tables.types[backbone.type.index]
      addConstraints(type.firstConstraint, type.constraintCount, indentation + 2)
      addElements(of: backbone.type, indentation + 2, open: open.union([backbone.type]))
    }
    addSlices(of: element, margin, indentation, open: open)
  }

  private mutating func addSlices(of element: ElementRecord, _ margin: String, _ indentation: Int, open: Set<TypeID>) {
    guard element.slicing != .max else { return }
    let slicing = tables.slicings[Int(element.slicing)]
    lines.append(margin + "  slices (\(slicing.rules)\(slicing.isOrdered ? ", ordered" : "")) by \(discriminators(slicing))")
    for slice in tables.slices[Int(slicing.firstSlice)..<Int(slicing.firstSlice + slicing.sliceCount)] {
      add(tables.elements[slice.element.index], label: ":" + schema.string(slice.name), indentation + 4, open: open)
    }
  }

  private mutating func addConstraints(_ first: UInt32, _ count: UInt32, _ indentation: Int) {
    for constraint in tables.constraints[Int(first)..<Int(first + count)] {
      let words = constraint.message == .none ? schema.string(constraint.expression) : schema.string(constraint.message)
      lines.append(
        String(repeating: " ", count: indentation) + "! \(schema.string(constraint.key)) \(constraint.severity): \(words)")
    }
  }
}

// The parts of a line.
extension SchemaRendering {
  private func references(_ element: ElementRecord) -> [TypeReferenceRecord] {
    Array(
      tables.typeReferences[
        Int(element.firstTypeReference)..<Int(element.firstTypeReference) + Int(element.typeReferenceCount)])
  }

  private func name(_ element: ElementRecord) -> String {
    schema.string(element.name) + (element.flags.contains(.choice) ? "[x]" : "")
  }

  private func cardinality(_ element: ElementRecord) -> String {
    "\(element.minimum)..\(element.maximum == ElementRecord.unbounded ? "*" : String(element.maximum))"
  }

  private func typeNames(_ element: ElementRecord) -> String {
    let references = references(element)
    // All types of a choice: nothing to read.
    if references.count > 20 { return "any of \(references.count) types" }
    return references.map { reference in
      var text = reference.type == .none ? "?" : schema.string(tables.types[reference.type.index].name)
      let profiles = names(reference.firstProfile, reference.profileCount)
      let targets = names(reference.firstTarget, reference.targetCount)
      if !profiles.isEmpty { text += "{" + profiles.joined(separator: " | ") + "}" }
      if !targets.isEmpty { text += "(" + targets.joined(separator: " | ") + ")" }
      let modes: [(AggregationModes, String)] = [(.contained, "contained"), (.referenced, "referenced"), (.bundled, "bundled")]
      let aggregation = modes.filter { reference.aggregation.contains($0.0) }.map(\.1)
      return text + (aggregation.isEmpty ? "" : " " + aggregation.joined(separator: "/"))
        + (reference.versioning == .either ? "" : " \(reference.versioning)")
    }.joined(separator: " | ")
  }

  private func texts(_ first: UInt32, _ count: UInt16) -> [String] {
    tables.profileLists[Int(first)..<Int(first) + Int(count)].map { schema.string($0) }
  }

  private func names(_ first: UInt32, _ count: UInt16) -> [String] {
    texts(first, count).map { url in schema.type(url: url).map { schema.string(tables.types[$0.index].name) } ?? url }
  }

  private func facts(_ element: ElementRecord) -> [String] {
    var facts = bindings(element)
    if element.fixedOrPattern != .none {
      facts.append((element.flags.contains(.pattern) ? "pattern " : "fixed ") + schema.string(element.fixedOrPattern))
    }
    if element.minimumValue != .none { facts.append("from \(schema.string(element.minimumValue))") }
    if element.maximumValue != .none { facts.append("to \(schema.string(element.maximumValue))") }
    if element.minimumLength > 0 { facts.append("at least \(element.minimumLength) characters") }
    if element.maximumLength != .max { facts.append("at most \(element.maximumLength) characters") }
    let flags: [(ElementFlags, String)] = [
      (.mustSupport, "must-support"), (.modifier, "modifier"), (.summary, "summary"), (.ordered, "ordered"),
      (.xmlAttribute, "xml-attribute"), (.xmlText, "xml-text"), (.typeAttribute, "type-attribute"), (.cdaText, "cda-text"),
      (.xhtml, "xhtml"), (.contentReference, "content"),
    ]
    return facts + flags.filter { element.flags.contains($0.0) }.map(\.1)
  }

  private func bindings(_ element: ElementRecord) -> [String] {
    guard element.bindingStrength != .none else { return [] }
    var facts = ["\(element.bindingStrength) \(valueSetName(element.valueSet))"]
    if element.maximumValueSet != .none { facts.append("at most \(valueSetName(element.maximumValueSet))") }
    let first = Int(element.firstAdditionalBinding)
    for binding in tables.additionalBindings[first..<first + Int(element.additionalBindingCount)] {
      facts.append("\(binding.purpose) \(valueSetName(binding.valueSet))\(binding.isAny ? " (one is enough)" : "")")
    }
    return facts
  }

  private func valueSetName(_ id: ValueSetID) -> String {
    id == .none ? "codes described in words" : schema.string(tables.valueSets[id.index].url)
  }

  private func discriminators(_ slicing: SlicingRecord) -> String {
    tables.discriminators[Int(slicing.firstDiscriminator)..<Int(slicing.firstDiscriminator + slicing.discriminatorCount)]
      .map { "\($0.kind) \(schema.string($0.path))" }.joined(separator: ", ")
  }
}
