import Definitions
import Schema

/// Numbers value sets, turns their definitions into tables, and lists the members of those that records are checked against most.
struct ValueSetCompiler {
  private var expander: ValueSetExpander
  private let definitions: DefinitionSet
  private var ids: [String: ValueSetID] = [:]
  /// By number; `url|version` for those that are not the default of several versions.
  private var keys: [String] = []
  /// Value sets whose members are listed where they are all known.
  private var listed: Set<ValueSetID> = []

  init(_ definitions: DefinitionSet) {
    self.definitions = definitions
    expander = ValueSetExpander(definitions)
    for key in definitions.base?.state.valueSets ?? [] { _ = number(of: key) }
  }

  /// The number of a value set.
  /// - Parameter isListed: whether its members are worth a list of their own.
  mutating func id(of canonical: Canonical, isListed: Bool = true) -> ValueSetID {
    let id = number(of: definitions.valueSetKey(canonical))
    if isListed { listed.insert(id) }
    return id
  }

  private mutating func number(of key: String) -> ValueSetID {
    if let known = ids[key] { return known }
    let id = ValueSetID(UInt32(keys.count))
    ids[key] = id
    keys.append(key)
    return id
  }

  /// Adds a record for each numbered value set and for all others that have a definition.
  mutating func addTables(to builder: inout TableBuilder) {
    for key in definitions.valueSets.keys.sorted() { _ = number(of: key) }
    var order = builder.tables.terminology.valueSetOrder.map { Int($0) }
    let known = builder.tables.valueSets.count
    // What nobody has asked for the members of before has none yet.
    for index in 0..<known
    where listed.contains(ValueSetID(UInt32(index))) && builder.tables.valueSets[index].state == .unknown {
      var record = builder.tables.valueSets[index]
      addMembers(keys[index], to: &record, &builder)
      builder.tables.valueSets[index] = record
    }
    for (index, key) in keys.enumerated().dropFirst(known) {
      let definition = definitions.valueSets[key]
      var record = ValueSetRecord(
        url: builder.string(key), version: builder.string(definition?.version), name: builder.string(definition?.name))
      if let definition {
        order.append(index)
        add(definition, to: &record, &builder)
      }
      if listed.contains(ValueSetID(UInt32(index))) { addMembers(key, to: &record, &builder) }
      builder.tables.valueSets.append(record)
    }
    order.sort { keys[$0].utf8.lexicographicallyPrecedes(keys[$1].utf8) }
    builder.tables.terminology.valueSetOrder = ContiguousArray(order.map { UInt32($0) })
  }

  private mutating func addMembers(_ key: String, to record: inout ValueSetRecord, _ builder: inout TableBuilder) {
    let expansion = expander.expansion(of: key)
    record.state = expansion.state
    record.firstConcept = UInt32(builder.tables.concepts.count)
    guard expansion.state == .complete else { return }
    record.conceptCount = UInt32(expansion.members.count)
    for member in expansion.members {
      builder.tables.concepts.append(
        ConceptRecord(
          system: builder.string(member.system), code: builder.string(member.code), display: builder.string(member.display)))
    }
  }
}

// Definitions as tables.
extension ValueSetCompiler {
  private func add(_ valueSet: ValueSet, to record: inout ValueSetRecord, _ builder: inout TableBuilder) {
    record.firstComponent = UInt32(builder.tables.terminology.components.count)
    for component in valueSet.includes { add(component, [], to: &builder) }
    for component in valueSet.excludes { add(component, .exclude, to: &builder) }
    if !valueSet.includes.isEmpty { record.flags.insert(.defined) }
    if valueSet.isActiveOnly { record.flags.insert(.activeOnly) }
    if !valueSet.expansion.isEmpty, valueSet.isExpansionComplete { record.flags.insert(.completeExpansion) }
    let systems = Dictionary(grouping: valueSet.expansion, by: \.system)
    for (system, concepts) in systems.sorted(by: { $0.key < $1.key }) {
      var component = ValueSet.Component(system: system)
      component.concepts = concepts.map { ValueSet.Concept(code: $0.code, display: $0.display) }
      add(component, .expansion, to: &builder)
    }
    record.componentCount = UInt16(
      clamping: builder.tables.terminology.components.count - Int(record.firstComponent))
  }

  private func add(_ component: ValueSet.Component, _ flags: ValueSetComponentFlags, to builder: inout TableBuilder) {
    var record = ValueSetComponentRecord(
      system: builder.string(component.system), version: builder.string(component.version), flags: flags)
    if component.isWithheld { record.flags.insert(.withheld) }
    if !component.concepts.isEmpty { record.flags.insert(.listed) }
    record.firstMember = UInt32(builder.tables.terminology.members.count)
    record.memberCount = UInt32(component.concepts.count)
    for concept in component.concepts.sorted(by: { CodeOrder.precedes($0.code, $1.code) }) {
      builder.tables.terminology.members.append(
        ValueSetMemberRecord(code: builder.string(concept.code), display: builder.string(concept.display)))
    }
    record.firstFilter = UInt32(builder.tables.terminology.filters.count)
    record.filterCount = UInt16(clamping: component.filters.count)
    for filter in component.filters.prefix(Int(UInt16.max)) {
      builder.tables.terminology.filters.append(
        ValueSetFilterRecord(
          property: builder.string(filter.property), operation: FilterOperator(filter.operation),
          value: builder.string(filter.value)))
    }
    record.firstImport = UInt32(builder.tables.terminology.imports.count)
    record.importCount = UInt16(clamping: component.valueSets.count)
    for canonical in component.valueSets.prefix(Int(UInt16.max)) {
      builder.tables.terminology.imports.append(builder.string(canonical.description))
    }
    builder.tables.terminology.components.append(record)
  }
}

extension FilterOperator {
  init(_ code: String) {
    switch code {
    case "=": self = .equals
    case "is-a": self = .isA
    case "descendent-of": self = .descendentOf
    case "is-not-a": self = .isNotA
    case "regex": self = .regex
    case "in": self = .inSet
    case "not-in": self = .notInSet
    case "generalizes": self = .generalizes
    case "exists": self = .exists
    case "child-of": self = .childOf
    default: self = .unknown
    }
  }
}
