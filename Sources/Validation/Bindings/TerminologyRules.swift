import Diagnostics

/// The rules of codes: what they are in their own systems. Numbers 2700 to 2729.
public enum TerminologyRules {
  static let family = "TERM"
  static let codings = "http://hl7.org/fhir/R4/datatypes.html#Coding"
  static let terminologies = "http://hl7.org/fhir/R4/terminologies.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  /// An Observation whose code is `coding`.
  static func observation(_ coding: String) -> RuleExample {
    sample(#"{"resourceType":"Observation","status":"final","code":{"coding":[\#(coding)]}}"#)
  }

  public static let all: [Rule] = codes + systems + bindings + answers
  public static let phrases: [Phrase] = CodeForms.all

  static let codes = [unknownCode, malformedCode, wrongCase, wrongDisplay, displayWhitespace, inactiveCode, abstractCode]
  static let systems = [
    codingWithoutSystem, systemRelative, systemIsValueSet, systemIsSupplement, systemNearlyKnown, notDecidable, valueSetNotFound,
  ]

  public static let codingWithoutSystem = Rule(
    family, 2701, "coding-without-system", .warning, .codeInvalid,
    message: "the code `{actual}` has no `system`, and so no defined meaning",
    summary: "A Coding has a code and no system.",
    explanation:
      "Give the URI of the code system that the code is from. The same letters mean different things in different systems.",
    references: [codings], wrong: [observation(#"{"code":"8480-6"}"#)],
    right: [observation(#"{"system":"http://loinc.org","code":"8480-6"}"#)])

  public static let systemRelative = Rule(
    family, 2702, "coding-system-relative", .error, .value,
    message: "`{actual}` is no absolute URI, so it names no code system",
    summary: "`Coding.system` is relative.",
    explanation:
      "A code system is known by an absolute URI that is the same everywhere. A code system in the record itself has one, too.",
    references: [codings], wrong: [observation(#"{"system":"loinc","code":"8480-6"}"#)],
    right: [observation(#"{"system":"http://loinc.org","code":"8480-6"}"#)])

  public static let systemIsValueSet = Rule(
    family, 2703, "coding-system-is-value-set", .error, .value,
    message: "`{actual}` is a value set; `system` must name the code system that the code is from",
    summary: "`Coding.system` names a value set.",
    explanation: "A value set chooses codes; it does not define them. Give the URI of the code system that does.",
    references: [codings],
    wrong: [observation(#"{"system":"http://hl7.org/fhir/ValueSet/observation-category","code":"vital-signs"}"#)],
    right: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}"#)])

  public static let systemIsSupplement = Rule(
    family, 2704, "coding-system-is-supplement", .error, .value,
    message: "`{actual}` is a supplement, which has no codes of its own",
    summary: "`Coding.system` names a supplement.",
    explanation: "A supplement adds names and properties to the codes of another system. Give the URI of that system.",
    references: ["http://hl7.org/fhir/R4/codesystem.html#supplements"])

  public static let unknownCode = Rule(
    family, 2705, "unknown-code", .error, .codeInvalid,
    message: "`{actual}` is no code of the code system {expected}",
    summary: "A code does not exist in its code system.",
    explanation: "All codes of the system are known here, and this is none of them. Codes are not displays, and case counts.",
    references: [terminologies],
    wrong: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vitals"}"#)],
    right: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}"#)])

  public static let malformedCode = Rule(
    family, 2706, "malformed-code", .error, .codeInvalid,
    message: "`{actual}` cannot be a code of its system: {expected}",
    summary: "A code has a form that no code of its system has.",
    explanation: """
      Some systems have rules that every code keeps: check digits of SNOMED CT and LOINC, the grammar of UCUM and of language tags. A \
      code that breaks them was mistyped, cut, or damaged on the way, for example by a spreadsheet.
      """,
    references: [terminologies + "#external", "https://ucum.org/ucum"],
    wrong: [
      observation(#"{"system":"http://snomed.info/sct","code":"22298007"}"#),
      observation(#"{"system":"http://loinc.org","code":"8480-5"}"#),
      sample(
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"kilos"}}"#
      ),
    ],
    right: [
      observation(#"{"system":"http://snomed.info/sct","code":"22298006"}"#),
      observation(#"{"system":"http://loinc.org","code":"8480-6"}"#),
      sample(
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"kg"}}"#
      ),
    ])

  public static let wrongCase = Rule(
    family, 2707, "code-in-wrong-case", .error, .codeInvalid,
    message: "`{actual}` is no code of its system, `{expected}` is: case counts",
    summary: "A code differs from one of its system only in case.",
    explanation: "Write the code exactly as the system has it.",
    references: [terminologies],
    wrong: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"Vital-Signs"}"#)],
    right: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}"#)])

  public static let wrongDisplay = Rule(
    family, 2708, "wrong-display", .warning, .invalid,
    message: "`{actual}` is not the name of the code: {expected}",
    summary: "The display of a Coding is not one that its code has.",
    explanation: """
      A display that says something else than the code misleads whoever reads it: one of the two is wrong. Words of one's own belong into \
      `text`. Case does not count.
      """,
    references: [codings],
    wrong: [
      observation(
        #"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Laboratory"}"#)
    ],
    right: [
      observation(
        #"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}"#)
    ])

  public static let displayWhitespace = Rule(
    family, 2712, "display-whitespace", .warning, .invalid,
    message: "`{actual}` has other white space than the name of the code: {expected}",
    summary: "The display of a Coding differs from the name of its code in white space.",
    explanation: "Write the name with the blanks that it has.",
    references: [codings],
    wrong: [
      observation(
        #"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital  Signs"}"#)
    ])

  public static let inactiveCode = Rule(
    family, 2709, "inactive-code", .warning, .businessRule,
    message: "`{actual}` is no longer in use in its code system",
    summary: "A code has been retired.",
    explanation: "Old records may have it; new ones should use the code that took its place.",
    references: ["http://hl7.org/fhir/R4/codesystem.html#status"])

  public static let abstractCode = Rule(
    family, 2710, "abstract-code", .warning, .businessRule,
    message: "`{actual}` only groups other codes and is not meant for records",
    summary: "A code is there to group others.",
    explanation: "Use one of the codes that stand under it.",
    references: ["http://hl7.org/fhir/R4/codesystem-concept-properties.html"],
    wrong: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"_ActEncounterCode"}"#)],
    right: [observation(#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"}"#)])

  public static let systemNearlyKnown = Rule(
    family, 2713, "code-system-nearly-known", .warning, .value,
    message: "no code system is known as `{actual}`; `{expected}` is meant, it seems",
    summary: "The URI of a code system differs from a well-known one in case, in `http` and `https`, or by a slash.",
    explanation: "URIs of code systems are compared letter by letter. Write the URI as its owner publishes it.",
    references: ["http://hl7.org/fhir/R4/terminologies-systems.html"],
    wrong: [observation(#"{"system":"http://LOINC.org/","code":"8480-6"}"#)],
    right: [observation(#"{"system":"http://loinc.org","code":"8480-6"}"#)])

  public static let notDecidable = Rule(
    family, 2720, "not-decidable-offline", .information, .notSupported,
    message: "codes of {expected} were not checked: {actual}",
    summary: "Codes of a system cannot be checked with what is at hand.",
    explanation: """
      Not all codes of the system are part of the definitions at hand, so neither the codes nor their membership in value sets that \
      depend on them can be decided. Nothing is said against the record. Ask a terminology server with `--terminology-server`, or load a \
      package that has the system.
      """,
    references: [terminologies])

  public static let valueSetNotFound = Rule(
    family, 2721, "value-set-not-found", .warning, .notFound,
    message: "there is no definition of the value set {expected} here, so the codes that it binds were not checked",
    summary: "The definition of a bound value set is missing.",
    explanation: "Load the package that has it with `--package`, or the file with `--definitions`.",
    references: [terminologies])
}
