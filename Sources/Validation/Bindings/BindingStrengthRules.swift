import Diagnostics

/// The rules of bindings that are not required, and of value sets that bound them. Numbers 2730 to 2749. Required bindings have rules
/// among those of the structure.
extension TerminologyRules {
  private static let extensible = "http://hl7.org/fhir/R4/terminologies.html#extensible"
  private static let preferred = "http://hl7.org/fhir/R4/terminologies.html#preferred"

  static let bindings = [
    notInExtensible, conceptWithoutExtensibleCode, notInPreferred, notInMaximum, notInAdditional, notInAdditionalExtensible,
  ]

  public static let notInExtensible = Rule(
    family, 2730, "not-in-extensible-value-set", .warning, .codeInvalid,
    message: "no code is from the value set {expected}, which has to be used unless it has no fitting code",
    summary: "A code is not from the value set of an extensible binding.",
    explanation:
      "Use a code of the value set where one fits. Another code is right only where none does, which no program can tell.",
    references: [extensible],
    wrong: [
      sample(
        #"{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"}]}}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]}}"#
      )
    ])

  public static let conceptWithoutExtensibleCode = Rule(
    family, 2731, "concept-without-extensible-code", .information, .codeInvalid,
    message: "there is no coding; a code from the value set {expected} should be given where one fits",
    summary: "A CodeableConcept with an extensible binding has only text.",
    explanation: "Add a coding from the value set; the text may stay beside it.",
    references: [extensible])

  public static let notInPreferred = Rule(
    family, 2732, "not-in-preferred-value-set", .information, .codeInvalid,
    message: "no code is from the value set {expected}, which is preferred here",
    summary: "A code is not from the value set of a preferred binding.",
    explanation: "Other codes are allowed. Those of the value set are understood by more readers.",
    references: [preferred])

  public static let notInMaximum = Rule(
    family, 2733, "not-in-maximum-value-set", .error, .codeInvalid,
    message: "no code is from the value set {expected}, outside of which nothing is allowed here",
    summary: "A code is outside the maximum value set.",
    explanation: "The binding can be extended, but only up to the maximum value set. Use a code of it.",
    references: ["http://hl7.org/fhir/R4/extension-elementdefinition-maxvalueset.html"])

  public static let notInAdditional = Rule(
    family, 2734, "not-in-additional-value-set", .error, .codeInvalid,
    message: "no code is from the value set {expected}, which an additional binding requires",
    summary: "A code is not in the value set of an additional binding.",
    explanation: "An additional binding holds beside the main one. Use a code that is in both, or add a coding.",
    references: ["http://hl7.org/fhir/tools/StructureDefinition/additional-binding"])

  public static let notInAdditionalExtensible = Rule(
    family, 2735, "not-in-additional-extensible-value-set", .warning, .codeInvalid,
    message: "no code is from the value set {expected}, which an additional binding asks for unless it has no fitting code",
    summary: "A code is not in the value set of an additional extensible binding.",
    explanation: "Use a code of the value set where one fits.",
    references: ["http://hl7.org/fhir/tools/StructureDefinition/additional-binding"])
}
