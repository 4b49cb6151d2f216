import Diagnostics

/// The characters of values.
extension HL7v2SyntaxRules {
  public static let lineFeedInValue = Rule(
    "HL7", 430, "hl7-line-feed-in-value", .warning, .value,
    message: "a raw line feed stands in a value",
    summary: "A value holds a line feed, in a message whose segments end with CR.",
    explanation: """
      The line feed is kept as part of the value. Receivers that take LF as a line end cut the segment here. Write a new \
      line in text as `\\.br\\` or `\\X0A\\`.
      """,
    references: ["HL7 v2.5.1 section 2.7.6"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||first line\nsecond line\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||first line\\.br\\second line\r")])

  public static let controlCharacter = Rule(
    "HL7", 431, "hl7-control-character-in-value", .warning, .value,
    message: "the control character {actual} stands in a value",
    summary: "A value holds a control character.",
    explanation: """
      Values hold printable characters; others are written as `\\Xdd\\`. The character is kept. FHIR does not allow it in \
      text.
      """,
    references: ["HL7 v2.5.1 section 2.7.4"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||a\u{07}b\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||a\\X07\\b\r")])

  public static let unterminatedEscape = Rule(
    "HL7", 432, "hl7-escape-not-closed", .warning, .value,
    message: "an escape sequence is not closed",
    summary: "An escape character has no partner in the same value.",
    explanation: """
      An escape sequence stands between two escape characters. A single one is kept as text; it is often a backslash of a \
      path or a product name that the sender did not escape as `\\E\\`.
      """,
    references: ["HL7 v2.5.1 section 2.7.1"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||1\\2 tablets\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||1\\E\\2 tablets\r")])

  public static let unknownEscape = Rule(
    "HL7", 433, "hl7-escape-unknown", .warning, .value,
    message: "this escape sequence is not known to the standard",
    summary: "The text between two escape characters is no escape sequence.",
    explanation: """
      Known sequences are F, S, T, R, E, P, H, N, X with hexadecimal digits, C and M with hexadecimal digits, Z and a local \
      text, and the formatting commands. The text is kept as it stands; it is often a path with backslashes that should be \
      `\\E\\`.
      """,
    references: ["HL7 v2.5.1 section 2.7"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||C:\\scans\\4711\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||C:\\E\\scans\\E\\4711\r")])
}
