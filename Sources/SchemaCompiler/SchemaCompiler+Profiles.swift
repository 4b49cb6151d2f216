import Definitions
import Diagnostics
import Schema

// Profiles: their elements beside those of the type that they constrain, stored only as deep as they demand something.
extension SchemaCompiler {
  mutating func addProfile(_ plan: TypePlan) {
    let owner = plan.id
    guard let constrained = constrainedType(of: plan.definition) else {
      report(DefinitionsRules.unknownType, plan, RuleWords(name: plan.definition.url, value: plan.definition.type))
      return
    }
    var elements = ProfileElements(tree(of: plan), owner: owner)
    guard !elements.tree.nodes.isEmpty else { return }
    elements.constrainedTypes[0] = constrained
    for node in elements.tree.nodes.indices { placeChildren(of: node, in: &elements, plan) }
    for node in elements.tree.nodes.indices.dropFirst() where elements.baseElements[node] != .none {
      setRecord(of: node, in: &elements, plan)
    }
    elements.markDemandsInside()
    addRoot(of: &elements, owner, plan)
    addChildren(of: 0, in: elements, to: owner)
  }

  private func constrainedType(of definition: StructureDefinition) -> TypeID? {
    if let type = typesByName[definition.type] { return type }
    // A logical model may be called by its URL alone.
    var base = definition.baseDefinition.flatMap { definitions.structure(Canonical(url: $0.url)) }
    var steps = 0
    while let current = base, current.isProfile, steps < 100 {
      base = current.baseDefinition.flatMap { definitions.structure(Canonical(url: $0.url)) }
      steps += 1
    }
    return base.flatMap { typesByURL[$0.url] }
  }

  private mutating func placeChildren(of node: Int, in elements: inout ProfileElements, _ plan: TypePlan) {
    let children = elements.tree.nodes[node].children
    if children.isEmpty { return }
    if node != 0 { elements.constrainedTypes[node] = typeOfChildren(elements.tree.nodes[node], elements.baseElements[node]) }
    let type = elements.constrainedTypes[node]
    guard type != .none else { return }
    let names = names(inType: type)
    for child in children {
      let element = elements.tree.nodes[child].element
      guard let base = names[String(element.name)] else {
        // The `value` of a primitive is the primitive itself.
        if builder.tables.types[type.index].kind != .primitive {
          report(DefinitionsRules.brokenPath, plan, RuleWords(value: elements.tree.nodes[child].id))
        }
        continue
      }
      elements.baseElements[child] = base
      placeSlices(of: child, base, in: &elements)
    }
  }

  private func placeSlices(of node: Int, _ base: ElementID, in elements: inout ProfileElements) {
    for slice in elements.tree.nodes[node].slices {
      elements.baseElements[slice] = base
      placeSlices(of: slice, base, in: &elements)
    }
  }

  /// The elements of a type by name, choices with `[x]`.
  private mutating func names(inType type: TypeID) -> [String: ElementID] {
    if let known = elementNames[type] { return known }
    let record = builder.tables.types[type.index]
    var names: [String: ElementID] = [:]
    for index in Int(record.firstElement)..<Int(record.firstElement + record.elementCount) {
      let element = builder.tables.elements[index]
      names[builder.text(element.name) + (element.flags.contains(.choice) ? "[x]" : "")] = ElementID(UInt32(index))
    }
    elementNames[type] = names
    return names
  }

  /// The type whose children an element's children are: the content of a backbone, the one type that the element has, or else what all
  /// types have in common.
  private func typeOfChildren(_ node: ElementTree.Node, _ base: ElementID) -> TypeID {
    guard base != .none else { return .none }
    let record = builder.tables.elements[base.index]
    if record.typeReferenceCount == 1 {
      let type = builder.tables.typeReferences[Int(record.firstTypeReference)].type
      if type != .none, builder.tables.types[type.index].kind == .backbone { return type }
    }
    let codes = Set(node.element.types.map(\.code))
    if codes.count == 1, let type = codes.first.flatMap({ typeID($0, of: node.element) }) { return type }
    return typesByName["Element"] ?? .none
  }
}

