import Diagnostics

/// Full URLs of entries (http://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl).
extension BundleRules {
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"

  public static let fullURLRelative = Rule(
    "FHIR", 2180, "full-url-relative", .error, .value,
    message: "the full URL `{actual}` is not absolute (full URLs of this Bundle that are not: {expected})",
    summary: "The full URL of an entry is a relative reference.",
    explanation:
      "The first one is told, with their number. Write the whole address of the resource, or `urn:uuid:` and a UUID where it has none yet. In search sets and histories this is a warning.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"Patient/1","resource":{"resourceType":"Patient"}}]}"#)
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient"}}]}"#
      )
    ])

  public static let fullURLIDDiffers = Rule(
    "FHIR", 2182, "full-url-id-differs", .error, .conflict,
    message: "the entry's full URL is `{expected}`, but the resource in it has another type or id, `{actual}`",
    summary: "Type and id of a resource are not those in the full URL of its entry.",
    explanation:
      "References are resolved by the full URL. Make the two agree. In search sets and histories this is a warning.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"2"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1"}}]}"#
      )
    ])

  public static let fullURLVersioned = Rule(
    "FHIR", 2183, "full-url-versioned", .error, .value,
    message: "the full URL `{actual}` names a version",
    summary: "The full URL of an entry is specific to a version.",
    explanation: "Leave out `/_history/` and what follows; the version stands in `meta.versionId`.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1/_history/2","resource":{"resourceType":"Patient","id":"1"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1"}}]}"#
      )
    ])

  public static let fullURLWithoutID = Rule(
    family, 2672, "full-url-without-id", .error, .required,
    message: "the entry's full URL is `{expected}`, but the resource has no `id`",
    summary: "The full URL of an entry names an id, and its resource has none.",
    explanation:
      "Give the resource the id that its address ends in; or use `urn:uuid:` and a UUID where it has none yet.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])
}
