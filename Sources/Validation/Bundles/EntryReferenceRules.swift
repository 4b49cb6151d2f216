import Diagnostics

/// References between the entries of a Bundle.
extension BundleRules {
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"

  public static let referenceWithoutBase = Rule(
    family, 2655, "reference-without-base", .error, .required,
    message: "the reference `{actual}` is relative, and its entry has no full URL that it could be relative to",
    summary: "A relative reference stands in an entry without a full URL.",
    explanation:
      "Give the entry its `fullUrl`, or write the whole address into the reference. No example is given: an entry without a full URL is a finding of its own.",
    references: [bundle + "#references"],
    wrong: [],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])

  public static let relativeReferenceForm = Rule(
    family, 2656, "relative-reference-form", .error, .value,
    message: "the reference `{actual}` is neither absolute nor of the form `Type/id`",
    summary: "A relative reference in a Bundle does not name a type and an id.",
    explanation: "Write `Type/id`, the whole address, or the full URL of the entry that is meant.",
    references: [bundle + "#references"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"1"}}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1"}}}]}"#
      )
    ])

  public static let referenceAmbiguous = Rule(
    family, 2657, "reference-ambiguous", .error, .multipleMatches,
    message: "several entries have the full URL that the reference `{actual}` leads to",
    summary: "A reference leads to more than one entry.",
    explanation: "Where a Bundle holds several versions of a resource, name the one that is meant: `Type/id/_history/version`.",
    references: [bundle + "#references"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"1"},"active":true}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"2"},"active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1/_history/2"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"1"},"active":true}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"2"},"active":true}}]}"#
      )
    ])

  public static let referenceLeadsToOtherType = Rule(
    family, 2658, "reference-leads-to-other-type", .error, .value,
    message: "the reference names a {expected}, but the entry that it leads to is a {actual}",
    summary: "The entry that a relative reference leads to has another type.",
    explanation: "Name the type that the entry has, or the full URL of the entry that is meant.",
    references: [bundle + "#references"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11"}}},{"fullUrl":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11","resource":{"resourceType":"Group","type":"person","actual":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"Group/a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11"}}},{"fullUrl":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11","resource":{"resourceType":"Group","type":"person","actual":true}}]}"#
      )
    ])

  public static let urnUnresolved = Rule(
    family, 2659, "urn-unresolved", .warning, .notFound,
    message: "no entry of the Bundle has the full URL `{actual}`",
    summary: "A reference by URN leads nowhere in the Bundle.",
    explanation:
      "A URN is no address, so that nobody can fetch what it names. Add the resource as an entry with this full URL, or refer to it by its address.",
    references: [bundle + "#references"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11"}}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11"}}},{"fullUrl":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ])
}
