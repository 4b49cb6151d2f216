/// A condition of a mapping row, as written. Grammar and meaning: `Profiles/hl7v2-to-fhir/README.md`; it reads the conditions of
/// the HL7 v2-to-FHIR mapping tables (https://build.fhir.org/ig/HL7/v2-to-fhir/mapping_guidelines.html).
public indirect enum Condition: Sendable, Equatable {
  case and([Condition])
  case or([Condition])
  case not(Condition)
  case valued(ElementReference)
  case notValued(ElementReference)
  /// The code of the element has an entry in the row's code map.
  case mapped(ElementReference)
  case notMapped(ElementReference)
  case equal(ElementReference, ConditionOperand)
  case notEqual(ElementReference, ConditionOperand)
  case isIn(ElementReference, [String])
  case isNotIn(ElementReference, [String])
  /// The element names a system of the program's own identifier registry; the text is the registry's address.
  case inRegistry(ElementReference, String)
  case notInRegistry(ElementReference, String)
  /// Number of repetitions.
  case count(ElementReference, Comparison, Int)
  /// Number of characters.
  case length(ElementReference, Comparison, Int)

  /// The same, with the opposite answer.
  var negated: Condition {
    switch self {
    case .valued(let subject): .notValued(subject)
    case .notValued(let subject): .valued(subject)
    case .mapped(let subject): .notMapped(subject)
    case .notMapped(let subject): .mapped(subject)
    case .equal(let subject, let operand): .notEqual(subject, operand)
    case .notEqual(let subject, let operand): .equal(subject, operand)
    case .isIn(let subject, let list): .isNotIn(subject, list)
    case .isNotIn(let subject, let list): .isIn(subject, list)
    case .inRegistry(let subject, let url): .notInRegistry(subject, url)
    case .notInRegistry(let subject, let url): .inRegistry(subject, url)
    case .not(let inner): inner
    default: .not(self)
    }
  }
}

/// What an element is compared with.
public enum ConditionOperand: Sendable, Equatable {
  case text(String)
  case number(Int)
  case element(ElementReference)
}

public enum Comparison: String, Sendable, BitwiseCopyable {
  case equal = "="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="

  func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .less: left < right
    case .greater: left > right
    case .lessOrEqual: left <= right
    case .greaterOrEqual: left >= right
    }
  }
}

/// A condition with its marks.
public struct ParsedCondition: Sendable, Equatable {
  public var condition: Condition
  /// `ERROR`: where the condition holds, the message has a fault.
  public var isError: Bool

  public init(condition: Condition, isError: Bool) {
    self.condition = condition
    self.isError = isError
  }
}
