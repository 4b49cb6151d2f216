import Diagnostics

/// Messages and segments in parts.
extension HL7v2SyntaxRules {
  public static let addendumOfNothing = Rule(
    "HL7", 434, "hl7-addendum-of-nothing", .warning, .structure,
    message: "this `ADD` segment goes on with no segment: it follows the header of a message",
    summary: "An ADD segment has no segment before it that it could go on with.",
    explanation: """
      ADD holds the rest of the segment before, beginning in the middle of its last field. Behind the header it is right \
      only in a message that goes on with the one before, as MSH-14 and its DSC segment say.
      """,
    references: ["HL7 v2.5.1 section 2.10.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rADD|rest\rNTE|1||a\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||a\rADD|nd b\r")])

  public static let continuationMissing = Rule(
    "HL7", 435, "hl7-continuation-missing", .warning, .incomplete,
    message: "the message says that it goes on, but the next message is not its continuation",
    summary: "A message ends with a DSC segment that points to a continuation, which does not follow.",
    explanation: """
      DSC-1 gives a pointer that the continuation repeats in MSH-14. Parts are joined where they follow each other in \
      a file; here the rest is missing, or comes later.
      """,
    references: ["HL7 v2.5.1 section 2.10.2.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||a\rDSC|p1|F\r")],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rNTE|1||a\rDSC|p1|F\r"
          + "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|2|P|2.4||p1\rNTE|2||b\r")
    ])

  public static let continuationOfNothing = Rule(
    "HL7", 436, "hl7-continuation-of-nothing", .warning, .incomplete,
    message: "the message is the continuation of one that does not stand before it",
    summary: "MSH-14 points to a message before, which did not say that it goes on.",
    explanation: """
      The message before must end with a DSC segment whose first field is the same pointer. What this one holds is read as \
      a message by itself.
      """,
    references: ["HL7 v2.5.1 section 2.10.2.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|2|P|2.4||p1\rNTE|2||b\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|2|P|2.4\rNTE|2||b\r")])
}
