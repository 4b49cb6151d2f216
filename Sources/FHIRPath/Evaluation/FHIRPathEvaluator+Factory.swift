import Schema
import SourceTree

/// `%factory`: makes elements (http://hl7.org/fhir/6.0.0-ballot2/fhirpath.html#factory). They stand in the evaluator's own document.
extension FHIRPathEvaluator {
  mutating func makeElement(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ start: Int, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    guard case .factory? = stack.count > start ? stack[start] : nil, let schema = model.schema else {
      throw error(FHIRPathRules.wrongOperandType, index)
    }
    let name = program.parts.text(program.parts.nodes[Int(program.parts.arguments[Int(node.firstArgument)])].right) ?? ""
    var arguments: [[Value]] = []
    for place in 1..<max(1, Int(node.argumentCount)) {
      let bottom = stack.count
      try evaluate(program.parts.arguments[Int(node.firstArgument) + place], frame, document)
      arguments.append(Array(stack[bottom...]))
      stack.removeSubrange(bottom...)
    }
    var maker = ElementMaker(index: index, arguments: arguments)
    switch name {
    case "create":
      let type = program.parts.types[Int(node.right)].fhir
      guard type != .none else { throw error(FHIRPathRules.invalidArgument, index) }
      var reference = NodeReference(.none, type: type, isScratch: true)
      if model.primitive(type) == .none { reference.node = openObject(Symbol.none.rawValue, closed: true) }
      settle(start, .node(reference))
    case "withExtension": settle(start, try withExtension(&maker, document))
    case "withProperty": settle(start, try withProperty(&maker, document))
    default:
      guard let type = schema.type(named: name) else { throw error(FHIRPathRules.unknownFunction, index) }
      let primitive = model.primitive(type)
      settle(
        start,
        primitive == .none ? try complex(name, type, &maker, document) : try makePrimitive(type, primitive, &maker, document))
    }
  }

  private mutating func openObject(_ name: UInt32, closed: Bool = false) -> NodeID {
    let node = scratch.open(.object, offset: scratch.bytes.count, name: name)
    if closed { scratch.close(node, at: scratch.bytes.count) }
    return node
  }

