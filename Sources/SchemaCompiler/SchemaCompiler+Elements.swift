import Definitions
import Diagnostics
import Schema

// Elements, with their types, bindings, invariants and slices.
extension SchemaCompiler {
  mutating func addElements(of plan: TypePlan) {
    let index = plan.id.index
    let tree = tree(of: plan)
    let children = tree.nodes[plan.node].children.filter { !isPrimitiveValue(tree.nodes[$0].element, plan) }
    let first = builder.tables.elements.count
    for (ordinal, child) in children.enumerated() {
      let record = element(tree.nodes[child], ordinal: ordinal, in: plan, owner: plan.id)
      builder.tables.elements.append(record)
    }
    builder.tables.types[index].firstElement = UInt32(first)
    builder.tables.types[index].elementCount = UInt32(children.count)
    for (ordinal, child) in children.enumerated() where tree.nodes[child].element.slicing != nil {
      builder.tables.elements[first + ordinal].slicing = addSlicing(tree.nodes[child], tree, plan, owner: plan.id)
    }
  }

  /// The `value` of a primitive type, which is the primitive itself and no child of it.
  private func isPrimitiveValue(_ element: ElementDefinition, _ plan: TypePlan) -> Bool {
    plan.definition.kind == .primitiveType && plan.node == 0 && element.name == "value"
  }

  private mutating func element(_ node: ElementTree.Node, ordinal: Int, in plan: TypePlan, owner: TypeID) -> ElementRecord {
    let name = ElementName(node.element)
    var record = facts(of: node.element)
    record.owner = owner
    record.name = builder.string(name.base)
    record.path = builder.string(node.id)
    record.ordinal = UInt16(clamping: ordinal)
    record.sliceName = builder.string(node.element.sliceName)
    record.baseElement = ElementID(UInt32(builder.tables.elements.count))
    let references = typeReferences(node, name, plan)
    record.firstTypeReference = UInt32(builder.tables.typeReferences.count)
    record.typeReferenceCount = UInt16(clamping: references.count)
    builder.tables.typeReferences.append(contentsOf: references)
    let introduced = node.element.base.flatMap { definitions.type(named: String($0.path.prefix { $0 != "." })) }
    let constraints = ownConstraints(node).map { $0.from(introduced ?? plan.definition) }
    record.firstConstraint = builder.constraints(constraints)
    record.constraintCount = UInt32(constraints.count)
    return record
  }

  /// What an element says that does not depend on where it stands.
  mutating func facts(of element: ElementDefinition) -> ElementRecord {
    var record = ElementRecord(owner: .none, name: .none, path: .none, ordinal: 0)
    record.flags = flags(element)
    record.minimum = element.minimum ?? 0
    record.maximum = element.maximum ?? 1
    if let binding = element.binding { setBinding(binding, &record) }
    if let value = element.fixed ?? element.pattern {
      record.fixedOrPattern = builder.string(value.json)
      record.fixedOrPatternType = typesByName[value.type] ?? .none
    }
    record.minimumLength = element.minimumLength ?? 0
    record.maximumLength = element.maximumLength ?? .max
    record.minimumValue = builder.string(element.minimumValue?.json)
    record.maximumValue = builder.string(element.maximumValue?.json)
    return record
  }

  private mutating func setBinding(_ binding: Binding, _ record: inout ElementRecord) {
    record.bindingStrength = BindingStrength(binding.strength)
    let isListed = binding.strength != .example
    record.valueSet = binding.valueSet.map { valueSets.id(of: $0, isListed: isListed) } ?? .none
    record.maximumValueSet = binding.maximumValueSet.map { valueSets.id(of: $0) } ?? .none
    record.firstAdditionalBinding = UInt32(builder.tables.additionalBindings.count)
    record.additionalBindingCount = UInt32(binding.additional.count)
    for additional in binding.additional {
      builder.tables.additionalBindings.append(
        AdditionalBindingRecord(
          purpose: AdditionalBindingPurpose(additional.purpose), isAny: additional.isAny,
          hasUsageContext: additional.hasUsageContext, valueSet: valueSets.id(of: additional.valueSet)))
    }
  }

