import Diagnostics

/// Values.
extension MessageRules {
  public static let number = Rule(
    "HL7", 630, "hl7-number", .error, .value,
    message: "`{name}` holds {actual}, which is not a number",
    summary: "A numeric value is not a number.",
    explanation: """
      NM is an optional sign, digits and at most one decimal point, without blanks, thousands separators or units. \
      Words such as "positive" belong into a coded or text value.
      """,
    references: ["HL7 v2.5.1 section 2A.2.47"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13,2|g/dL|||||F\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13.2|g/dL|||||F\r")
    ])

  public static let comparedNumber = Rule(
    "HL7", 631, "hl7-number-with-comparator", .warning, .value,
    message: "`{name}` holds {actual}: a number with a comparator is of type SN",
    summary: "A numeric value has a comparator.",
    explanation: """
      NM holds bare numbers. `<5` is structured numeric: OBX-2 `SN` and OBX-5 `<^5`. The value is kept as text.
      """,
    references: ["HL7 v2.5.1 section 2A.2.71"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||<5|g/dL|||||F\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13.2|g/dL|||||F\r")
    ])

  public static let sequence = Rule(
    "HL7", 632, "hl7-sequence-number", .error, .value,
    message: "`{name}` holds {actual}, which is not a sequence number",
    summary: "A sequence number holds something else than digits.",
    explanation: """
      SI counts segments and has digits only.
      """,
    references: ["HL7 v2.5.1 section 2A.2.70"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|A||9990000018^^^NHS^NH||Smith^Ann\r"
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

  public static let date = Rule(
    "HL7", 633, "hl7-date", .error, .value,
    message: "`{name}` holds {actual}, which is not a date",
    summary: "A date is not YYYY, YYYYMM or YYYYMMDD, or does not exist.",
    explanation: """
      Dates have no separators, and as many digits as are known. The month is 01 to 12, the day one that the month \
      has.
      """,
    references: ["HL7 v2.5.1 section 2A.2.21"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH^^20251314||Smith^Ann\r"
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

  public static let time = Rule(
    "HL7", 634, "hl7-time", .error, .value,
    message: "`{name}` holds {actual}, which is not a time",
    summary: "A time is not HHMM[SS[.SSSS]] with an optional offset.",
    explanation: """
      Times have no separators; the hour is 00 to 23. The offset from UTC is a sign and four digits.
      """,
    references: ["HL7 v2.5.1 section 2A.2.75"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|TM|1-8^Time^LN||25:00||||||F\r")
    ])

  public static let timeStamp = Rule(
    "HL7", 635, "hl7-date-time", .error, .value,
    message: "`{name}` holds {actual}, which is not a date and time",
    summary: "A time stamp is not YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]] with an optional offset, or does not exist.",
    explanation: """
      Time stamps have no separators and as many digits as are known; the hour is 00 to 23. Zeros in place of an \
      unknown date make one that does not exist: leave the field empty.
      """,
    references: ["HL7 v2.5.1 section 2A.2.22"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20250231\r"
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

  public static let codeUnknown = Rule(
    "HL7", 636, "hl7-code-unknown", .error, .codeInvalid,
    message: "`{name}` holds {actual}, which is not a code of table {expected}",
    summary: "A code is not in a table that HL7 defines.",
    explanation: """
      Tables that HL7 defines are closed for fields of type ID: only their codes may be sent. Case matters. A warning \
      where the field may take other codes, or where the sources of the table differ.
      """,
    references: ["HL7 v2.5.1 section 2.5.3.6"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13.2|g/dL|||||#\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01^ORU_R01|1|P|2.5.1\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "OBR|1|||26604007^Full blood count^SCT\r"
          + "OBX|1|NM|718-7^Haemoglobin^LN||13.2|g/dL|||||F\r")
    ])

  public static let codeNotSuggested = Rule(
    "HL7", 637, "hl7-code-not-suggested", .information, .codeInvalid,
    message: "`{name}` holds {actual}, which is not among the suggested codes of table {expected}",
    summary: "A code is not among those that the standard suggests.",
    explanation: """
      The table is user-defined: sites may use their own codes, but partners must agree on them.
      """,
    references: ["HL7 v2.5.1 section 2.5.3.6"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||q\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "PV1||I\r")
    ])

  public static let codeDeprecated = Rule(
    "HL7", 638, "hl7-code-deprecated", .information, .codeInvalid,
    message: "`{name}` holds {actual}, a code of table {expected} that is not to be used any more",
    summary: "A code has been deprecated.",
    explanation: """
      The code is kept for old messages. New ones use what took its place.
      """,
    references: ["HL7 v2.9 chapter 2C"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A18^ADT_A18|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000018^^^NHS^NH||Smith^Ann\r"
          + "MRG|4711\r"
          + "PV1||I\r")
    ])
}
