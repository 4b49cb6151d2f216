import Schema
import SourceTree

/// Steps through the tree.
extension FHIRPathEvaluator {
  func entry(_ node: NodeID, isScratch: Bool, _ document: borrowing SourceDocument) -> Node {
    isScratch ? scratch[node] : document[node]
  }

  /// The type that an object's `resourceType` names.
  func resourceType(_ node: NodeID, isScratch: Bool, _ document: borrowing SourceDocument) -> TypeID {
    guard let schema = model.schema, let name = resourceTypeName(node, isScratch: isScratch, document) else { return .none }
    return schema.type(named: name) ?? .none
  }

  func resourceTypeName(_ node: NodeID, isScratch: Bool, _ document: borrowing SourceDocument) -> String? {
    guard node != .none, entry(node, isScratch: isScratch, document).kind == .object else { return nil }
    if isScratch {
      guard let child = scratch.child("resourceType", of: node) else { return nil }
      return scratch.text(of: child)
    }
    let child =
      hasSchemaNames
      ? document.child(Symbol(Schema.resourceTypeSymbol), of: node) : document.child("resourceType", of: node)
    guard let child, document[child].kind == .string else { return nil }
    return document.text(of: child)
  }

  /// Whether the element is an object, and so has no value of its own.
  func isComplex(_ reference: NodeReference, _ document: borrowing SourceDocument) -> Bool {
    guard reference.node != .none else { return false }
    let kind = entry(reference.node, isScratch: reference.isScratch, document).kind
    return kind == .object || kind == .array
  }

  mutating func member(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    let member = Int(node.right)
    if node.left == ExpressionNode.none {
      guard let this = frame.this else { return }
      if program.parts.members[member].startsUppercase, isNamed(this, member, document) { return stack.append(this) }
      return try step(this, member, index, document)
    }
    try evaluate(node.left, frame, document)
    let middle = stack.count
    for place in start..<middle { try step(stack[place], member, index, document) }
    drop(start, upTo: middle)
  }

  /// Whether an expression that starts with the name of a type starts at this element.
  private func isNamed(_ value: Value, _ member: Int, _ document: borrowing SourceDocument) -> Bool {
    guard case .node(let reference) = value else { return false }
    let wanted = program.parts.members[member]
    if reference.type != .none, model.isType(reference.type, wanted.type) { return true }
    return resourceTypeName(reference.node, isScratch: reference.isScratch, document) == wanted.name
  }

  /// Pushes the children of an item that have a name.
  mutating func step(
    _ value: Value, _ member: Int, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    switch value {
    case .node(let reference): try step(reference, member, index, document)
    case .type(let isSystem, let name):
      switch program.parts.members[member].name {
      case "name": stack.append(.string(name))
      case "namespace": stack.append(.string(store(isSystem ? "System" : "FHIR")))
      default: break
      }
    case .quantity(let amount, let unit):
      switch program.parts.members[member].name {
      case "value": stack.append(.decimal(amount))
      case "unit", "code": stack.append(.string(store(units[Int(unit.rawValue)].text)))
      default: break
      }
    default: break
    }
  }

  private mutating func step(
    _ reference: NodeReference, _ member: Int, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let wanted = program.parts.members[member]
    var symbol = memberSymbols[member]
    var companionSymbol = companionSymbols[member]
    if reference.isScratch {
      symbol = scratch.names.symbol(wanted.name)?.rawValue ?? Symbol.none.rawValue
      companionSymbol = scratch.names.symbol("_" + wanted.name)?.rawValue ?? Symbol.none.rawValue
    }
    var owner = reference.node
    var type = reference.type
    if owner == .none || !isComplex(reference, document) {
      owner = reference.companion
      type = .none
      guard owner != .none, entry(owner, isScratch: reference.isScratch, document).kind == .object else { return }
    }
    let knowsChoices = wanted.choice != .none && (reference.isScratch || hasSchemaNames)
    var found = (value: NodeID.none, companion: NodeID.none, symbol: symbol)
    let end = entry(owner, isScratch: reference.isScratch, document).end
    var child = owner.rawValue + 1
    while child < end {
      let candidate = entry(NodeID(child), isScratch: reference.isScratch, document)
      if candidate.name == symbol {
        found.value = NodeID(child)
      } else if candidate.name == companionSymbol, companionSymbol != Symbol.none.rawValue {
        found.companion = NodeID(child)
      } else if knowsChoices, isChoice(candidate.name, wanted.choice, type) {
        found.symbol = candidate.name & ~1
        if candidate.name & 1 == 0 { found.value = NodeID(child) } else { found.companion = NodeID(child) }
      }
      child = candidate.end
    }
    try spend(1, index)
    if found.value == .none && found.companion == .none { return }
    push(found.value, found.companion, childType(type, found.symbol, reference), found.symbol, reference.isScratch, document)
  }

  private func isChoice(_ symbol: UInt32, _ choice: StringID, _ type: TypeID) -> Bool {
    guard Int(symbol) < model.choices.count, model.choices[Int(symbol)] == choice else { return false }
    guard type != .none, let schema = model.schema, let entry = schema.child(of: type, named: symbol) else {
      return type == .none
    }
    return schema.tables.elements[entry.element.index].flags.contains(.choice)
  }

  /// The type of a child by its symbol. The companion of a primitive has an id and extensions.
  private func childType(_ type: TypeID, _ symbol: UInt32, _ parent: NodeReference) -> TypeID {
    guard let schema = model.schema, hasSchemaNames || parent.isScratch else { return .none }
    if type == .none {
      return symbol == model.ids.extension ? model.extension : .none
    }
    guard let entry = schema.child(of: type, named: symbol) else { return .none }
    return schema.tables.typeReferences[Int(entry.typeReference)].type
  }

