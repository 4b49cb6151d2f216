import Definitions
import Schema

/// Numbers the value sets that elements are bound to, and lists their members where that can be done.
struct ValueSetCompiler {
  private var expander: ValueSetExpander
  private let definitions: DefinitionSet
  private var ids: [String: ValueSetID] = [:]
  private var urls: [String] = []

  init(_ definitions: DefinitionSet) {
    self.definitions = definitions
    expander = ValueSetExpander(definitions)
  }

  /// The number of a bound value set.
  mutating func id(of canonical: Canonical) -> ValueSetID {
    let key = definitions.valueSetKey(canonical)
    if let known = ids[key] { return known }
    let id = ValueSetID(UInt32(urls.count))
    ids[key] = id
    urls.append(key)
    return id
  }

  /// Adds a record for each numbered value set.
  mutating func addTables(to builder: inout TableBuilder) {
    for url in urls {
      let expansion = expander.expansion(of: url)
      let first = UInt32(builder.tables.concepts.count)
      for member in expansion.members {
        builder.tables.concepts.append(
          ConceptRecord(
            system: builder.string(member.system), code: builder.string(member.code), display: builder.string(member.display)))
      }
      builder.tables.valueSets.append(
        ValueSetRecord(
          url: builder.string(url), version: builder.string(definitions.valueSets[url]?.version), state: expansion.state,
          firstConcept: first, conceptCount: UInt32(expansion.members.count),
          wholeSystem: builder.string(expansion.wholeSystem)))
    }
  }
}
