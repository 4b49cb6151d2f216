import Schema

/// A schema as text for people.
enum SchemaListing {
  /// All types, by kind and then by name.
  static func types(_ schema: Schema) -> [TypeRecord] {
    schema.tables.types.sorted {
      (order($0), schema.string($0.name)) < (order($1), schema.string($1.name))
    }
  }

  static func word(_ kind: TypeKind) -> String {
    switch kind {
    case .primitive: "primitive"
    case .complex: "datatype"
    case .resource: "resource"
    case .logical: "logical"
    case .backbone: "backbone"
    }
  }

  /// A heading and a line an element.
  static func text(_ type: TypeID, in schema: Schema) -> String {
    let record = schema.tables.types[type.index]
    var text = schema.string(record.name) + " " + schema.string(record.url) + "|" + schema.string(record.version) + "\n"
    let elements = schema.tables.elements[range(record.firstElement, record.elementCount)]
    let width = elements.map { schema.string($0.path).utf8.count }.max() ?? 0
    for element in elements { text += line(element, width, schema) }
    return text
  }

  private static func line(_ element: ElementRecord, _ width: Int, _ schema: Schema) -> String {
    let maximum = element.maximum == ElementRecord.unbounded ? "*" : String(element.maximum)
    let references = schema.tables.typeReferences[range(element.firstTypeReference, UInt32(element.typeReferenceCount))]
    var types: [String] = []
    for reference in references {
      let name = reference.type == .none ? "" : schema.string(schema.tables.types[reference.type.index].name)
      let targets = schema.tables.profileLists[range(reference.firstTarget, UInt32(reference.targetCount))].map {
        String(schema.string($0).split(separator: "/").last ?? "")
      }
      types.append(name + (targets.isEmpty ? "" : "(" + targets.joined(separator: " | ") + ")"))
    }
    var text = pad(schema.string(element.path), width) + "  \(element.minimum)..\(maximum)  " + types.joined(separator: " | ")
    if element.bindingStrength != .none, element.valueSet != .none {
      let valueSet = schema.tables.valueSets[element.valueSet.index]
      text += "  \(element.bindingStrength) " + schema.string(valueSet.url)
    }
    return text + "\n"
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func order(_ type: TypeRecord) -> Int {
    (type.isProfile ? 10 : 0) + (type.kind == .resource ? 0 : type.kind == .complex ? 1 : 2)
  }

  private static func range(_ first: UInt32, _ count: UInt32) -> Range<Int> { Int(first)..<(Int(first) + Int(count)) }
}
