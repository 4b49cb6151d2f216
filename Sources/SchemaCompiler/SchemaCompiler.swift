import Definitions
import Diagnostics
import Schema

/// Compiles definitions into the tables of a ``Schema/Schema``. Equal definitions give equal tables, whatever order they come in.
public struct SchemaCompiler {
  /// Which definitions become types of the schema.
  public enum Scope: Sendable {
    /// Types only: no profiles, no logical models.
    case types
    case typesAndProfiles
  }

  let definitions: DefinitionSet
  let scope: Scope
  var builder = TableBuilder()
  public private(set) var diagnostics = DiagnosticList()
  /// The types in the order of the table.
  private var plans: [TypePlan] = []
  private var typesByName: [String: TypeID] = [:]
  private var typesByURL: [String: TypeID] = [:]
  /// Types by the id of the element whose children they are, and by URL: `http://…/Patient#Patient.contact`.
  private var anonymousTypes: [String: TypeID] = [:]
  private var trees: [String: ElementTree] = [:]
  private var valueSets: ValueSetCompiler

  public init(_ definitions: DefinitionSet, scope: Scope = .types) {
    self.definitions = definitions
    self.scope = scope
    valueSets = ValueSetCompiler(definitions)
  }

  /// The tables. What could not be compiled is in ``diagnostics``.
  public mutating func compile() -> Schema.Tables {
    diagnostics.append(contentsOf: definitions.diagnostics)
    planTypes()
    builder.setNames(["resourceType"] + elementNames().subtracting(["resourceType"]).sorted())
    for plan in plans { addType(plan) }
    for index in plans.indices { addElements(ofType: index) }
    valueSets.addTables(to: &builder)
    return builder.tables
  }

  mutating func report(_ rule: Rule, _ plan: TypePlan, _ words: RuleWords) {
    diagnostics.report(rule, at: DiagnosticPlace(file: plan.definition.url), words)
  }
}

/// A type that will stand in the table: a definition as a whole, or the children of one of its elements.
struct TypePlan {
  var definition: StructureDefinition
  /// Index in the definition's ``ElementTree`` of the element whose children these are; 0 for the whole definition.
  var node: Int
  var name: String
}

// MARK: - Which types there are

extension SchemaCompiler {
  /// Types before profiles, each kind by URL; the children of backbone elements right after the type they belong to.
  private mutating func planTypes() {
    planSystemString()
    var snapshots = SnapshotBuilder(definitions)
    let chosen = definitions.structures.values.filter { isInScope($0) }
      .sorted { ($0.isProfile ? 1 : 0, $0.url) < ($1.isProfile ? 1 : 0, $1.url) }
    for definition in chosen {
      guard let elements = snapshots.snapshot(of: definition), !elements.isEmpty else { continue }
      let tree = ElementTree(elements)
      trees[definition.url] = tree
      let root = TypePlan(definition: definition, node: 0, name: definition.isProfile ? definition.name : definition.type)
      for orphan in tree.orphans { report(DefinitionsRules.brokenPath, root, RuleWords(value: orphan.path)) }
      if !definition.isProfile { typesByName[definition.type] = TypeID(UInt32(plans.count)) }
      typesByURL[definition.url] = TypeID(UInt32(plans.count))
      plans.append(root)
      for (index, node) in tree.nodes.enumerated().dropFirst() where !node.children.isEmpty {
        anonymousTypes[definition.url + "#" + node.id] = TypeID(UInt32(plans.count))
        plans.append(TypePlan(definition: definition, node: index, name: node.id))
      }
    }
    diagnostics.append(contentsOf: snapshots.diagnostics)
  }

  private func isInScope(_ definition: StructureDefinition) -> Bool {
    scope == .typesAndProfiles || !definition.isProfile && definition.kind != .logical
  }

