/// The short number of a rule, unique over the whole product. Findings hold this.
@frozen
public struct RuleCode: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var rawValue: UInt16

  @inlinable
  public init(_ rawValue: UInt16) { self.rawValue = rawValue }

  @inlinable
  public static func < (left: RuleCode, right: RuleCode) -> Bool { left.rawValue < right.rawValue }
}

/// A sample for a rule: it runs as a test and is shown by `plumbline explain`.
public struct RuleExample: Sendable {
  /// What the text is, so that the right reader checks it.
  public enum Language: String, Sendable { case json, xml, csv, hl7v2, yaml, profile, map, fhirpath }

  public var language: Language
  public var text: String

  public init(_ language: Language, _ text: String) {
    self.language = language
    self.text = text
  }
}

/// How the places where a rule is broken can be mended: by putting the finding's expected text there.
public struct Repair: Sendable {
  public var applicability: Fix.Applicability
  /// What is done, in a few words without the value.
  public var summary: String

  public init(_ applicability: Fix.Applicability, _ summary: String) {
    self.applicability = applicability
    self.summary = summary
  }
}

/// Everything Plumbline can complain about is a rule: registered once, stable for ever, explained, with examples.
///
/// `message` is a template. Placeholders in braces are filled in when a finding is shown: `{name}` is the element, field or
/// column in question, `{value}` the offending value (masked unless values may be shown), `{expected}` and `{actual}` the
/// finding's evidence, `{definition}` the schema's path. Messages are lower case, quote identifiers in backticks, have no full
/// stop and can stand alone.
public struct Rule: Sendable {
  public var code: RuleCode
  /// Stable identifier, for example `FHIR-2103`: a family and the number of `code`, four digits.
  public var id: String
  /// Stable name in kebab case, for example `cardinality-below-minimum`.
  public var name: String
  public var severity: Severity
  public var issueType: IssueType
  public var message: String
  /// One line.
  public var summary: String
  /// Why it matters and what to do, a few sentences.
  public var explanation: String
  /// Sections or URLs of standards.
  public var references: [String]
  /// For rules whose findings carry the right text as ``Finding/expected`` (``Evidence/Kind/text``).
  public var repair: Repair?
  /// Texts that break the rule.
  public var wrong: [RuleExample]
  /// The same, mended.
  public var right: [RuleExample]

  /// - Parameters:
  ///   - family: `JSON`, `FHIR`, …
  ///   - number: unique over all families.
  public init(
    _ family: String, _ number: UInt16, _ name: String, _ severity: Severity, _ issueType: IssueType, message: String,
    summary: String, explanation: String, references: [String] = [], wrong: [RuleExample] = [], right: [RuleExample] = [],
    repair: Repair? = nil
  ) {
    code = RuleCode(number)
    let digits = String(number)
    id = family + "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    self.name = name
    self.severity = severity
    self.issueType = issueType
    self.message = message
    self.summary = summary
    self.explanation = explanation
    self.references = references
    self.wrong = wrong
    self.right = right
    self.repair = repair
  }
}
