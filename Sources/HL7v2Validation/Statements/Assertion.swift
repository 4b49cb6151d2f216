import FHIRPath

/// What may be stated about an element of a message: the parts are found by paths from the element. One language for the
/// conditions of YAML profiles, of the standard, and of the XML sets of NIST.
public indirect enum Assertion: Sendable {
  case always
  case presence(ElementPath)
  case value(ValueTest)
  case compare(PathComparison)
  case valueSet(ElementPath, Binding, whenAbsent: Verdict)
  case isNull(ElementPath)
  /// The value is the number of the element among its like.
  case setID(ElementPath)
  /// The values below each parent count from 1, or those below all parents do.
  case sequence(parents: ElementPath, element: ElementPath)
  case within(ElementPath, Assertion, Occurrence, whenAbsent: Verdict)
  case not(Assertion)
  case all([Assertion])
  case any([Assertion])
  case exactlyOne(Assertion, Assertion)
  /// Something that cannot be evaluated here: what was said about it when the profile was read is enough.
  case unsupported

  static func implies(_ premise: Assertion, _ consequence: Assertion) -> Assertion { .any([.not(premise), consequence]) }
}

/// What an assertion comes to.
public enum Verdict: Sendable, Equatable { case pass, fail, undecided }

/// How many of the values found must be as asserted.
public enum Occurrence: Sendable, Equatable {
  case all, atLeastOne
  /// No upper bound where the second is nil.
  case count(Int, Int?)

  func holds(_ hits: Int, of total: Int) -> Bool {
    switch self {
    case .all: hits == total
    case .atLeastOne: hits > 0
    case .count(let low, let high): low <= hits && (high.map { hits <= $0 } ?? true)
    }
  }
}

/// An assertion about the values at a path.
public struct ValueTest: Sendable {
  public var path: ElementPath
  public var matcher: Matcher
  public var occurrence: Occurrence
  /// The verdict where there is no value.
  public var whenAbsent: Verdict

  public init(_ path: ElementPath, _ matcher: Matcher, _ occurrence: Occurrence = .all, whenAbsent: Verdict = .pass) {
    self.path = path
    self.matcher = matcher
    self.occurrence = occurrence
    self.whenAbsent = whenAbsent
  }

  public enum Matcher: Sendable {
    case text(String, ignoresCase: Bool)
    case pattern(TextPattern)
    case list([String], ignoresCase: Bool)
    case numbers([String])
    case compared(Comparison, String, ComparisonMode)
    case form(Form)
  }

  /// A form that values have.
  public enum Form: String, Sendable, CaseIterable {
    case nhsNumber = "nhs-number"
    case gmcNumber = "gmc-number"
    case odsCode = "ods-code"
    case postcode
    case digits
    case loinc
    case snomed
  }
}

public enum Comparison: String, Sendable {
  case equal = "EQ"
  case different = "NE"
  case greater = "GT"
  case less = "LT"
  case notLess = "GE"
  case notGreater = "LE"

  /// - Parameter order: below, at or above zero.
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .different: order != 0
    case .greater: order > 0
    case .less: order < 0
    case .notLess: order >= 0
    case .notGreater: order <= 0
    }
  }
}

/// How values are compared.
public struct ComparisonMode: Sendable, Hashable {
  /// As texts, character by character.
  public var isIdentical = false
  /// Dates as far as both are precise.
  public var isTruncated = false

  public init(isIdentical: Bool = false, isTruncated: Bool = false) {
    self.isIdentical = isIdentical
    self.isTruncated = isTruncated
  }
}

/// A comparison of the values at two paths.
public struct PathComparison: Sendable {
  public var left: ElementPath
  public var right: ElementPath
  public var comparison: Comparison
  public var mode = ComparisonMode()
  /// How many of the left, and of the right values each, must compare.
  public var leftOccurrence = Occurrence.all
  public var rightOccurrence = Occurrence.all
  public var whenAbsent = Verdict.pass
  /// Compares elements part by part: then both must have the same parts.
  public var isStructured = false
  /// Whether a part on one side only fails.
  public var isStrict = true
}
