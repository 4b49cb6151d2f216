import Diagnostics

/// What can be wrong with a message against a profile that defines it whole. The examples are about the profile of the tests, one of
/// the message ADT^A01.
public enum MessageProfileRules {
  public static let notSupported = Rule(
    "HL7", 650, "hl7-not-supported", .error, .structure,
    message: "`{path}` must not be used here: {actual}",
    summary: "Something is sent that the profile does not support.",
    explanation: """
      The profile marks it X: receivers that follow the profile do not look at it, or refuse the message. Where a predicate decides, the message names it.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1|4711|1^^^A~2^^^A||Smith|||F")],
    right: [example()])

  public static let tooFewRepetitions = Rule(
    "HL7", 651, "hl7-too-few-repetitions", .error, .structure,
    message: "`{name}` is there {actual} times, the profile wants {expected} at least",
    summary: "A field repeats less often than the profile wants.",
    explanation: """
      The profile gives a lowest number of repetitions that counts once the field is sent.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A||Smith|||F")],
    right: [example()])

  public static let length = Rule(
    "HL7", 652, "hl7-length", .warning, .value,
    message: "`{name}` has {actual} characters, the profile allows {expected}",
    summary: "A value is shorter or longer than the profile allows.",
    explanation: """
      Lengths of a profile are agreed on, unlike those of the standard. Escape sequences count as what they stand for.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A~2^^^A||Smith|||Female")],
    right: [example()])

  public static let conformanceLength = Rule(
    "HL7", 653, "hl7-conformance-length", .warning, .value,
    message: "`{name}` has {actual} characters, receivers need to keep {expected} only",
    summary: "A value is longer than receivers of the profile must be able to keep.",
    explanation: """
      The conformance length says how much every receiver must keep. `=` behind it says that the value must not be cut, `#` that it may be.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A~2^^^A||Smith|||F||||12345")],
    right: [example()])

  public static let notTheFixedValue = Rule(
    "HL7", 654, "hl7-fixed-value", .error, .value,
    message: "`{name}` holds {actual}, the profile fixes it to {expected}",
    summary: "A value is not the one that the profile fixes.",
    explanation: """
      The profile gives the one value that may be sent.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pv1: "PV1|2|I|W1")],
    right: [example()])

  public static let codeNotInValueSet = Rule(
    "HL7", 655, "hl7-value-set-code", .error, .codeInvalid,
    message: "`{name}` holds {actual}, which is not a code of the value set {expected}",
    summary: "A code is not in the value set that the profile binds the value to.",
    explanation: """
      Closed value sets hold every code that may be sent. A warning where sites may add codes, or codes may come any time; information where the value set is a suggestion.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A~2^^^A||Smith|||Q")],
    right: [example()])

