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
  /// The types in the order of the table, without those that are compiled already.
  var plans: [TypePlan] = []
  /// The first type that is compiled here.
  let firstType: Int
  var typesByName: [String: TypeID] = [:]
  var typesByURL: [String: TypeID] = [:]
  /// Types by the id of the element whose children they are, and by URL: `http://…/Patient#Patient.contact`.
  var anonymousTypes: [String: TypeID] = [:]
  var trees: [String: ElementTree] = [:]
  var valueSets: ValueSetCompiler
  /// The elements of types by name.
  var elementNames: [TypeID: [String: ElementID]] = [:]

  /// - Parameter base: tables whose strings get the same numbers here, so that the two images have most bytes in common.
  public init(_ definitions: DefinitionSet, scope: Scope = .types, like base: Schema.Tables? = nil) {
    self.definitions = definitions
    self.scope = scope
    if let base { builder = TableBuilder(strings: base) }
    if let state = definitions.base?.state {
      builder = state.builder
      typesByName = state.typesByName
      typesByURL = state.typesByURL
      anonymousTypes = state.anonymousTypes
    }
    firstType = definitions.base?.typeCount ?? 0
    valueSets = ValueSetCompiler(definitions)
  }

  /// The tables. What could not be compiled is in ``diagnostics``.
  public mutating func compile() -> Schema.Tables {
    diagnostics.append(contentsOf: definitions.diagnostics)
    planTypes()
    var versions = VersionCheck(definitions)
    for plan in plans where plan.node == 0 { versions.check(plan.definition) }
    diagnostics.append(contentsOf: versions.diagnostics)
    builder.setNames(["resourceType"] + instanceNames().subtracting(["resourceType"]).sorted())
    for plan in plans { addType(plan) }
    for plan in plans where !plan.definition.isProfile { addElements(of: plan) }
    for plan in plans where plan.definition.isProfile { addProfile(plan) }
    valueSets.addTables(to: &builder)
    CodeSystemCompiler.addTables(definitions.allCodeSystems, to: &builder)
    markBroken()
    return builder.tables
  }

  /// Marks the definitions that errors were found in: who asks for one is told.
  private mutating func markBroken() {
    let broken = Set(diagnostics.diagnostics.filter { $0.severity >= .error }.compactMap { $0.location?.file })
    if broken.isEmpty { return }
    for plan in plans where plan.node == 0 && broken.contains(plan.definition.url) {
      builder.tables.types[plan.id.index].isBroken = true
    }
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
  var id: TypeID
}

// MARK: - Which types there are

extension SchemaCompiler {
  /// Types before profiles, each kind by URL; the children of backbone elements right after the type they belong to.
  private mutating func planTypes() {
    if definitions.base == nil { planSystemString() }
    var snapshots = SnapshotBuilder(definitions)
    let chosen = definitions.structures.values.filter { isInScope($0) }
      .sorted { ($0.isProfile ? 1 : 0, $0.url) < ($1.isProfile ? 1 : 0, $1.url) }
    for definition in chosen {
      guard let tree = tree(of: definition, &snapshots) else { continue }
      trees[definition.url] = tree
      let root = TypePlan(
        definition: definition, node: 0, name: definition.isProfile ? definition.name : definition.type, id: nextType)
      for orphan in tree.orphans { report(DefinitionsRules.brokenPath, root, RuleWords(value: orphan.path)) }
      if !definition.isProfile { typesByName[definition.type] = root.id }
      typesByURL[definition.url] = root.id
      plans.append(root)
      if definition.isProfile { continue }
      for (index, node) in tree.nodes.enumerated().dropFirst() where !node.children.isEmpty {
        anonymousTypes[definition.url + "#" + node.id] = nextType
        plans.append(TypePlan(definition: definition, node: index, name: node.id, id: nextType))
      }
    }
    diagnostics.append(contentsOf: snapshots.diagnostics)
  }

  /// The elements of a definition. A profile that has none because it is broken says nothing beyond its type, but is known.
  private func tree(of definition: StructureDefinition, _ snapshots: inout SnapshotBuilder) -> ElementTree? {
    if let tree = snapshots.snapshot(of: definition)?.tree, !tree.nodes.isEmpty { return tree }
    guard definition.isProfile, typesByName[definition.type] != nil else { return nil }
    return ElementTree([ElementDefinition(id: definition.type, path: definition.type)])
  }

