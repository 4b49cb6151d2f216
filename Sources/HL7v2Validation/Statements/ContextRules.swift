import Diagnostics
import HL7v2Definitions

/// What a profile says of each element of a kind: of a message, of a group, of a segment, of a value of a data type.
public struct ContextRules: Sendable {
  public var statements: [Statement] = []
  public var predicates: [Predicate] = []
  public var bindings: [BoundElement] = []
  public var mapping: [DynamicMapping] = []
  /// By position: of the parts of a segment or group.
  public var slicings: [Int: Slicing] = [:]

  public init() {}

  public var isEmpty: Bool {
    statements.isEmpty && predicates.isEmpty && bindings.isEmpty && mapping.isEmpty && slicings.isEmpty
  }

  mutating func add(_ other: ContextRules) {
    statements += other.statements
    predicates += other.predicates
    bindings += other.bindings
    mapping += other.mapping
    slicings.merge(other.slicings) { _, new in new }
  }
}

/// What must be so.
public struct Statement: Sendable {
  public var assertion: Assertion
  public var severity: Severity
  public var message: String
  /// Where to point; the element itself where there is none.
  public var target: ElementPath?

  public init(_ assertion: Assertion, severity: Severity, message: String, target: ElementPath? = nil) {
    self.assertion = assertion
    self.severity = severity
    self.message = message
    self.target = target
  }
}

/// What a usage depends on.
public struct Predicate: Sendable {
  public var target: ElementPath
  public var condition: Assertion
  public var whenTrue: PartFact.Usage
  public var whenFalse: PartFact.Usage
  public var message: String
}

/// The data type of a field by the value of another field.
public struct DynamicMapping: Sendable {
  public struct Case: Sendable {
    public var value: String?
    public var second: String?
    /// Name of the data type in the profile.
    public var type: String
  }

  public var position: Int
  public var reference: ElementPath?
  public var secondReference: ElementPath?
  public var cases: [Case] = []
}

/// Other definitions for some of the elements at a position.
public enum Slicing: Sendable {
  /// By instance number.
  case occurrence([Int: String])
  /// The first whose assertion the element meets.
  case assertion([(test: Assertion, definition: String)])
}
