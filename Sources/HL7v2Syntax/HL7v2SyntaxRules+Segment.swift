import Diagnostics

/// Segments and the delimiters in their headers.
extension HL7v2SyntaxRules {
  public static let notASegment = Rule(
    "HL7", 420, "hl7-not-a-segment", .error, .structure,
    message: "this line is no segment: it does not start with a segment id",
    summary: "A line of a message does not start with an id and the field separator.",
    explanation: """
      A segment starts with three characters, a letter and two letters or digits, and the field separator. A line that does \
      not is often the rest of a text value with a raw line end in it (write `\\.br\\` there instead), or a damaged id. The \
      line is kept where it stands and is not converted.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rsee letter of 3 May\r")],
    right: [
      RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rNTE|1||see letter of 3 May\r")
    ])

  public static let lowerCaseSegmentID = Rule(
    "HL7", 421, "hl7-segment-id-lower-case", .warning, .structure,
    message: "the segment id is not in upper case",
    summary: "A segment id has lower-case letters.",
    explanation: """
      Segment ids are written in capitals. The segment is read as if it were; other receivers treat it as unknown.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rpid|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let paddedSegmentID = Rule(
    "HL7", 422, "hl7-segment-id-padded", .warning, .structure,
    message: "blanks stand around the segment id",
    summary: "A segment starts with blanks, or has blanks after its id.",
    explanation: """
      The id stands at the very start of the line and the field separator right after it. The segment is read as if it did; \
      other receivers treat it as unknown.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\r PID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let missingEncodingCharacters = Rule(
    "HL7", 423, "hl7-encoding-characters-missing", .error, .required,
    message: "field 2 of the header is empty: the standard delimiters are assumed",
    summary: "The header does not give the encoding characters.",
    explanation: """
      Field 2 of MSH, BHS and FHS holds the component separator, repetition separator, escape character and subcomponent \
      separator, nearly always `^~\\&`. Without it the message cannot be split for certain.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.2"],
    wrong: [RuleExample(.hl7v2, "MSH||LAB|RNX\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let malformedEncodingCharacters = Rule(
    "HL7", 424, "hl7-encoding-characters-malformed", .error, .value,
    message: "field 2 of the header cannot be encoding characters: the standard delimiters are assumed",
    summary: "Field 2 of the header holds more than five characters, or letters, digits or blanks.",
    explanation: """
      The encoding characters are four, or five from version 2.7, different punctuation characters. Often the field was left \
      out, so that all fields of the header stand one place too early.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.2", "HL7 v2.7 section 2.14.9.2"],
    wrong: [RuleExample(.hl7v2, "MSH|LAB|RNX|PAS\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let fewEncodingCharacters = Rule(
    "HL7", 425, "hl7-encoding-characters-incomplete", .warning, .value,
    message: "field 2 of the header has fewer than four encoding characters",
    summary: "Some encoding characters are left out.",
    explanation: """
      What has no character is not split or escaped: without the fourth, `&` is part of the value. Give all four.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\|LAB|RNX\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let repeatedDelimiter = Rule(
    "HL7", 426, "hl7-delimiter-used-twice", .error, .value,
    message: "two delimiters are the same character",
    summary: "Two of the field separator and the encoding characters are the same.",
    explanation: """
      A character that stands for two levels can only be split at the higher one. The order is field, component, repetition, \
      subcomponent, escape.
      """,
    references: ["HL7 v2.5.1 section 2.5.4"],
    wrong: [RuleExample(.hl7v2, "MSH|^^\\&|LAB|RNX\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])
}
