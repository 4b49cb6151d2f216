import Diagnostics

/// Bindings and references.
extension ValidationRules {
  private static let bindings = "http://hl7.org/fhir/R4/terminologies.html#required"
  private static let referenceTypes = "http://hl7.org/fhir/R4/references.html"

  public static let codeNotInValueSet = Rule(
    family, 2150, "code-not-in-value-set", .error, .codeInvalid,
    message: "`{actual}` is not a code of the value set {expected}, which is required here",
    summary: "A code is not in the value set that the element requires.",
    explanation: "Use one of the codes of the value set. Codes are case-sensitive; a display text is not a code.",
    references: [bindings],
    wrong: [sample(#"{"resourceType":"Patient","gender":"M"}"#), sample(#"{"resourceType":"Patient","gender":"Male"}"#)],
    right: [sample(#"{"resourceType":"Patient","gender":"male"}"#)])

  public static let codingNotInValueSet = Rule(
    family, 2151, "coding-not-in-value-set", .error, .codeInvalid,
    message: "the coding is not in the value set {expected}, which is required here",
    summary: "A Coding is not in the value set that the element requires.",
    explanation: """
      System and code must both be those of a member of the value set. No example is given: the base of FHIR R4 has no such \
      element, profiles do.
      """,
    references: [bindings])

  public static let conceptNotInValueSet = Rule(
    family, 2152, "concept-not-in-value-set", .error, .codeInvalid,
    message: "none of the codings is in the value set {expected}, which is required here",
    summary: "A CodeableConcept has no coding from the value set that the element requires.",
    explanation: "Add a coding whose system and code are those of a member of the value set. Other codings may stay beside it.",
    references: [bindings],
    wrong: [
      sample(
        #"{"resourceType":"AllergyIntolerance","patient":{"display":"A"},"clinicalStatus":{"coding":[{"system":"http://example.org","code":"active"}]}}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"AllergyIntolerance","patient":{"display":"A"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}}"#
      )
    ])

  public static let conceptWithoutCode = Rule(
    family, 2153, "concept-without-code", .error, .codeInvalid,
    message: "there is no coding, and a code from the value set {expected} is required here",
    summary: "A CodeableConcept has only text where a code is required.",
    explanation: "Add a coding from the value set; the text may stay beside it.",
    references: [bindings],
    wrong: [
      sample(#"{"resourceType":"AllergyIntolerance","patient":{"display":"A"},"clinicalStatus":{"text":"active"}}"#)
    ],
    right: [
      sample(
        #"{"resourceType":"AllergyIntolerance","patient":{"display":"A"},"clinicalStatus":{"text":"active","coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}}"#
      )
    ])

  public static let referenceTarget = Rule(
    family, 2160, "reference-target-type", .error, .structure,
    message: "a reference to `{actual}` is not allowed in `{definition}`",
    summary: "A reference leads to a resource of a type that the element does not allow.",
    explanation:
      "Refer to a resource of one of the types that the definition lists, or use the element that is meant for this type.",
    references: [referenceTypes],
    wrong: [
      sample(
        #"{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Practitioner/1"}}"#),
      sample(
        ##"{"resourceType":"Patient","contained":[{"resourceType":"Patient","id":"p"}],"managingOrganization":{"reference":"#p"}}"##
      ),
    ],
    right: [
      sample(#"{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/1"}}"#)
    ])

  public static let localReferenceUnresolved = Rule(
    family, 2161, "local-reference-unresolved", .error, .notFound,
    message: "`{actual}` refers to a contained resource that is not there",
    summary: "A reference starting with `#` leads to no contained resource.",
    explanation:
      "Add the resource to `contained` of the outermost resource, with the id that stands after the `#`, or correct the reference.",
    references: [referenceTypes + "#contained"],
    wrong: [sample(##"{"resourceType":"Patient","managingOrganization":{"reference":"#org"}}"##)],
    right: [
      sample(
        ##"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"org"}],"managingOrganization":{"reference":"#org"}}"##
      )
    ])

  public static let referenceTypeDiffers = Rule(
    family, 2162, "reference-type-differs", .error, .structure,
    message: "the reference says its target is `{actual}`, but it leads to `{expected}`",
    summary: "The stated type of a reference is not that of its target.",
    explanation: "Correct `type`, or leave it out: the reference tells the type itself.",
    references: [referenceTypes + "#Reference"],
    wrong: [sample(#"{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1","type":"Practitioner"}}"#)],
    right: [sample(#"{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1","type":"Organization"}}"#)])

  public static let containedWithoutID = Rule(
    family, 2170, "contained-without-id", .error, .required,
    message: "the contained resource has no `id`",
    summary: "A contained resource cannot be referred to.",
    explanation: "Give it an `id` and refer to it with `#` and that id. Without one it can have no meaning in the record.",
    references: [referenceTypes + "#contained"],
    wrong: [sample(#"{"resourceType":"Patient","contained":[{"resourceType":"Organization","name":"A"}]}"#)],
    right: [
      sample(
        ##"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}],"managingOrganization":{"reference":"#o"}}"##
      )
    ])

  public static let containedInContained = Rule(
    family, 2171, "contained-in-contained", .error, .structure,
    message: "a contained resource cannot contain resources itself",
    summary: "Contained resources are nested.",
    explanation: "Move the inner resource to `contained` of the outermost resource; references with `#` look there.",
    references: [referenceTypes + "#contained"],
    wrong: [
      sample(
        #"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","contained":[{"resourceType":"Location","id":"l"}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"},{"resourceType":"Location","id":"l"}]}"#
      )
    ])

  public static let containedMeta = Rule(
    family, 2172, "contained-meta", .error, .structure,
    message: "a contained resource has no `{actual}` of its own",
    summary: "A contained resource has a version, a time of update or security labels.",
    explanation: "These belong to the resource around it, with which the contained one lives and dies. Remove them here.",
    references: [referenceTypes + "#contained"],
    wrong: [
      sample(#"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","meta":{"versionId":"1"}}]}"#)
    ],
    right: [sample(#"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}"#)])
}
