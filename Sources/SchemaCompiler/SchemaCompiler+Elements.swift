import Definitions
import Diagnostics
import Schema

// Elements, with their types, bindings, invariants and slices.
extension SchemaCompiler {
  mutating func addElements(ofType index: Int) {
    let plan = plans[index]
    let tree = tree(of: plan)
    let children = tree.nodes[plan.node].children.filter { !isPrimitiveValue(tree.nodes[$0].element, plan) }
    let first = builder.tables.elements.count
    for (ordinal, child) in children.enumerated() {
      let record = element(tree.nodes[child], ordinal: ordinal, in: plan, owner: TypeID(UInt32(index)))
      builder.tables.elements.append(record)
    }
    builder.tables.types[index].firstElement = UInt32(first)
    builder.tables.types[index].elementCount = UInt32(children.count)
    for (ordinal, child) in children.enumerated() where tree.nodes[child].element.slicing != nil {
      builder.tables.elements[first + ordinal].slicing = addSlicing(tree.nodes[child], tree, plan, owner: TypeID(UInt32(index)))
    }
  }

  /// The `value` of a primitive type, which is the primitive itself and no child of it.
  private func isPrimitiveValue(_ element: ElementDefinition, _ plan: TypePlan) -> Bool {
    plan.definition.kind == .primitiveType && plan.node == 0 && element.name == "value"
  }

  private mutating func element(_ node: ElementTree.Node, ordinal: Int, in plan: TypePlan, owner: TypeID) -> ElementRecord {
    let element = node.element
    let name = ElementName(element)
    var record = ElementRecord(
      owner: owner, name: builder.string(name.base), path: builder.string(node.id), ordinal: UInt16(clamping: ordinal))
    record.flags = flags(element)
    record.minimum = element.minimum ?? 0
    record.maximum = element.maximum ?? 1
    let references = typeReferences(node, name, plan)
    record.firstTypeReference = UInt32(builder.tables.typeReferences.count)
    record.typeReferenceCount = UInt16(clamping: references.count)
    builder.tables.typeReferences.append(contentsOf: references)
    if let binding = element.binding {
      record.bindingStrength = BindingStrength(binding.strength)
      record.valueSet = binding.valueSet.map { valueSets.id(of: $0) } ?? .none
      record.maximumValueSet = binding.maximumValueSet.map { valueSets.id(of: $0) } ?? .none
    }
    let constraints = ownConstraints(node)
    record.firstConstraint = builder.constraints(constraints)
    record.constraintCount = UInt32(constraints.count)
    record.fixedOrPattern = builder.string((element.fixed ?? element.pattern)?.json)
    record.maximumLength = element.maximumLength ?? .max
    record.minimumValue = builder.string(element.minimumValue?.json)
    record.maximumValue = builder.string(element.maximumValue?.json)
    return record
  }

  private func flags(_ element: ElementDefinition) -> ElementFlags {
    var flags: ElementFlags = []
    if element.isChoice { flags.insert(.choice) }
    if (element.base?.maximum ?? element.maximum ?? 1) > 1 { flags.insert(.array) }
    if element.isModifier == true { flags.insert(.modifier) }
    if element.isSummary == true { flags.insert(.summary) }
    if element.mustSupport == true { flags.insert(.mustSupport) }
    if element.representations.contains("xmlAttr") { flags.insert(.xmlAttribute) }
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
      return TypeReferenceRecord(
        type: target, symbol: builder.symbol(name.inInstance(type: type.code)), firstProfile: builder.profiles(type.profiles),
        profileCount: UInt16(clamping: type.profiles.count), firstTarget: builder.profiles(type.targetProfiles),
        targetCount: UInt16(clamping: type.targetProfiles.count))
    }
  }

  /// A profile's content references point into the type that it constrains.
  private func contentReferenceURL(_ plan: TypePlan) -> String {
    definitions.type(named: plan.definition.type)?.url ?? plan.definition.url
  }

  /// R4 publishes `Resource.id` as a bare string, while the standard gives it the type `id`
  /// (http://hl7.org/fhir/R4/resource.html#Resource). Bare strings proper are attributes in XML.
  private func typeID(_ code: String, of element: ElementDefinition) -> TypeID? {
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
      slices.append(
        SliceRecord(
          name: builder.string(tree.nodes[slice].element.sliceName), element: ElementID(UInt32(builder.tables.elements.count))))
      builder.tables.elements.append(record)
    }
    let record = SlicingRecord(
      rules: SlicingRules(slicing.rules), isOrdered: slicing.isOrdered,
      firstDiscriminator: UInt32(builder.tables.discriminators.count), discriminatorCount: UInt32(slicing.discriminators.count),
      firstSlice: UInt32(builder.tables.slices.count), sliceCount: UInt32(slices.count))
    for discriminator in slicing.discriminators {
      builder.tables.discriminators.append(
        DiscriminatorRecord(kind: DiscriminatorKind(discriminator.kind), path: builder.string(discriminator.path)))
    }
    builder.tables.slices.append(contentsOf: slices)
    builder.tables.slicings.append(record)
    return UInt32(builder.tables.slicings.count - 1)
  }
}
