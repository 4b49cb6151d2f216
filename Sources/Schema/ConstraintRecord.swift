/// An invariant of a type or element.
@frozen
public struct ConstraintRecord: Sendable, BitwiseCopyable {
  public enum Severity: UInt8, Sendable, BitwiseCopyable { case error, warning }

  /// `dom-3`, `obs-7`.
  public var key: StringID
  /// FHIRPath.
  public var expression: StringID
  /// The requirement in our own words, or ``StringID/none``.
  public var message: StringID
  /// Canonical URL of the type or profile that the invariant comes from. Equal key and source: the same invariant, to be checked once.
  public var source: StringID
  public var severity: Severity
  /// Whether breaking it is only against best practice.
  public var isBestPractice: Bool

  public init(
    key: StringID, expression: StringID, message: StringID, source: StringID, severity: Severity, isBestPractice: Bool
  ) {
    self.key = key
    self.expression = expression
    self.message = message
    self.source = source
    self.severity = severity
    self.isBestPractice = isBestPractice
  }
}
