/// Diagnostics of what is read once and by people who wait for an answer: definitions, profiles, maps. They are made readable at once;
/// records are checked with ``Finding`` instead.
public struct DiagnosticList: Sendable {
  public private(set) var diagnostics: [Diagnostic] = []

  public init() {}

  public var hasErrors: Bool { diagnostics.contains { $0.severity >= .error } }

  public mutating func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  public mutating func append(contentsOf others: DiagnosticList) { diagnostics += others.diagnostics }

  /// Reports a broken rule.
  /// - Parameter place: the file, and where in it.
  public mutating func report(_ rule: Rule, at place: DiagnosticPlace, _ words: RuleWords = RuleWords()) {
    diagnostics.append(Diagnostic(rule, at: place, words))
  }
}
