import Definitions
import Schema

/// The members of value sets, as far as the definitions at hand decide them (http://hl7.org/fhir/R4/valueset.html#compositions).
struct ValueSetExpander {
  struct Expansion {
    var members: [ValueSet.ExpandedConcept] = []
    /// Whether a code that is not among the members is known not to be one.
    var isComplete = true
    /// A system that belongs to the value set as a whole, though its codes are not at hand.
    var wholeSystem: String?

    var state: ValueSetState {
      if isComplete { return .complete }
      return members.isEmpty && wholeSystem == nil ? .unknown : .partial
    }

    static let unknown = Expansion(isComplete: false)
  }

  private struct Key: Hashable {
    var system: String
    var code: String

    init(_ member: ValueSet.ExpandedConcept) {
      system = member.system
      code = member.code
    }
  }

  private let definitions: DefinitionSet
  private var finished: [String: Expansion] = [:]
  private var underway: Set<String> = []
  private var systems: [String: ConceptHierarchy] = [:]

  init(_ definitions: DefinitionSet) { self.definitions = definitions }

  mutating func expansion(of url: String) -> Expansion {
    if let known = finished[url] { return known }
    // A value set that includes itself cannot be decided.
    guard let valueSet = definitions.valueSet(key: url), underway.insert(url).inserted else { return .unknown }
    defer { underway.remove(url) }
    let expansion = expand(valueSet)
    finished[url] = expansion
    return expansion
  }

  private mutating func expand(_ valueSet: ValueSet) -> Expansion {
    if valueSet.includes.isEmpty {
      return valueSet.expansion.isEmpty ? .unknown : Expansion(members: valueSet.expansion)
    }
    var result = Expansion()
    var seen: Set<Key> = []
    for component in valueSet.includes {
      let part = members(of: component)
      result.isComplete = result.isComplete && part.isComplete
      result.wholeSystem = result.wholeSystem ?? part.wholeSystem
      for member in part.members where seen.insert(Key(member)).inserted { result.members.append(member) }
    }
    for component in valueSet.excludes { exclude(component, from: &result) }
    return result
  }

  private mutating func exclude(_ component: ValueSet.Component, from result: inout Expansion) {
    let part = members(of: component)
    let excluded = Set(part.members.map(Key.init))
    result.members.removeAll { excluded.contains(Key($0)) }
    guard !part.isComplete else { return }
    // What else is excluded is not known, so that no member of that system is certain.
    result.isComplete = false
    result.members.removeAll { component.system == nil || $0.system == component.system }
    if component.system == nil || component.system == result.wholeSystem { result.wholeSystem = nil }
  }

  /// What one part of a definition takes in: its codes, of those that all its value sets have in common.
  private mutating func members(of component: ValueSet.Component) -> Expansion {
    var parts: [Expansion] = []
    if let system = component.system { parts.append(members(of: component, in: system)) }
    for canonical in component.valueSets { parts.append(expansion(of: definitions.valueSetKey(canonical))) }
    guard var result = parts.first else { return .unknown }
    for part in parts.dropFirst() {
      let common = Set(part.members.map(Key.init))
      result.members.removeAll { !common.contains(Key($0)) }
      result.isComplete = result.isComplete && part.isComplete
      if result.wholeSystem != part.wholeSystem { result.wholeSystem = nil }
    }
    return result
  }

  private mutating func members(of component: ValueSet.Component, in url: String) -> Expansion {
    if component.isWithheld { return .unknown }
    let hierarchy = hierarchy(of: url)
    if !component.concepts.isEmpty {
      return Expansion(
        members: component.concepts.map { concept in
          ValueSet.ExpandedConcept(
            system: url, code: concept.code, display: concept.display ?? hierarchy?.display(of: concept.code))
        })
    }
    guard let hierarchy, hierarchy.isComplete else {
      return Expansion(isComplete: false, wholeSystem: component.filters.isEmpty ? url : nil)
    }
    var chosen = Array(hierarchy.system.concepts.indices)
    for filter in component.filters {
      guard let passing = hierarchy.concepts(passing: filter) else { return .unknown }
      chosen.removeAll { !passing.contains($0) }
    }
    return Expansion(
      members: chosen.map { index in
        let concept = hierarchy.system.concepts[index]
        return ValueSet.ExpandedConcept(system: url, code: concept.code, display: concept.display)
      })
  }

  private mutating func hierarchy(of url: String) -> ConceptHierarchy? {
    if let known = systems[url] { return known }
    guard let system = definitions.codeSystem(Canonical(url: url)) else { return nil }
    let hierarchy = ConceptHierarchy(system)
    systems[url] = hierarchy
    return hierarchy
  }
}