  private func flags(_ element: ElementDefinition) -> ElementFlags {
    var flags: ElementFlags = []
    if element.isChoice { flags.insert(.choice) }
    if (element.base?.maximum ?? element.maximum ?? 1) > 1 { flags.insert(.array) }
    if element.isModifier == true { flags.insert(.modifier) }
    if element.isSummary == true { flags.insert(.summary) }
    if element.mustSupport == true { flags.insert(.mustSupport) }
    for representation in element.representations {
      switch representation {
      case "xmlAttr": flags.insert(.xmlAttribute)
      case "xmlText": flags.insert(.xmlText)
      case "typeAttr": flags.insert(.typeAttribute)
      case "cdaText": flags.insert(.cdaText)
      case "xhtml": flags.insert(.xhtml)
      case ElementDefinition.keyed: flags.insert(.keyed)
      default: break
      }
    }
    if element.isOrdered { flags.insert(.ordered) }
    if element.sliceIsConstraining == true { flags.insert(.sliceIsConstraining) }
    if element.contentReference != nil { flags.insert(.contentReference) }
    if element.fixed == nil, element.pattern != nil { flags.insert(.pattern) }
    return flags
  }

  private mutating func typeReferences(
    _ node: ElementTree.Node, _ name: ElementName, _ plan: TypePlan
  ) -> [TypeReferenceRecord] {
    let element = node.element
    if let reference = element.contentReference {
      let target = reference.drop { $0 != "#" }
      guard let type = anonymousTypes[plan.definition.url + target] ?? anonymousTypes[contentReferenceURL(plan) + target] else {
        report(DefinitionsRules.unknownContentReference, plan, RuleWords(name: node.id, value: reference))
        return []
      }
      return [TypeReferenceRecord(type: type, symbol: builder.symbol(name.base))]
    }
    let anonymous = anonymousTypes[plan.definition.url + "#" + node.id]
    return element.types.compactMap { type in
      guard let target = anonymous ?? typeID(type.code, of: element) else {
        report(DefinitionsRules.unknownType, plan, RuleWords(name: node.id, value: type.code))
        return nil
      }
      return builder.reference(type, target, builder.symbol(name.inInstance(type: type.code)))
    }
  }

  /// A profile's content references point into the type that it constrains.
  private func contentReferenceURL(_ plan: TypePlan) -> String {
    definitions.type(named: plan.definition.type)?.url ?? plan.definition.url
  }

  /// R4 publishes `Resource.id` as a bare string, while the standard gives it the type `id`
  /// (http://hl7.org/fhir/R4/resource.html#Resource). Bare strings proper are attributes in XML.
  func typeID(_ code: String, of element: ElementDefinition) -> TypeID? {
    if code == ElementType.systemString, !element.representations.contains("xmlAttr"), let id = typesByName["id"] { return id }
    return typesByName[code]
  }

  /// The invariants of an element beyond those of its type.
  private func ownConstraints(_ node: ElementTree.Node) -> [Constraint] {
    // The children of this element are a type of their own, which has the invariants; a content reference leads to that type.
    if !node.children.isEmpty || node.element.contentReference != nil { return [] }
    let inherited = node.element.types.map { Set(constraints(ofType: $0.code).map(\.key)) }
    return node.element.constraints
      .filter { constraint in inherited.isEmpty || !inherited.allSatisfy { $0.contains(constraint.key) } }
      .sorted { $0.key < $1.key }
  }
}

extension SchemaCompiler {
  private mutating func addSlicing(
    _ node: ElementTree.Node, _ tree: ElementTree, _ plan: TypePlan, owner: TypeID
  ) -> UInt32 {
    guard let slicing = node.element.slicing else { return .max }
    // Open, unordered and without slices: nothing is demanded.
    if node.slices.isEmpty, slicing.rules == .open, !slicing.isOrdered { return .max }
    var slices: [SliceRecord] = []
    for slice in node.slices {
      var record = element(tree.nodes[slice], ordinal: slices.count, in: plan, owner: owner)
      record.slicing = addSlicing(tree.nodes[slice], tree, plan, owner: owner)
      slices.append(SliceRecord(name: record.sliceName, element: ElementID(UInt32(builder.tables.elements.count))))
      builder.tables.elements.append(record)
    }
    return builder.slicing(slicing, slices)
  }
}
