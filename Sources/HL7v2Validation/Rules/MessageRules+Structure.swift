import Diagnostics

/// Versions, structures and segments.
extension MessageRules {
  public static let versionUnknown = Rule(
    "HL7", 600, "hl7-version-unknown", .warning, .value,
    message: "`{name}` names no version of HL7 v2: checked as {expected}",
    summary: "MSH-12 names no version of HL7 v2.",
    explanation: """
      The version says which segments, fields and codes there are. Where MSH-12 is empty or names none, the message is \
      checked as the version that is used most. Give one of 2.1 to 2.9.1.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|9\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let versionNearest = Rule(
    "HL7", 601, "hl7-version-nearest", .information, .value,
    message: "`{name}` is no published version: checked as {expected}",
    summary: "MSH-12 names a version that was not published.",
    explanation: """
      Some senders add letters or numbers to the version, for example `2.3.z`. The message is checked as the published \
      version that its name starts with.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1.z\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let structureUnknown = Rule(
    "HL7", 602, "hl7-structure-unknown", .information, .notSupported,
    message: "version {expected} has no structure for this kind of message: its segments are checked one by one",
    summary: "The version defines no structure for the message type and event.",
    explanation: """
      The order of segments can be checked only where the structure is known, by the event in MSH-9 or by the \
      structure that MSH-9 names. Check the message type, or bring a profile with a structure.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.9"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^Z99|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let structureOther = Rule(
    "HL7", 603, "hl7-structure-differs-from-event", .warning, .value,
    message: "`{name}` is not the structure of this event, which is `{expected}`",
    summary: "The structure that MSH-9.3 names is not the one of the event.",
    explanation: """
      Each event has one structure in a version: A04, A08 and A13 share ADT_A01, for example. The message is checked \
      against the structure of the event. Mend MSH-9.3, or leave it out.
      """,
    references: ["HL7 v2.5.1 section 2.15.9.9"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A08|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentMissing = Rule(
    "HL7", 610, "hl7-segment-missing", .error, .required,
    message: "the segment `{expected}` is required and missing ({actual})",
    summary: "A required segment is missing.",
    explanation: """
      The structure of the message requires the segment at this place; where it stands in a group, each instance of \
      the group needs it. Send the segment.
      """,
    references: ["HL7 v2.5.1 section 2.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentMisplaced = Rule(
    "HL7", 611, "hl7-segment-misplaced", .error, .structure,
    message: "the segment `{name}` does not belong at this place of `{expected}`",
    summary: "A segment stands where its structure does not have it.",
    explanation: """
      The structure knows the segment, but not after the segments before it. It stays where it is, and the others are \
      placed as if it were not there. `plumbline explain-structure` shows where each segment belongs.
      """,
    references: ["HL7 v2.5.1 section 2.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r"
          + "EVN||20251014\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentRepeated = Rule(
    "HL7", 612, "hl7-segment-repeated", .error, .structure,
    message: "the segment `{name}` may not be there again in `{expected}`",
    summary: "A segment that does not repeat follows itself.",
    explanation: """
      The structure allows the segment once at this place. Receivers take the first, or the last, and lose the other.
      """,
    references: ["HL7 v2.5.1 section 2.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentNotInStructure = Rule(
    "HL7", 613, "hl7-segment-not-in-structure", .error, .structure,
    message: "the segment `{name}` is not part of `{expected}`",
    summary: "A segment of the standard is not part of the structure of the message.",
    explanation: """
      The version knows the segment, but not in this structure. It stays where it is; receivers ignore it. Sites that \
      agreed on it can say so in a profile.
      """,
    references: ["HL7 v2.5.1 section 2.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r"
          + "RXA|0|1|20251014||1^x|1\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentOfOtherVersion = Rule(
    "HL7", 614, "hl7-segment-of-other-version", .warning, .structure,
    message: "the segment `{name}` is not known in version {expected}",
    summary: "A segment belongs to another version of HL7 v2.",
    explanation: """
      The segment came with a later version, or went with an earlier one. Receivers of the version that MSH-12 names \
      ignore it.
      """,
    references: ["HL7 v2.5.1 section 2.12"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.3\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r"
          + "SPM|1|||BLD\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let segmentUnknown = Rule(
    "HL7", 615, "hl7-segment-unknown", .error, .structure,
    message: "no version of HL7 v2 has a segment `{name}`",
    summary: "A segment id is neither of the standard nor local.",
    explanation: """
      Ids that sites define themselves begin with Z. Any other id is of the standard; this one is in no version, so \
      that it is probably misspelt.
      """,
    references: ["HL7 v2.5.1 section 2.11"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r"
          + "PIX|1\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])
}