  /// Pushes an element, or the items of a repeating one, each with its companion.
  mutating func push(
    _ value: NodeID, _ companion: NodeID, _ type: TypeID, _ symbol: UInt32, _ isScratch: Bool,
    _ document: borrowing SourceDocument
  ) {
    let valueEntry = value == .none ? nil : entry(value, isScratch: isScratch, document)
    let companionEntry = companion == .none ? nil : entry(companion, isScratch: isScratch, document)
    guard valueEntry?.kind == .array || (valueEntry == nil && companionEntry?.kind == .array) else {
      let isNull = valueEntry?.kind == .null
      if isNull && companionEntry == nil { return }
      let isObject = companionEntry?.kind == .object
      return pushItem(isNull ? .none : value, isObject ? companion : .none, type, symbol, isScratch, document)
    }
    var nextValue = value.rawValue &+ 1
    let lastValue = valueEntry?.end ?? 0
    let hasCompanions = companionEntry?.kind == .array
    var nextCompanion = companion.rawValue &+ 1
    let lastCompanion = hasCompanions ? companionEntry?.end ?? 0 : 0
    while (valueEntry != nil && nextValue < lastValue) || (hasCompanions && nextCompanion < lastCompanion) {
      var item = NodeID.none
      var itemCompanion = NodeID.none
      if valueEntry != nil, nextValue < lastValue {
        let entry = entry(NodeID(nextValue), isScratch: isScratch, document)
        if entry.kind != .null { item = NodeID(nextValue) }
        nextValue = entry.end
      }
      if hasCompanions, nextCompanion < lastCompanion {
        let entry = entry(NodeID(nextCompanion), isScratch: isScratch, document)
        if entry.kind == .object { itemCompanion = NodeID(nextCompanion) }
        nextCompanion = entry.end
      }
      pushItem(item, itemCompanion, type, symbol, isScratch, document)
    }
  }

  private mutating func pushItem(
    _ value: NodeID, _ companion: NodeID, _ type: TypeID, _ symbol: UInt32, _ isScratch: Bool,
    _ document: borrowing SourceDocument
  ) {
    var reference = NodeReference(value, companion: companion, type: type, isScratch: isScratch)
    let isResource = type == .none || model.schema?.tables.types[type.index].kind == .resource
    if isResource, value != .none, entry(value, isScratch: isScratch, document).kind == .object {
      let named = resourceType(value, isScratch: isScratch, document)
      if named != .none { reference.type = named }
    }
    reference.isSystemTyped = symbol == model.ids.id && (type == .none || model.primitive(type) == .id)
    stack.append(.node(reference))
  }

  /// Pushes all children of an item, in document order; `resourceType` is no element.
  mutating func pushChildren(_ value: Value, _ document: borrowing SourceDocument) {
    guard case .node(let reference) = value else { return }
    var owner = reference.node
    var type = reference.type
    if owner == .none || !isComplex(reference, document) {
      owner = reference.companion
      type = .none
      guard owner != .none else { return }
    }
    let isScratch = reference.isScratch
    let end = entry(owner, isScratch: isScratch, document).end
    var child = owner.rawValue + 1
    while child < end {
      let candidate = entry(NodeID(child), isScratch: isScratch, document)
      pushChild(NodeID(child), candidate.name, owner, type, reference, document)
      child = candidate.end
    }
  }

  private mutating func pushChild(
    _ child: NodeID, _ symbol: UInt32, _ owner: NodeID, _ type: TypeID, _ reference: NodeReference,
    _ document: borrowing SourceDocument
  ) {
    let isScratch = reference.isScratch
    if symbol == Symbol.none.rawValue {
      return push(child, .none, .none, symbol, isScratch, document)
    }
    let seeded = model.schema != nil && (isScratch || hasSchemaNames) && Int(symbol) < model.choices.count
    if seeded {
      if symbol <= 1 { return }
      if symbol & 1 == 1 {
        guard sibling(symbol - 1, owner, isScratch, document) == .none else { return }
        return push(.none, child, childType(type, symbol - 1, reference), symbol - 1, isScratch, document)
      }
      let companion = sibling(symbol + 1, owner, isScratch, document)
      return push(child, companion, childType(type, symbol, reference), symbol, isScratch, document)
    }
    let name = isScratch ? scratch.names.name(Symbol(symbol)) : document.names.name(Symbol(symbol))
    if name == "resourceType" { return }
    if name.hasPrefix("_") {
      let plain = sibling(named: String(name.dropFirst()), owner, isScratch, document)
      if plain == .none { push(.none, child, .none, symbol, isScratch, document) }
      return
    }
    let companion = sibling(named: "_" + name, owner, isScratch, document)
    push(child, companion, .none, symbol, isScratch, document)
  }

  private func sibling(_ symbol: UInt32, _ owner: NodeID, _ isScratch: Bool, _ document: borrowing SourceDocument) -> NodeID {
    (isScratch ? scratch.child(Symbol(symbol), of: owner) : document.child(Symbol(symbol), of: owner)) ?? .none
  }

  private func sibling(named name: String, _ owner: NodeID, _ isScratch: Bool, _ document: borrowing SourceDocument) -> NodeID {
    (isScratch ? scratch.child(name, of: owner) : document.child(name, of: owner)) ?? .none
  }
}