  /// The type of bare values (`Element.id`), which no package defines.
  private mutating func planSystemString() {
    var definition = StructureDefinition(
      url: ElementType.systemString, name: ElementType.systemString, kind: .primitiveType, type: ElementType.systemString)
    let root = ElementDefinition(id: "String", path: "String")
    definition.snapshot = [root]
    trees[definition.url] = ElementTree([root])
    typesByName[definition.type] = TypeID(UInt32(plans.count))
    plans.append(TypePlan(definition: definition, node: 0, name: definition.type))
  }

  private func tree(of plan: TypePlan) -> ElementTree { trees[plan.definition.url] ?? ElementTree([]) }

  /// Every name that an element has in an instance.
  private func elementNames() -> Set<String> {
    var names: Set<String> = []
    for tree in trees.values {
      for node in tree.nodes.dropFirst() {
        let name = ElementName(node.element)
        names.formUnion(node.element.types.map { name.inInstance(type: $0.code) })
        names.insert(name.base)
      }
    }
    return names
  }
}

/// The name of an element, and what becomes of it for a choice of types.
struct ElementName {
  /// Without `[x]`.
  let base: String
  let isChoice: Bool

  init(_ element: ElementDefinition) {
    isChoice = element.isChoice
    base = String(isChoice ? element.name.dropLast(3) : element.name)
  }

  /// `valueQuantity` for `value[x]` as Quantity.
  func inInstance(type: String) -> String {
    isChoice ? base + type.prefix(1).uppercased() + type.dropFirst() : base
  }
}

// MARK: - Types

extension SchemaCompiler {
  private mutating func addType(_ plan: TypePlan) {
    let definition = plan.definition
    let constraints = typeConstraints(plan)
    let isWhole = plan.node == 0
    let record = TypeRecord(
      name: builder.string(plan.name), url: builder.string(definition.url), version: builder.string(definition.version),
      kind: isWhole ? TypeKind(definition.kind) : .backbone,
      primitive: isWhole && definition.kind == .primitiveType ? primitive(definition.type) : .none,
      isAbstract: isWhole && definition.isAbstract, isProfile: definition.isProfile, base: base(of: plan), firstElement: 0,
      elementCount: 0, firstConstraint: builder.constraints(constraints), constraintCount: UInt32(constraints.count))
    builder.tables.types.append(record)
  }

  private func primitive(_ name: String) -> PrimitiveType {
    PrimitiveType.allCases.first { $0.name == name } ?? .none
  }

  private func base(of plan: TypePlan) -> TypeID {
    if plan.node == 0 {
      return plan.definition.baseDefinition.flatMap { typesByURL[$0.url] } ?? .none
    }
    let types = tree(of: plan).nodes[plan.node].element.types
    return types.count == 1 ? typesByName[types[0].code] ?? .none : .none
  }

  /// The invariants of a type with those it inherits, by key.
  private func typeConstraints(_ plan: TypePlan) -> [Constraint] {
    let element = tree(of: plan).nodes[plan.node].element
    var byKey: [String: Constraint] = [:]
    if plan.node == 0 {
      for constraint in inheritedConstraints(plan.definition) { byKey[constraint.key] = constraint }
    } else {
      for type in element.types {
        for constraint in constraints(ofType: type.code) { byKey[constraint.key] = constraint }
      }
    }
    for constraint in element.constraints { byKey[constraint.key] = constraint }
    return byKey.values.sorted { $0.key < $1.key }
  }

  private func inheritedConstraints(_ definition: StructureDefinition) -> [Constraint] {
    guard let url = definition.baseDefinition?.url, let base = definitions.structures[url], base.url != definition.url else {
      return []
    }
    return inheritedConstraints(base) + (trees[base.url]?.nodes.first?.element.constraints ?? [])
  }

  /// The invariants that every value of a type must keep.
  private func constraints(ofType name: String) -> [Constraint] {
    guard let definition = definitions.type(named: name) else { return [] }
    return inheritedConstraints(definition) + (trees[definition.url]?.nodes.first?.element.constraints ?? [])
  }
}

// MARK: - Elements

extension SchemaCompiler {
  private mutating func addElements(ofType index: Int) {
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

// MARK: - Slicing

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