// Records and what they demand.
extension SchemaCompiler {
  private mutating func setRecord(of node: Int, in elements: inout ProfileElements, _ plan: TypePlan) {
    let base = builder.tables.elements[elements.baseElements[node].index]
    let tree = elements.tree.nodes[node]
    var record = facts(of: tree.element)
    record.owner = elements.records[node].owner
    record.name = base.name
    record.sliceName = builder.string(tree.element.sliceName)
    record.baseElement = elements.baseElements[node]
    record.ordinal = base.ordinal
    record.flags.formUnion(base.flags.intersection([.choice, .array, .xmlAttribute, .contentReference]))
    record.constraintCount = 0
    let constraints = addedConstraints(tree.element, to: base, plan)
    record.firstConstraint = builder.constraints(constraints)
    record.constraintCount = UInt32(constraints.count)
    setTypes(of: tree, base, &record, plan)
    record.demands = demands(record, beyond: base)
    if !tree.slices.isEmpty || tree.element.slicing.map({ $0.rules != .open || $0.isOrdered }) == true {
      record.demands.insert(.slicing)
    }
    record.path = record.demands.isEmpty && tree.id == builder.text(base.path) ? base.path : builder.string(tree.id)
    elements.records[node] = record
  }

  /// The invariants that the element has beyond those of the base type.
  private mutating func addedConstraints(_ element: ElementDefinition, to base: ElementRecord, _ plan: TypePlan) -> [Constraint] {
    if element.constraints.isEmpty { return [] }
    var known: Set<StringID> = []
    func add(_ first: UInt32, _ count: Int) {
      for index in Int(first)..<Int(first) + count { known.insert(builder.tables.constraints[index].key) }
    }
    add(base.firstConstraint, Int(base.constraintCount))
    for reference in 0..<Int(base.typeReferenceCount) {
      let type = builder.tables.typeReferences[Int(base.firstTypeReference) + reference].type
      guard type != .none else { continue }
      let record = builder.tables.types[type.index]
      add(record.firstConstraint, Int(record.constraintCount))
    }
    return element.constraints.filter { !known.contains(builder.string($0.key)) }.map { $0.from(plan.definition) }
      .sorted { $0.key < $1.key }
  }

  private mutating func setTypes(
    of node: ElementTree.Node, _ base: ElementRecord, _ record: inout ElementRecord, _ plan: TypePlan
  ) {
    record.firstTypeReference = base.firstTypeReference
    record.typeReferenceCount = base.typeReferenceCount
    if node.element.types.isEmpty || node.element.contentReference != nil { return }
    let known = (0..<Int(base.typeReferenceCount)).map { builder.tables.typeReferences[Int(base.firstTypeReference) + $0] }
    let references = node.element.types.compactMap { typeReference($0, node, known, plan) }
    if references.elementsEqual(known, by: { $0.isSame(as: $1) }) { return }
    record.firstTypeReference = UInt32(builder.tables.typeReferences.count)
    record.typeReferenceCount = UInt16(clamping: references.count)
    builder.tables.typeReferences.append(contentsOf: references)
  }

  private mutating func typeReference(
    _ type: ElementType, _ node: ElementTree.Node, _ known: [TypeReferenceRecord], _ plan: TypePlan
  ) -> TypeReferenceRecord? {
    let name = ElementName(node.element)
    let symbol = builder.symbol(name.inInstance(type: type.code))
    var target: TypeID?
    // A backbone keeps its anonymous type, and a bare value stays one, by whatever name a profile calls it.
    if known.count == 1, known[0].type != .none {
      let record = builder.tables.types[known[0].type.index]
      if record.kind == .backbone || record.primitive == .systemString { target = known[0].type }
    }
    guard let target = target ?? typeID(type.code, of: node.element) else {
      report(DefinitionsRules.unknownType, plan, RuleWords(name: node.id, value: type.code))
      return nil
    }
    return builder.reference(type, target, symbol)
  }

  private func demands(_ record: ElementRecord, beyond base: ElementRecord) -> ElementDemands {
    var demands: ElementDemands = []
    if record.minimum != base.minimum || record.maximum != base.maximum { demands.insert(.cardinality) }
    if record.firstTypeReference != base.firstTypeReference || record.typeReferenceCount != base.typeReferenceCount {
      demands.insert(.types)
    }
    if record.bindingStrength != base.bindingStrength || record.valueSet != base.valueSet
      || record.maximumValueSet != base.maximumValueSet || record.additionalBindingCount > 0
    {
      demands.insert(.binding)
    }
    if record.fixedOrPattern != base.fixedOrPattern { demands.insert(.fixedOrPattern) }
    if record.minimumLength != base.minimumLength || record.maximumLength != base.maximumLength
      || record.minimumValue != base.minimumValue
      || record.maximumValue != base.maximumValue
    {
      demands.insert(.bounds)
    }
    if record.constraintCount > 0 { demands.insert(.constraints) }
    if record.flags.contains(.mustSupport) { demands.insert(.mustSupport) }
    return demands
  }
}

