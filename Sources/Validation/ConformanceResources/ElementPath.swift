import Schema

/// What a path of an element definition (`Observation.component.valueQuantity`) leads to in the types of the schema.
enum ElementPath {
  /// Elements, or the type itself for a path without a dot, and the types that their values may have.
  case found(element: ElementRecord?, types: [TypeID])
  /// No such element.
  case missing
  /// Nothing can be said: the path leads through a type that may be any, or that is not known.
  case open

  init(_ path: String, in schema: Schema) {
    let segments = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = segments.first, let root = schema.type(named: first), !segments.contains("") else {
      self = .open
      return
    }
    var types = [root]
    var element: ElementRecord?
    for segment in segments.dropFirst() {
      var next: [TypeID] = []
      var isFound = false
      for type in types {
        let record = schema.tables.types[type.index]
        if record.isAbstract, record.kind != .backbone {
          self = .open
          return
        }
        guard let step = ElementPath.step(segment, record, type, schema) else { continue }
        element = step.element
        next += step.types
        isFound = true
      }
      guard isFound else {
        self = .missing
        return
      }
      types = next
    }
    self = .found(element: element, types: types)
  }

  private static func step(
    _ segment: String, _ record: TypeRecord, _ type: TypeID, _ schema: Schema
  ) -> (element: ElementRecord, types: [TypeID])? {
    let name = segment.hasSuffix("[x]") ? String(segment.dropLast(3)) : segment
    for index in Int(record.firstElement)..<Int(record.firstElement + record.elementCount) {
      let element = schema.tables.elements[index]
      guard element.sliceName == .none, schema.string(element.name) == name else { continue }
      let first = Int(element.firstTypeReference)
      let types = (first..<first + Int(element.typeReferenceCount)).map { schema.tables.typeReferences[$0].type }
      return (element, types.filter { $0 != .none })
    }
    // The short form of a choice: the type is part of the name.
    guard let symbol = schema.seed.symbol(segment), let entry = schema.child(of: type, named: symbol.rawValue) else { return nil }
    let chosen = schema.tables.typeReferences[Int(entry.typeReference)].type
    return (schema.tables.elements[entry.element.index], chosen == .none ? [] : [chosen])
  }
}
