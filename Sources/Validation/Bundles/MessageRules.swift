import Diagnostics

/// Messages against their definitions, and canonical addresses in the place of full URLs.
extension BundleRules {
  public static let eventDiffers = Rule(
    family, 2675, "message-event-differs", .error, .businessRule,
    message: "the event is not that of the message definition, {expected}",
    summary: "A message names another event than its definition.",
    explanation:
      "Give the event of the definition, system and code both; or name another definition. No example is given: it takes a MessageDefinition beside the message.",
    references: ["http://hl7.org/fhir/R4/messagedefinition.html"],
    wrong: [],
    right: [])

  public static let focusMissing = Rule(
    family, 2676, "message-focus-missing", .error, .businessRule,
    message: "the message is about {actual} resources of a type that its definition wants at least {expected}",
    summary: "A message is about fewer resources than its definition wants.",
    explanation:
      "Refer to them from `MessageHeader.focus`. No example is given: it takes a MessageDefinition beside the message.",
    references: ["http://hl7.org/fhir/R4/messagedefinition.html"],
    wrong: [],
    right: [])

  public static let focusTooMany = Rule(
    family, 2677, "message-focus-too-many", .error, .businessRule,
    message: "the message is about {actual} resources of a type that its definition takes at most {expected}",
    summary: "A message is about more resources than its definition takes.",
    explanation:
      "Send the others in messages of their own. No example is given: it takes a MessageDefinition beside the message.",
    references: ["http://hl7.org/fhir/R4/messagedefinition.html"],
    wrong: [],
    right: [])

  public static let focusProfile = Rule(
    family, 2679, "message-focus-profile", .error, .businessRule,
    message: "`{actual}`, which the message is about, does not conform to `{expected}`, which its definition asks for",
    summary: "What a message is about does not conform to the profile that the message's definition names.",
    explanation:
      "Validate the resource against that profile to see what it lacks. No example is given: it takes a MessageDefinition beside the message.",
    references: ["http://hl7.org/fhir/R4/messagedefinition-definitions.html#MessageDefinition.focus.profile"],
    wrong: [],
    right: [])

  public static let fullURLIsCanonical = Rule(
    family, 2678, "full-url-is-canonical", .error, .value,
    message: "the full URL `{actual}` is the canonical address of the resource, which does not end in its type and id",
    summary: "The full URL of an entry is the canonical address of its resource, not where it is.",
    explanation:
      "Give the address of the resource on its server, or `urn:uuid:` and a UUID; references by canonical address do not need it.",
    references: ["http://hl7.org/fhir/R4/bundle.html#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/forms/a","resource":{"resourceType":"Questionnaire","id":"1","url":"http://example.org/forms/a","status":"draft"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Questionnaire/1","resource":{"resourceType":"Questionnaire","id":"1","url":"http://example.org/forms/a","status":"draft"}}]}"#
      )
    ])
}
