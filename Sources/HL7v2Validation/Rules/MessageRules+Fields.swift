import Diagnostics

/// Fields and components.
extension MessageRules {
  public static let fieldMissing = Rule(
    "HL7", 620, "hl7-field-missing", .error, .required,
    message: "`{path}` ({actual}) is required and has no value",
    summary: "A required field has no value.",
    explanation: """
      The standard, or the profile, requires the field in every segment of the kind. Where nothing is known, `""` is \
      not a way out: it asks to delete.
      """,
    references: ["HL7 v2.5.1 section 2.5.3"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH\r"
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

  public static let fieldWithdrawn = Rule(
    "HL7", 621, "hl7-field-withdrawn", .warning, .value,
    message: "`{name}` must not be used in version {expected}",
    summary: "A field is used that the version has withdrawn.",
    explanation: """
      The field is there for the numbering only. What stood in it moved elsewhere, often to a field of another type; \
      receivers of the version do not look here.
      """,
    references: ["HL7 v2.7 section 2.8.4"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.7\r"
          + "EVN||20251014\r"
          + "PID||4711|9990000018^^^NHS^NH||Smith^Ann\r"
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

  public static let fieldRepeated = Rule(
    "HL7", 622, "hl7-field-repeated", .error, .structure,
    message: "`{name}` may be there {expected} times at most",
    summary: "A field repeats more often than it may.",
    explanation: """
      Receivers of a field that does not repeat take the first value, or refuse the message.
      """,
    references: ["HL7 v2.5.1 section 2.5.3"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I~O\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let fieldUnknown = Rule(
    "HL7", 623, "hl7-field-unknown", .warning, .structure,
    message: "the segment has {expected} fields in this version, and no `{name}`",
    summary: "A field stands behind the last one that the version knows.",
    explanation: """
      The field came with a later version, or a separator too many moved the values. Receivers ignore it.
      """,
    references: ["HL7 v2.5.1 section 2.5.3"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014||||||||x\r"
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

  public static let valueTooLong = Rule(
    "HL7", 624, "hl7-value-too-long", .information, .value,
    message: "`{name}` has {actual} characters, the standard says {expected} at most",
    summary: "A value is longer than its field.",
    explanation: """
      Lengths of versions up to 2.6 are maxima that many systems exceed by agreement; some receivers cut the value. \
      With separators and escape sequences.
      """,
    references: ["HL7 v2.5.1 section 2.5.3"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|msg-2025-10-14-000000000001|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let componentMissing = Rule(
    "HL7", 625, "hl7-component-missing", .warning, .required,
    message: "`{path}` ({actual}) is required and has no value",
    summary: "A required component has no value.",
    explanation: """
      The data type requires the component wherever one of its other components has a value.
      """,
    references: ["HL7 v2.5.1 chapter 2A"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||^^^NHS^NH||Smith^Ann\r"
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

  public static let componentUnknown = Rule(
    "HL7", 626, "hl7-component-unknown", .warning, .structure,
    message: "the data type {actual} has {expected} components, and no `{name}`",
    summary: "A value has more components than its data type.",
    explanation: """
      The component came with a later version, or a separator in the text was not escaped. Receivers ignore it.
      """,
    references: ["HL7 v2.5.1 chapter 2A"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014^S^x\r"
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

  public static let componentsUnexpected = Rule(
    "HL7", 627, "hl7-components-unexpected", .warning, .structure,
    message: "`{name}` has parts, but its data type {expected} has none",
    summary: "A value of a data type without components holds separators.",
    explanation: """
      Either a separator in the text was not escaped (`&` as `\\T\\`, `^` as `\\S\\`), or the value belongs to another \
      field or version.
      """,
    references: ["HL7 v2.5.1 chapter 2A"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann&Bo\r"
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

  public static let valueTypeOfOtherVersion = Rule(
    "HL7", 646, "hl7-value-type-of-other-version", .warning, .value,
    message: "`{name}` names a data type that version {expected} does not have",
    summary: "OBX-2 names a data type of another version of HL7 v2.",
    explanation: """
      CE, for example, went with version 2.6, and CWE took its place. Many senders name a version and keep the types of \
      an older one.
      """,
    references: ["HL7 v2.8 section 2A.3.1"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.8\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|1|2|26604007^Full blood count^SCT\r"
          + "OBX|1|CE|718-7^Haemoglobin^LN|1|1^a^L||||||F\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|CE|718-7^Haemoglobin^LN|1|1^a^L||||||F\r")
    ])

  public static let valueTypeUnknown = Rule(
    "HL7", 628, "hl7-value-type-unknown", .error, .value,
    message: "`{name}` names no data type",
    summary: "OBX-2 does not name a data type of HL7 v2.",
    explanation: """
      OBX-2 says how OBX-5 is to be read. With a code that no version knows, the value can only be kept as text. Case matters.
      """,
    references: ["HL7 v2.5.1 section 7.4.2.2"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rOBX|1|qq|718-7^Haemoglobin^LN||13.2||||||F\r")
    ])

  public static let condition = Rule(
    "HL7", 629, "hl7-condition-not-met", .error, .businessRule,
    message: "{actual}",
    summary: "A condition of the standard or of a profile is not met.",
    explanation: """
      Some fields are required, or not allowed, depending on others. The message says which condition it is.
      """,
    references: ["HL7 v2.5.1 section 2.12.6"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1||718-7^Haemoglobin^LN||13.2|g/dL|||||F\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13.2|g/dL|||||F\r")
    ])
}
