import Definitions

/// A code system with its parents and children worked out, for filters.
struct ConceptHierarchy {
  let system: CodeSystem
  private let indexes: [String: Int]
  private let children: [[Int]]

  init(_ system: CodeSystem) {
    self.system = system
    let indexes = Dictionary(
      system.concepts.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    var children = [[Int]](repeating: [], count: system.concepts.count)
    for (index, concept) in system.concepts.enumerated() {
      if let parent = concept.parent { children[parent].append(index) }
      for property in concept.properties {
        guard let other = indexes[property.value] else { continue }
        switch property.code {
        case "child": children[index].append(other)
        case "parent", "subsumedBy": children[other].append(index)
        default: break
        }
      }
    }
    self.indexes = indexes
    self.children = children
  }

  /// Whether every code of the system is here.
  var isComplete: Bool { system.content == .complete }

  func display(of code: String) -> String? { indexes[code].flatMap { system.concepts[$0].display } }

  /// The concepts that a filter lets through, or nil where the filter cannot be decided here.
  func concepts(passing filter: ValueSet.Filter) -> Set<Int>? {
    switch (filter.operation, filter.property) {
    case ("is-a", _): return indexes[filter.value].map { descendants(of: $0) }
    case ("descendent-of", _): return indexes[filter.value].map { descendants(of: $0).subtracting([$0]) }
    case ("is-not-a", _):
      return indexes[filter.value].map { Set(system.concepts.indices).subtracting(descendants(of: $0)) }
    case ("=", "parent"): return indexes[filter.value].map { Set(children[$0]) }
    case ("=", "code"): return indexes[filter.value].map { [$0] } ?? []
    case ("=", _): return indexes(where: filter.property) { $0 == filter.value }
    case ("in", _):
      let values = Set(filter.value.split(separator: ",").map(String.init))
      return indexes(where: filter.property) { values.contains($0) }
    case ("exists", _):
      let having = Set(system.concepts.indices.filter { has(filter.property, $0) })
      return filter.value == "true" ? having : Set(system.concepts.indices).subtracting(having)
    default: return nil
    }
  }

  private func has(_ property: String, _ index: Int) -> Bool {
    system.concepts[index].properties.contains { $0.code == property }
  }

  /// The concepts one of whose values of a property passes; nil where no concept has the property, which is then not known here.
  private func indexes(where property: String, _ passes: (String) -> Bool) -> Set<Int>? {
    guard system.concepts.indices.contains(where: { has(property, $0) }) else { return nil }
    return Set(
      system.concepts.indices.filter { index in
        system.concepts[index].properties.contains { $0.code == property && passes($0.value) }
      })
  }

  /// A concept and everything under it.
  private func descendants(of index: Int) -> Set<Int> {
    var found: Set<Int> = [index]
    var waiting = [index]
    while let next = waiting.popLast() {
      for child in children[next] where found.insert(child).inserted { waiting.append(child) }
    }
    return found
  }
}
