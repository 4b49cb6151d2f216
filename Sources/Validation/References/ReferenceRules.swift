import Diagnostics

/// The rules of references, canonical addresses and contained resources. Numbers 2680 to 2699.
public enum ReferenceRules {
  static let family = "REF"
  private static let references = "http://hl7.org/fhir/R4/references.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    containedUnused, canonicalRelative, canonicalURLRelative, referenceTypeUnknown, targetNotFound,
  ]

  public static let containedUnused = Rule(
    family, 2680, "contained-unused", .error, .invalid,
    message: "nothing refers to the contained resource `{actual}`, and it does not refer to what contains it",
    summary: "A contained resource is not used.",
    explanation:
      "A contained resource has no life of its own: it is there for references from the resource around it. Refer to it as `#id`, or take it out.",
    references: [references + "#contained"],
    wrong: [
      sample(
        #"{"resourceType":"Condition","subject":{"display":"A"},"contained":[{"resourceType":"Practitioner","id":"p","active":true}]}"#
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"Condition","subject":{"display":"A"},"recorder":{"reference":"#p"},"contained":[{"resourceType":"Practitioner","id":"p","active":true}]}"##
      )
    ])

  public static let canonicalRelative = Rule(
    family, 2681, "canonical-relative", .warning, .value,
    message: "the canonical reference `{actual}` is neither absolute nor that of a contained resource",
    summary: "A canonical reference is relative.",
    explanation:
      "Write the address by which the resource is known, with `|version` where that matters; or `#id` for a contained one.",
    references: [references + "#canonical"],
    wrong: [
      sample(
        #"{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"display":"A"},"instantiatesCanonical":["PlanDefinition/1"]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"display":"A"},"instantiatesCanonical":["http://example.org/fhir/PlanDefinition/1"]}"#
      )
    ])

  public static let canonicalURLRelative = Rule(
    family, 2682, "canonical-url-relative", .error, .value,
    message: "the address `{actual}` by which the resource is to be known is relative",
    summary: "A resource is to be known by a relative address.",
    explanation: "Write an absolute address that is the same wherever a copy of the resource lies, or `urn:uuid:` and a UUID.",
    references: [references + "#canonical"],
    wrong: [sample(#"{"resourceType":"Questionnaire","status":"draft","url":"Questionnaire/1"}"#)],
    right: [sample(#"{"resourceType":"Questionnaire","status":"draft","url":"http://example.org/fhir/Questionnaire/1"}"#)])

  public static let referenceTypeUnknown = Rule(
    family, 2683, "reference-type-unknown", .error, .value,
    message: "`{actual}` is no type of resource",
    summary: "`Reference.type` does not name a type of resource.",
    explanation: "Write the name of the type as FHIR has it, such as `Patient`; case matters.",
    references: [references],
    wrong: [sample(#"{"resourceType":"Condition","subject":{"type":"patient","display":"A"}}"#)],
    right: [sample(#"{"resourceType":"Condition","subject":{"type":"Patient","display":"A"}}"#)])

  public static let targetNotFound = Rule(
    family, 2684, "reference-target-not-found", .error, .notFound,
    message: "there is no resource `{actual}`, neither in the record nor among those supplied",
    summary: "A reference leads to nothing that is here.",
    explanation:
      "Supply the resource, or mend the reference. This is looked at only when asked for. No example is given: it depends on what is supplied.",
    references: [references],
    wrong: [],
    right: [sample(#"{"resourceType":"Condition","subject":{"reference":"http://example.org/fhir/Patient/1"}}"#)])
}
