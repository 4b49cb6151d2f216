import Definitions
import Schema

/// Fills the tables of code systems.
struct CodeSystemCompiler {
  /// Adds the systems in the order of their URLs.
  static func addTables(_ systems: [CodeSystem], to builder: inout TableBuilder) {
    let known = builder.tables.terminology.codeSystems.count
    for system in systems.sorted(by: { $0.url.utf8.lexicographicallyPrecedes($1.url.utf8) }) { add(system, to: &builder) }
    // Those that were there before and the new ones take their places among one another.
    guard known > 0, !systems.isEmpty else { return }
    let records = builder.tables.terminology.codeSystems.map { (url: builder.text($0.url), record: $0) }
    builder.tables.terminology.codeSystems = ContiguousArray(
      records.sorted { $0.url.utf8.lexicographicallyPrecedes($1.url.utf8) }.map(\.record))
  }

  private static func add(_ system: CodeSystem, to builder: inout TableBuilder) {
    var record = CodeSystemRecord(
      url: builder.string(system.url), version: builder.string(system.version),
      supplements: builder.string(system.supplements?.description), valueSet: builder.string(system.valueSet?.url),
      content: system.supplements == nil ? CodeSystemContent(system.content) : .supplement,
      flags: system.isCaseSensitive ? [] : .caseInsensitive)
    let order = sortedConcepts(system)
    let first = UInt32(builder.tables.terminology.codes.count)
    record.firstCode = first
    record.codeCount = UInt32(order.count)
    var positions: [String: UInt32] = [:]
    for (position, index) in order.enumerated() { positions[system.concepts[index].code] = first + UInt32(position) }
    let parents = parents(system)
    for index in order {
      let concept = system.concepts[index]
      // The one that it is nested in comes first.
      let nest = concept.parent.map { system.concepts[$0].code } ?? ""
      let known = parents[concept.code, default: []].filter { positions[$0] != nil }
        .sorted { ($0 == nest ? 0 : 1, $0) < ($1 == nest ? 0 : 1, $1) }
      add(concept, parents: known, of: system, to: &builder)
      if let parent = known.first, let position = positions[parent] {
        builder.tables.terminology.codes[builder.tables.terminology.codes.count - 1].parent = position
      }
    }
    builder.tables.terminology.codeSystems.append(record)
  }

  /// The concepts, each code once, as ``CodeOrder`` says.
  private static func sortedConcepts(_ system: CodeSystem) -> [Int] {
    var seen: Set<String> = []
    let distinct = system.concepts.indices.filter { seen.insert(system.concepts[$0].code).inserted }
    return distinct.sorted { CodeOrder.precedes(system.concepts[$0].code, system.concepts[$1].code) }
  }

  /// The codes that each code stands under: by nesting, and by the properties that say so.
  private static func parents(_ system: CodeSystem) -> [String: [String]] {
    var parents: [String: [String]] = [:]
    func add(_ parent: String, of child: String) {
      if parent != child, !parents[child, default: []].contains(parent) { parents[child, default: []].append(parent) }
    }
    for concept in system.concepts {
      if let parent = concept.parent { add(system.concepts[parent].code, of: concept.code) }
      for property in concept.properties {
        switch system.standardName(ofProperty: property.code) {
        case "child": add(concept.code, of: property.value)
        case "parent", "subsumedBy": add(property.value, of: concept.code)
        default: break
        }
      }
    }
    return parents
  }

  private static func add(
    _ concept: CodeSystem.Concept, parents: [String], of system: CodeSystem, to builder: inout TableBuilder
  ) {
    var record = CodeRecord(code: builder.string(concept.code), display: builder.string(concept.display))
    record.flags = flags(concept, of: system)
    record.firstFact = UInt32(builder.tables.terminology.codeFacts.count)
    var facts: [(String, String)] = []
    for property in concept.properties {
      facts.append((property.code, property.value))
      let name = system.standardName(ofProperty: property.code)
      if name != property.code { facts.append((name, property.value)) }
    }
    let stated = Set(facts.filter { $0.0 == "parent" }.map(\.1))
    for parent in parents.dropFirst() where !stated.contains(parent) { facts.append(("parent", parent)) }
    facts.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    record.propertyCount = UInt16(clamping: facts.count)
    for fact in facts.prefix(Int(record.propertyCount)) {
      builder.tables.terminology.codeFacts.append(CodeFactRecord(name: builder.string(fact.0), value: builder.string(fact.1)))
    }
    let designations = concept.designations.prefix(Int(UInt8.max))
    record.designationCount = UInt8(designations.count)
    for designation in designations {
      builder.tables.terminology.codeFacts.append(
        CodeFactRecord(name: builder.string(designation.language), value: builder.string(designation.text)))
    }
    builder.tables.terminology.codes.append(record)
  }

  private static func flags(_ concept: CodeSystem.Concept, of system: CodeSystem) -> CodeFlags {
    var flags: CodeFlags = []
    for property in concept.properties {
      switch (system.standardName(ofProperty: property.code), property.value) {
      case ("notSelectable", "true"), ("abstract", "true"): flags.insert(.abstract)
      case ("inactive", "true"), ("status", "inactive"), ("status", "retired"): flags.insert(.inactive)
      default: break
      }
    }
    return flags
  }
}

extension CodeSystemContent {
  init(_ content: CodeSystem.Content) {
    switch content {
    case .complete: self = .complete
    case .fragment: self = .fragment
    case .example: self = .example
    case .notPresent: self = .notPresent
    case .supplement: self = .supplement
    }
  }
}
