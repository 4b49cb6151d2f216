import Diagnostics

/// Identifiers of the United Kingdom.
extension MessageRules {
  public static let nhsNumberForm = Rule(
    "HL7", 640, "hl7-nhs-number-form", .error, .value,
    message: "`{name}` is named as an NHS number and has not ten digits",
    summary: "An NHS number is not ten digits.",
    explanation: """
      An identifier whose assigning authority is NHS, or whose type is NH, is an NHS number: ten digits without \
      blanks. Anything else cannot be matched.
      """,
    references: ["NHS Data Dictionary: NHS NUMBER"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||999 000 0018^^^NHS^NH||Smith^Ann\r"
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

  public static let nhsNumberPlaceholder = Rule(
    "HL7", 641, "hl7-nhs-number-placeholder", .error, .value,
    message: "`{name}` holds a placeholder instead of an NHS number",
    summary: "An NHS number is one repeated digit, or 0123456789.",
    explanation: """
      Such numbers pass the check of the last digit and belong to nobody. Leave the identifier out, and give the \
      reason in PID-32.
      """,
    references: ["NHS Data Dictionary: NHS NUMBER"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9999999999^^^NHS^NH||Smith^Ann\r"
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

  public static let nhsNumberCheckDigit = Rule(
    "HL7", 642, "hl7-nhs-number-check-digit", .error, .value,
    message: "the check digit of the NHS number in `{name}` is wrong",
    summary: "The last digit of an NHS number does not fit the others.",
    explanation: """
      The tenth digit is calculated from the first nine, modulus 11. A number that fails was mistyped, or is another \
      kind of number.
      """,
    references: ["NHS Data Dictionary: NHS NUMBER"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\r"
          + "EVN||20251014\r"
          + "PID|||9990000019^^^NHS^NH||Smith^Ann\r"
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

  public static let nhsNumberUnmarked = Rule(
    "HL7", 639, "hl7-nhs-number-unmarked", .information, .value,
    message: "`{name}` seems to hold an NHS number, but nothing says so",
    summary: "An old field holds ten digits with the check digit of an NHS number.",
    explanation: """
      Older systems send the NHS number in PID-19, which was meant for the social security number of another country. \
      Receivers look for it in PID-3, with the authority NHS and the type NH.
      """,
    references: ["NHS Data Dictionary: NHS NUMBER"],
    wrong: [identifier("PID|||4711^^^RNX^MR||Smith^Ann||||||||||||||9990000018")],
    right: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann")])

  public static let nhsNumberNotIssued = Rule(
    "HL7", 643, "hl7-nhs-number-not-issued", .information, .value,
    message: "`{name}` holds a number from a range that no health service issues NHS numbers from",
    summary: "An NHS number is in a range from which none are issued.",
    explanation: """
      The check digit is right, but the number is not from a range of England and Wales, Scotland, Northern Ireland or \
      Ireland, nor from the one for tests.
      """,
    references: ["NHS Data Dictionary: NHS NUMBER"],
    wrong: [identifier("PID|||5990000014^^^NHS^NH||Smith^Ann")],
    right: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann")])

  public static let gmcNumber = Rule(
    "HL7", 644, "hl7-gmc-number", .warning, .value,
    message: "`{name}` is named as a number of a doctor, and is not in the form of one",
    summary: "A number that is said to be of the General Medical Council, or of a GP, does not have their form.",
    explanation: """
      Numbers of the General Medical Council are seven digits, with a C before them as consultant codes. GP numbers are G \
      and seven digits, S or Z in Scotland and Northern Ireland.
      """,
    references: ["NHS Data Dictionary: CONSULTANT CODE, GENERAL MEDICAL PRACTITIONER PPD CODE"],
    wrong: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann", "PV1||I|||||123^Jones^Bo^^^^^^GMC")],
    right: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann", "PV1||I|||||1234567^Jones^Bo^^^^^^GMC")])

  public static let odsCode = Rule(
    "HL7", 645, "hl7-ods-code", .warning, .value,
    message: "`{name}` is named as an ODS code, and is not in the form of one",
    summary: "A code that is said to be of the Organisation Data Service does not have its form.",
    explanation: """
      ODS codes are three to nine capital letters and digits without blanks.
      """,
    references: ["NHS Data Dictionary: ORGANISATION CODE"],
    wrong: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann\rPD1|||Surgery^^^^^ODS^^^^Y-06601")],
    right: [identifier("PID|||9990000018^^^NHS^NH||Smith^Ann\rPD1|||Surgery^^^^^ODS^^^^Y06601")])

  private static func identifier(_ pid: String, _ pv1: String = "PV1||I") -> RuleExample {
    RuleExample(
      .hl7v2,
      "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\rEVN||20251014\r" + pid + "\r" + pv1 + "\r")
  }
}