  public static let codeExcluded = Rule(
    "HL7", 656, "hl7-value-set-code-excluded", .error, .codeInvalid,
    message: "`{name}` holds {actual}, a code that the value set {expected} excludes",
    summary: "A code is in the value set, but marked as one that must not be sent.",
    explanation: """
      The value set lists the code with usage E: known, and not allowed here.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A~2^^^A||Smith|||X")],
    right: [example()])

  public static let codingSystem = Rule(
    "HL7", 657, "hl7-coding-system", .error, .codeInvalid,
    message: "`{name}` holds {actual}, which in the value set belongs to the coding system {expected}",
    summary: "A code comes with another coding system than the value set has, or with none.",
    explanation: """
      The binding counts the coding system as well: the same code means something else in another system.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pid: "PID|1||1^^^A~2^^^A||Smith|||F||W^White^OTHER")],
    right: [example()])

  public static let requiredByPredicate = Rule(
    "HL7", 658, "hl7-required-by-predicate", .error, .required,
    message: "`{path}` is required here: {actual}",
    summary: "A conditional element is required in this message and is not there.",
    explanation: """
      The profile says with a predicate when the element must be there. The message gives it in the words of the profile.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(pv1: "PV1|1|I")],
    right: [example()])

  public static let undecided = Rule(
    "HL7", 659, "hl7-statement-undecided", .information, .incomplete,
    message: "this could not be decided here: {actual}",
    summary: "A statement of the profile could not be evaluated for the message.",
    explanation: """
      A path of it leads to several values where one is needed, or a pattern takes too long. It is neither met nor broken.
      """,
    references: ["HL7 v2.7 section 2.B.7"])

  public static let coConstraintMissing = Rule(
    "HL7", 660, "hl7-co-constraint-missing", .error, .required,
    message: "no segment here is as a required row of the co-constraints wants: {actual}",
    summary: "A row of a table of co-constraints that must be there is not.",
    explanation: """
      The table says which segments a group must hold, by the codes in them.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(obx: "OBX|1|NM|H^Height^L||1.70")],
    right: [example()])

  public static let coConstraintCount = Rule(
    "HL7", 661, "hl7-co-constraint-count", .error, .structure,
    message: "segments as a row of the co-constraints says must be there {expected}: {actual}",
    summary: "Segments of a row of co-constraints are there too often or too seldom.",
    explanation: """
      The table gives how often segments with the codes of the row may be there.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(obx: "OBX|1|NM|W^Weight^L||70\rOBX|2|NM|W^Weight^L||71")],
    right: [example()])

  public static let coConstraintCell = Rule(
    "HL7", 662, "hl7-co-constraint-not-met", .error, .businessRule,
    message: "{actual}",
    summary: "A segment does not hold what its row of the co-constraints says.",
    explanation: """
      The selectors of the row fit the segment, so that its other columns count for it, too.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(obx: "OBX|1|NM|W^Weight^L||70|lb")],
    right: [example()])

  public static let coConstraintGroupNotDistinct = Rule(
    "HL7", 663, "hl7-co-constraint-group-repeated", .error, .businessRule,
    message: "the group {actual} of `{name}` has several segments, though a row outside of groups wants it by itself",
    summary: "A segment outside of the groups of co-constraints shares its group with others.",
    explanation: """
      Rows outside of groups stand for segments by themselves: their value of the grouping field must not be that of others.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(obx: "OBX|1|NM|W^Weight^L|1|70|kg\rOBX|2|NM|H^Height^L|1|1.70")],
    right: [example()])

  public static let noProfile = Rule(
    "HL7", 664, "hl7-no-profile-for-message", .error, .notSupported,
    message: "the profile {expected} has no message of this kind",
    summary: "The profile does not define messages of the kind.",
    explanation: """
      Messages are looked up by type and trigger event, then by structure. The message was checked against its version of the standard only.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(msh: "MSH|^~\\&|A|B|C|D|20251014||ORU^R01^ORU_R01|1|P|2.5.1")],
    right: [example()])

  public static let typeNotMapped = Rule(
    "HL7", 665, "hl7-type-not-mapped", .error, .value,
    message: "the profile has no data type for {actual}, as `{name}` says",
    summary: "The profile does not say of which data type a value is.",
    explanation: """
      The profile maps the values of a field, normally OBX-2, to data types of another. This one is not among them.
      """,
    references: ["HL7 v2.7 section 2.B.7"],
    wrong: [example(obx: "OBX|1|SN|W^Weight^L||^70")],
    right: [example()])

  public static let all: [Rule] = [
    notSupported, tooFewRepetitions, length, conformanceLength, notTheFixedValue, codeNotInValueSet, codeExcluded, codingSystem,
    requiredByPredicate, undecided, coConstraintMissing, coConstraintCount, coConstraintCell, coConstraintGroupNotDistinct,
    noProfile, typeNotMapped,
  ]

  private static func example(
    msh: String = "MSH|^~\\&|A|B|C|D|20251014||ADT^A01^ADT_A01|1|P|2.5.1",
    pid: String = "PID|1||1^^^A~2^^^A||Smith|||F||W^White^RACE", pv1: String = "PV1|1|I|W1",
    obx: String = "OBX|1|NM|W^Weight^L||70|kg"
  ) -> RuleExample {
    RuleExample(.hl7v2, [msh, pid, pv1, obx].map { $0 + "\r" }.joined())
  }
}
