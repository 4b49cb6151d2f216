import Definitions
import Diagnostics

/// Works out all elements of definitions from their bases and what they say themselves
/// (http://hl7.org/fhir/R4/profiling.html#snapshot). Types keep the snapshot they were published with, where there is one; those of
/// profiles are made anew, so that a profile says the same whether it was published with a snapshot or without.
public struct SnapshotBuilder {
  /// A finished snapshot.
  public struct Snapshot: Sendable {
    public var tree: ElementTree
    /// What contradicts the base or the definition itself; none for what was published.
    public var problems: [SnapshotProblem] = []
  }

  let definitions: DefinitionSet
  public var diagnostics = DiagnosticList()
  private var finished: [String: Snapshot] = [:]
  private var underway: Set<String> = []
  /// What no snapshot can be made of.
  private var failed: Set<String> = []

  public init(_ definitions: DefinitionSet) { self.definitions = definitions }

  /// The snapshot of a definition, or nil where its base is missing and it was published without one.
  public mutating func snapshot(of definition: StructureDefinition) -> Snapshot? {
    if let known = finished[definition.url] ?? definitions.base?.snapshot(of: definition.url) { return known }
    if failed.contains(definition.url) { return nil }
    if !definition.isProfile || definition.differential.isEmpty, !definition.snapshot.isEmpty {
      return finish(definition, Snapshot(tree: ElementTree(definition.snapshot)))
    }
    guard underway.insert(definition.url).inserted else {
      report(DefinitionsRules.baseCycle, definition, RuleWords(name: definition.url))
      return nil
    }
    defer { underway.remove(definition.url) }
    var base: ElementTree?
    if let canonical = definition.baseDefinition {
      base = definitions.structure(canonical).flatMap { snapshot(of: $0)?.tree }
      // R5's root of all types, which has no elements and which R4 does not define.
      let isRoot = canonical.url == "http://hl7.org/fhir/StructureDefinition/Base"
      if base == nil, !isRoot || definition.isProfile {
        // A snapshot that came along is better than nothing.
        if !definition.snapshot.isEmpty { return finish(definition, Snapshot(tree: ElementTree(definition.snapshot))) }
        let rule = definitions.structure(canonical) == nil ? DefinitionsRules.unknownBase : DefinitionsRules.brokenBase
        report(rule, definition, RuleWords(name: definition.url, value: canonical.description))
        failed.insert(definition.url)
        return nil
      }
    }
    return finish(definition, merge(definition, base))
  }

  private mutating func merge(_ definition: StructureDefinition, _ base: ElementTree?) -> Snapshot {
    let own = ElementTree(definition.differential, fillsGaps: true)
    var merge = SnapshotMerge(definition, own, self)
    merge.run(base)
    finished.merge(merge.builder.finished) { known, _ in known }
    failed.formUnion(merge.builder.failed)
    diagnostics = merge.builder.diagnostics
    return Snapshot(tree: merge.output, problems: merge.problems)
  }

  private mutating func finish(_ definition: StructureDefinition, _ snapshot: Snapshot) -> Snapshot {
    finished[definition.url] = snapshot
    if let base = definitions.base, base.source(of: .structure, definition.url) != nil { base.keep(snapshot, of: definition.url) }
    // Lesser problems are for those who write the definition.
    for problem in snapshot.problems where problem.rule.severity >= .error {
      diagnostics.report(problem.rule, at: DiagnosticPlace(file: definition.url, path: problem.element), problem.words)
    }
    return snapshot
  }

  /// Whether the snapshot of a definition is being made right now.
  func isUnderway(_ definition: StructureDefinition) -> Bool { underway.contains(definition.url) }

  private mutating func report(_ rule: Rule, _ definition: StructureDefinition, _ words: RuleWords) {
    diagnostics.report(rule, at: DiagnosticPlace(file: definition.url), words)
  }
}

/// A contradiction in a definition.
public struct SnapshotProblem: Sendable {
  public var rule: Rule
  /// Id of the element.
  public var element: String
  public var words: RuleWords
}
