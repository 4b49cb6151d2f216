import Diagnostics

/// What can be wrong with the character set of an HL7 v2 message.
public enum HL7v2ModelRules {
  public static let all: [Rule] = [
    characterSetDiffers, undeclaredCharacterSet, unicodeIsUTF8, unknownCharacterSet, unsupportedCharacterSet, malformedText,
  ]

  public static let characterSetDiffers = Rule(
    "HL7", 450, "hl7-character-set-differs", .warning, .value,
    message: "the text of the message is not in the character set that MSH-18 names",
    summary: "MSH-18 and the bytes of the message contradict each other.",
    explanation: """
      The bytes decide: text that is well-formed UTF-8 is read as UTF-8, other text with bytes from 80 on as Windows-1252, \
      which contains ISO 8859-1. Put the true character set into MSH-18; a receiver that believes it will damage names.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.18", "HL7 table 0211"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||8859/1\rPID|||9990000018||S\u{F8}rensen\r")
    ],
    right: [
      RuleExample(
        .hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||UNICODE UTF-8\rPID|||9990000018||S\u{F8}rensen\r")
    ])

  public static let undeclaredCharacterSet = Rule(
    "HL7", 451, "hl7-character-set-undeclared", .warning, .value,
    message: "the message has characters outside ASCII, but MSH-18 does not name a character set",
    summary: "Without MSH-18 a message is ASCII, and this one is not.",
    explanation: """
      An empty MSH-18 means ASCII. The text is read as UTF-8 when it is well-formed UTF-8, else as Windows-1252. Name the \
      character set in MSH-18, for example `UNICODE UTF-8`.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.18"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||\rPID|||9990000018||S\u{F8}rensen\r")],
    right: [
      RuleExample(
        .hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||UNICODE UTF-8\rPID|||9990000018||S\u{F8}rensen\r")
    ])

  public static let unicodeIsUTF8 = Rule(
    "HL7", 452, "hl7-unicode-means-utf-8", .information, .value,
    message: "MSH-18 says `UNICODE`, and the text is UTF-8",
    summary: "The name `UNICODE` stands for UTF-16 in the standard.",
    explanation: """
      By the standard `UNICODE` names 16-bit text, but NHS systems send 8-bit text under it. The message is read as UTF-8. \
      `UNICODE UTF-8` says what is meant.
      """,
    references: ["HL7 table 0211"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||UNICODE\rPID|||9990000018||S\u{F8}rensen\r")
    ],
    right: [
      RuleExample(
        .hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||UNICODE UTF-8\rPID|||9990000018||S\u{F8}rensen\r")
    ])

  public static let unknownCharacterSet = Rule(
    "HL7", 453, "hl7-character-set-unknown", .warning, .codeInvalid,
    message: "MSH-18 names a character set that the standard does not know",
    summary: "The name in MSH-18 is not in table 0211.",
    explanation: """
      Names are such as `ASCII`, `8859/1` and `UNICODE UTF-8`. The text is read as UTF-8 when it is well-formed UTF-8, else \
      as Windows-1252.
      """,
    references: ["HL7 table 0211"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||LATIN\rPID|||9990000018||S\u{F8}rensen\r")
    ],
    right: [
      RuleExample(
        .hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ADT^A08|1|P|2.4||||||UNICODE UTF-8\rPID|||9990000018||S\u{F8}rensen\r")
    ])

  public static let unsupportedCharacterSet = Rule(
    "HL7", 454, "hl7-character-set-not-supported", .warning, .notSupported,
    message: "the character set that MSH-18 names is not supported",
    summary: "The message is in an East Asian character set that Plumbline does not read.",
    explanation: """
      Multi-byte character sets of Japan, China, Korea and Taiwan are not decoded: values with characters outside ASCII are \
      wrong after conversion, though the message itself is written back unchanged. Convert the feed to UTF-8 first. No \
      example is given: its bytes cannot stand in UTF-8 text.
      """,
    references: ["HL7 table 0211"])

  public static let malformedText = Rule(
    "HL7", 455, "hl7-malformed-utf-8", .warning, .value,
    message: "{actual} bytes of the message are no UTF-8",
    summary: "A message in UTF-8 has damaged characters.",
    explanation: """
      Often a value was cut in the middle of a character to fit a length, or a text in another character set was copied in. \
      The bytes are read as Windows-1252, so that nothing is lost, and the rest of the message as UTF-8. No example is \
      given: its bytes cannot stand in UTF-8 text.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.18"])
}