  private var nextType: TypeID { TypeID(UInt32(firstType + plans.count)) }

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
    typesByName[definition.type] = nextType
    plans.append(TypePlan(definition: definition, node: 0, name: definition.type, id: nextType))
  }

  func tree(of plan: TypePlan) -> ElementTree { trees[plan.definition.url] ?? ElementTree([]) }

  /// Every name that an element has in an instance.
  private func instanceNames() -> Set<String> {
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
    // Profiles get theirs when their elements are compiled.
    let constraints = definition.isProfile ? [] : typeConstraints(plan)
    let isWhole = plan.node == 0
    var record = TypeRecord(
      name: builder.string(plan.name), url: builder.string(definition.url), version: builder.string(definition.version),
      kind: isWhole ? TypeKind(definition.kind) : .backbone,
      primitive: isWhole && definition.kind == .primitiveType ? primitive(definition.type) : .none,
      isAbstract: isWhole && definition.isAbstract, isProfile: definition.isProfile, base: base(of: plan), firstElement: 0,
      elementCount: 0, firstConstraint: builder.constraints(constraints), constraintCount: UInt32(constraints.count))
    record.constrainedType = TypeID(UInt32(builder.tables.types.count))
    if isWhole { addContexts(definition, to: &record) }
    builder.tables.types.append(record)
  }

  private mutating func addContexts(_ definition: StructureDefinition, to record: inout TypeRecord) {
    record.firstContext = UInt32(builder.tables.contexts.count)
    record.contextCount = UInt16(clamping: definition.contexts.count)
    for context in definition.contexts {
      builder.tables.contexts.append(
        ExtensionContextRecord(kind: ExtensionContextKind(context.kind), expression: builder.string(context.expression)))
    }
    record.firstContextInvariant = builder.texts(definition.contextInvariants)
    record.contextInvariantCount = UInt16(clamping: definition.contextInvariants.count)
  }

  private func primitive(_ name: String) -> PrimitiveType {
    PrimitiveType.allCases.first { $0.name == name } ?? .none
  }

  private func base(of plan: TypePlan) -> TypeID {
    if plan.node == 0 {
      return plan.definition.baseDefinition.flatMap { typesByURL[$0.description] ?? typesByURL[$0.url] } ?? .none
    }
    let types = tree(of: plan).nodes[plan.node].element.types
    return types.count == 1 ? typesByName[types[0].code] ?? .none : .none
  }

  /// The invariants of a type with those it inherits, by key.
  private func typeConstraints(_ plan: TypePlan) -> [Constraint] {
    let element = tree(of: plan).nodes[plan.node].element
    var byKey: [String: Constraint] = [:]
    if plan.node == 0 {
      for constraint in inheritedConstraints(plan.definition) where byKey[constraint.key] == nil {
        byKey[constraint.key] = constraint
      }
    } else {
      for type in element.types {
        for constraint in constraints(ofType: type.code) where byKey[constraint.key] == nil { byKey[constraint.key] = constraint }
      }
    }
    for constraint in element.constraints where byKey[constraint.key] == nil {
      byKey[constraint.key] = constraint.from(plan.definition)
    }
    return byKey.values.sorted { $0.key < $1.key }
  }

  private func inheritedConstraints(_ definition: StructureDefinition) -> [Constraint] {
    guard let base = definition.baseDefinition.flatMap({ definitions.structure($0) }), base.url != definition.url else {
      return []
    }
    return allConstraints(base)
  }

  /// The invariants that every value of a type must keep.
  func constraints(ofType name: String) -> [Constraint] {
    if let compiled = compiledConstraints(typesByName[name]) { return compiled }
    return definitions.type(named: name).map { allConstraints($0) } ?? []
  }

  private func allConstraints(_ definition: StructureDefinition) -> [Constraint] {
    compiledConstraints(typesByURL[definition.url]) ?? inheritedConstraints(definition) + rootConstraints(definition)
  }

  /// Those of a type that is compiled already; nil for others.
  private func compiledConstraints(_ type: TypeID?) -> [Constraint]? {
    guard let type, type.index < firstType else { return nil }
    let record = builder.tables.types[type.index]
    let own = builder.constraints(from: record.firstConstraint, count: record.constraintCount)
    // A profile has those alone that profiles add.
    return record.isProfile && record.constrainedType != type ? (compiledConstraints(record.constrainedType) ?? []) + own : own
  }

  private func rootConstraints(_ definition: StructureDefinition) -> [Constraint] {
    (trees[definition.url]?.nodes.first?.element.constraints ?? []).map { $0.from(definition) }
  }
}

extension Constraint {
  /// The invariant, which comes from `definition` unless it says where it comes from.
  func from(_ definition: StructureDefinition) -> Constraint {
    guard source == nil else { return self }
    var result = self
    result.source = definition.url
    return result
  }
}
