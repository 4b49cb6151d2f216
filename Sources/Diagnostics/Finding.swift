import SourceTree

/// What the engines write: a rule was broken at a place. Plain data, no text; ``Diagnostic`` is the readable form.
@frozen
public struct Finding: Sendable, Hashable, BitwiseCopyable {
  public var rule: RuleCode
  /// The severity, normally the rule's own (bindings and invariants carry theirs).
  public var severity: Severity
  /// The node the finding is about, or ``NodeID/none``.
  public var node: NodeID
  /// The bytes to show, in the document that `node` belongs to. Empty spans mark a position.
  public var span: SourceSpan
  /// Index of the schema element that was violated, or ``noDefinition``.
  public var definition: UInt32
  public var expected: Evidence
  public var actual: Evidence

  public static let noDefinition = UInt32.max

  public init(
    _ rule: Rule, node: NodeID = .none, span: SourceSpan, definition: UInt32 = Finding.noDefinition,
    expected: Evidence = .none, actual: Evidence = .none
  ) {
    self.rule = rule.code
    severity = rule.severity
    self.node = node
    self.span = span
    self.definition = definition
    self.expected = expected
    self.actual = actual
  }
}