// Storing.
extension SchemaCompiler {
  private mutating func addRoot(of elements: inout ProfileElements, _ owner: TypeID, _ plan: TypePlan) {
    let node = elements.tree.nodes[0]
    var record = facts(of: node.element)
    record.owner = owner
    record.name = builder.string(plan.definition.type)
    record.path = builder.string(node.id)
    record.demands = elements.records[0].demands
    let constrained = elements.constrainedTypes[0]
    let type = builder.tables.types[constrained.index]
    let known = Set((0..<Int(type.constraintCount)).map { builder.tables.constraints[Int(type.firstConstraint) + $0].key })
    let constraints = node.element.constraints.filter { !known.contains(builder.string($0.key)) }
      .map { $0.from(plan.definition) }.sorted { $0.key < $1.key }
    builder.tables.types[owner.index].constrainedType = constrained
    builder.tables.types[owner.index].firstConstraint = builder.constraints(constraints)
    builder.tables.types[owner.index].constraintCount = UInt32(constraints.count)
    builder.tables.types[owner.index].rootElement = ElementID(UInt32(builder.tables.elements.count))
    builder.tables.elements.append(record)
    elements.records[0] = record
  }

  /// Stores the children of a node as those of the type `owner`, one for each child of the type that is constrained, in its order.
  private mutating func addChildren(of node: Int, in elements: ProfileElements, to owner: TypeID) {
    let constrained = builder.tables.types[elements.constrainedTypes[node].index]
    let first = builder.tables.elements.count
    var stored: [(node: Int, element: Int)] = []
    for position in 0..<Int(constrained.elementCount) {
      let base = ElementID(constrained.firstElement + UInt32(position))
      let element = builder.tables.elements.count
      if let child = elements.tree.nodes[node].children.first(where: { elements.baseElements[$0] == base }) {
        stored.append((child, element))
        builder.tables.elements.append(elements.records[child])
      } else {
        var record = builder.tables.elements[base.index]
        record.baseElement = base
        builder.tables.elements.append(record)
      }
      builder.tables.elements[element].owner = owner
    }
    builder.tables.types[owner.index].firstElement = UInt32(first)
    builder.tables.types[owner.index].elementCount = constrained.elementCount
    for (child, element) in stored { addInside(child, element, in: elements) }
  }

  /// What is inside an element: its slices and what is demanded of its children.
  private mutating func addInside(_ node: Int, _ element: Int, in elements: ProfileElements) {
    if elements.records[node].demands.contains(.slicing) {
      builder.tables.elements[element].slicing = addSlicing(of: node, in: elements, to: builder.tables.elements[element].owner)
    }
    guard elements.records[node].demands.contains(.children), elements.constrainedTypes[node] != .none else { return }
    let constrained = builder.tables.types[elements.constrainedTypes[node].index]
    let owner = TypeID(UInt32(builder.tables.types.count))
    let profile = builder.tables.types[elements.records[0].owner.index]
    var record = TypeRecord(
      name: elements.records[node].path, url: profile.url, version: profile.version, kind: .backbone, primitive: .none,
      isAbstract: false, isProfile: true, base: elements.constrainedTypes[node], firstElement: 0,
      elementCount: constrained.elementCount, firstConstraint: 0, constraintCount: 0)
    record.constrainedType = elements.constrainedTypes[node]
    builder.tables.types.append(record)
    builder.tables.elements[element].children = owner
    addChildren(of: node, in: elements, to: owner)
  }

  private mutating func addSlicing(of node: Int, in elements: ProfileElements, to owner: TypeID) -> UInt32 {
    let slices = elements.tree.nodes[node].slices
    let slicing = elements.tree.nodes[node].element.slicing ?? Slicing(discriminators: [])
    let first = builder.tables.elements.count
    for slice in slices {
      builder.tables.elements.append(elements.records[slice])
      builder.tables.elements[builder.tables.elements.count - 1].owner = owner
    }
    let record = builder.slicing(
      slicing,
      slices.enumerated().map { ($1, ElementID(UInt32(first + $0))) }.map { slice, element in
        SliceRecord(name: elements.records[slice].sliceName, element: element)
      })
    for (offset, slice) in slices.enumerated() { addInside(slice, first + offset, in: elements) }
    return record
  }
}