  private mutating func makePrimitive(
    _ type: TypeID, _ primitive: PrimitiveType, _ maker: inout ElementMaker, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value {
    var reference = NodeReference(.none, type: type, isScratch: true)
    if let given = maker.single(0) {
      let value = converted(given, document)
      guard let text = text(of: given, document), PrimitiveForm.allows(value, text, primitive) else {
        throw error(FHIRPathRules.invalidArgument, maker.index)
      }
      let kind: NodeKind =
        switch primitive {
        case .boolean: .boolean
        case .integer, .positiveInt, .unsignedInt, .decimal: .number
        default: .string
        }
      reference.node = appendText(text, kind, Symbol.none.rawValue)
    }
    if maker.arguments.count > 1 {
      let companion = openObject(Symbol.none.rawValue)
      try appendList("extension", maker.arguments[1], maker.index, document)
      scratch.close(companion, at: scratch.bytes.count)
      reference.companion = companion
    }
    return .node(reference)
  }

  private mutating func appendText(_ text: String, _ kind: NodeKind, _ name: UInt32) -> NodeID {
    let reference = store(text)
    return scratch.append(kind, offset: Int(reference.offset), length: Int(reference.length), name: name)
  }

  private mutating func complex(
    _ name: String, _ type: TypeID, _ maker: inout ElementMaker, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value {
    guard let parameters = ElementMaker.parameters[name] else { throw error(FHIRPathRules.unknownFunction, maker.index) }
    let object = openObject(Symbol.none.rawValue)
    for (place, parameter) in parameters.enumerated() where place < maker.arguments.count && !maker.arguments[place].isEmpty {
      for value in maker.arguments[place] where !isFit(value, parameter, document) {
        throw error(FHIRPathRules.invalidArgument, maker.index)
      }
      if parameter.isList {
        try appendList(parameter.name, maker.arguments[place], maker.index, document)
      } else if let value = maker.single(place) {
        try appendMember(parameter.name, value, maker.index, document)
      }
    }
    scratch.close(object, at: scratch.bytes.count)
    return .node(NodeReference(object, type: type, isScratch: true))
  }

  private mutating func isFit(_ value: Value, _ parameter: ElementMaker.Parameter, _ document: borrowing SourceDocument) -> Bool {
    switch parameter.kind {
    case .any: return true
    case .text:
      if case .string = converted(value, document) { return true }
      return false
    case .number:
      let number = converted(value, document)
      return number.number != nil || text(of: value, document).flatMap { ExactDecimal($0) } != nil
    case .element:
      if case .node(let reference) = value { return isComplex(reference, document) }
      return false
    }
  }

  /// Appends a member; the name `value` of an extension takes the type of the value.
  private mutating func appendMember(
    _ name: String, _ value: Value, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var name = name
    if name == "value[x]" { name = "value" + typeName(of: value) }
    let symbol = scratch.names.intern(name).rawValue
    guard case .node(let reference) = value else {
      guard let text = text(of: value, document) else { throw error(FHIRPathRules.invalidArgument, index) }
      let isNumeric = name == "value" && ExactDecimal(text) != nil
      _ = appendText(
        text, value.number != nil ? .number : value.systemType == .boolean ? .boolean : isNumeric ? .number : .string, symbol)
      return
    }
    if reference.node != .none { appendCopy(reference.node, reference.isScratch, symbol, document) }
    if reference.companion != .none {
      appendCopy(reference.companion, reference.isScratch, scratch.names.intern("_" + name).rawValue, document)
    }
  }

  private mutating func appendCopy(_ node: NodeID, _ isScratch: Bool, _ name: UInt32, _ document: borrowing SourceDocument) {
    guard isScratch else {
      _ = copy(node, of: document, name: name)
      return
    }
    let entry = scratch[node]
    guard entry.kind == .object || entry.kind == .array else {
      scratch.append(entry.kind, offset: Int(entry.offset), length: entry.length, name: name)
      return
    }
    let result = scratch.open(entry.kind, offset: Int(entry.offset), name: name)
    var child = node.rawValue + 1
    while child < entry.end {
      appendCopy(NodeID(child), true, scratch[NodeID(child)].name, document)
      child = scratch[NodeID(child)].end
    }
    scratch.close(result, at: scratch.bytes.count)
  }

  private mutating func appendList(
    _ name: String, _ values: [Value], _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let list = scratch.open(.array, offset: scratch.bytes.count, name: scratch.names.intern(name).rawValue)
    for value in values {
      if case .node(let reference) = value, reference.node != .none {
        appendCopy(reference.node, reference.isScratch, Symbol.none.rawValue, document)
      } else if let text = text(of: value, document) {
        _ = appendText(text, .string, Symbol.none.rawValue)
      } else {
        throw error(FHIRPathRules.invalidArgument, index)
      }
    }
    scratch.close(list, at: scratch.bytes.count)
  }

  private func typeName(of value: Value) -> String {
    if case .node(let reference) = value, reference.type != .none, let schema = model.schema {
      let name = schema.string(schema.tables.types[reference.type.index].name)
      return name.prefix(1).uppercased() + name.dropFirst()
    }
    return value.systemType?.rawValue ?? "String"
  }

  /// A copy of an element with one member set, or with one more extension.
  private mutating func rebuilt(
    _ reference: NodeReference, _ name: String, appending isList: Bool, _ maker: ElementMaker, _ values: [Value],
    _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value {
    let isObject = reference.node != .none && isComplex(reference, document)
    let source = isObject ? reference.node : reference.companion
    let symbol = scratch.names.intern(name).rawValue
    var kept: [Value] = []
    var members: [(NodeID, String)] = []
    if source != .none {
      let end = entry(source, isScratch: reference.isScratch, document).end
      var child = source.rawValue + 1
      while child < end {
        let memberSymbol = Symbol(entry(NodeID(child), isScratch: reference.isScratch, document).name)
        let memberName = reference.isScratch ? scratch.names.name(memberSymbol) : document.names.name(memberSymbol)
        if memberName != name { members.append((NodeID(child), memberName)) }
        if memberName == name, isList {
          let start = stack.count
          push(NodeID(child), .none, .none, symbol, reference.isScratch, document)
          kept = Array(stack[start...])
          stack.removeSubrange(start...)
        }
        child = entry(NodeID(child), isScratch: reference.isScratch, document).end
      }
    }
    let object = openObject(Symbol.none.rawValue)
    for (member, memberName) in members {
      appendCopy(member, reference.isScratch, scratch.names.intern(memberName).rawValue, document)
    }
    if isList {
      try appendList(name, kept + values, maker.index, document)
    } else if let value = values.first {
      try appendMember(name, value, maker.index, document)
    }
    scratch.close(object, at: scratch.bytes.count)
    var result = reference
    if isObject {
      result.node = object
    } else {
      result.companion = object
      if reference.node != .none, !reference.isScratch {
        result.node = copy(reference.node, of: document, name: Symbol.none.rawValue)
      }
    }
    result.isScratch = true
    return .node(result)
  }

  private mutating func withExtension(
    _ maker: inout ElementMaker, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value {
    guard case .node(let reference)? = maker.single(0), maker.arguments.count == 3, let schema = model.schema,
      let type = schema.type(named: "Extension")
    else { throw error(FHIRPathRules.invalidArgument, maker.index) }
    var inner = ElementMaker(index: maker.index, arguments: Array(maker.arguments[1...]))
    let added = try complex("Extension", type, &inner, document)
    return try rebuilt(reference, "extension", appending: true, maker, [added], document)
  }

  private mutating func withProperty(
    _ maker: inout ElementMaker, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value {
    guard case .node(let reference)? = maker.single(0), maker.arguments.count == 3, case .string(let name)? = maker.single(1)
    else {
      throw error(FHIRPathRules.invalidArgument, maker.index)
    }
    return try rebuilt(reference, string(name, document), appending: false, maker, maker.arguments[2], document)
  }
}

/// The arguments of a function of `%factory`.
struct ElementMaker {
  struct Parameter {
    enum Kind { case text, number, element, any }
    var name: String
    var kind = Kind.text
    var isList = false
  }

  var index: Int32
  var arguments: [[Value]]

  func single(_ place: Int) -> Value? {
    place < arguments.count && arguments[place].count == 1 ? arguments[place][0] : nil
  }

  static let parameters: [String: [Parameter]] = [
    "Extension": [Parameter(name: "url"), Parameter(name: "value[x]", kind: .any)],
    "Identifier": [
      Parameter(name: "system"), Parameter(name: "value"), Parameter(name: "use"), Parameter(name: "type", kind: .element),
    ],
    "HumanName": [
      Parameter(name: "family"), Parameter(name: "given", isList: true), Parameter(name: "prefix", isList: true),
      Parameter(name: "suffix", isList: true), Parameter(name: "text"), Parameter(name: "use"),
    ],
    "ContactPoint": [Parameter(name: "system"), Parameter(name: "value"), Parameter(name: "use")],
    "Address": [
      Parameter(name: "line", isList: true), Parameter(name: "city"), Parameter(name: "state"), Parameter(name: "postalCode"),
      Parameter(name: "country"), Parameter(name: "use"), Parameter(name: "type"),
    ],
    "Quantity": [
      Parameter(name: "system"), Parameter(name: "code"), Parameter(name: "value", kind: .number), Parameter(name: "unit"),
    ],
    "Coding": [Parameter(name: "system"), Parameter(name: "code"), Parameter(name: "display"), Parameter(name: "version")],
    "CodeableConcept": [Parameter(name: "coding", kind: .element, isList: true), Parameter(name: "text")],
  ]
}
