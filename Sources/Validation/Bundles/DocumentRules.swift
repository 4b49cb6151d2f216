import Diagnostics

/// Documents and messages: what belongs to them.
extension BundleRules {
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"
  private static let documents = "http://hl7.org/fhir/R4/documents.html"
  private static let messaging = "http://hl7.org/fhir/R4/messaging.html"

  public static let documentReferenceUnresolved = Rule(
    family, 2660, "document-reference-unresolved", .error, .notFound,
    message: "no entry of the document is `{actual}`",
    summary: "What the Composition refers to is not in the document.",
    explanation:
      "A document holds everything that its Composition refers to: subject, authors, sections, encounter, custodian, attesters and events. Add the resource, with a full URL that the reference leads to.",
    references: [documents],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"http://example.org/fhir/Patient/1"}}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"http://example.org/fhir/Patient/1"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])

  public static let documentReferenceElsewhere = Rule(
    family, 2661, "document-reference-elsewhere", .error, .notFound,
    message:
      "`{actual}` does not lead to the entry `{expected}`, which has this type and id: relative references start from the full URL of their own entry",
    summary: "A reference names type and id of an entry, but its full URL is another.",
    explanation: "Give both entries full URLs with the same base, `base/Type/id`, or refer to the entry by its full URL.",
    references: [bundle + "#references"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"http://example.org/a/Composition/1","resource":{"resourceType":"Composition","id":"1","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"Patient/1"},"section":[{"title":"Patient","entry":[{"reference":"http://example.org/b/Patient/1"}]}]}},{"fullUrl":"http://example.org/b/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"http://example.org/a/Composition/1","resource":{"resourceType":"Composition","id":"1","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"Patient/1"}}},{"fullUrl":"http://example.org/a/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])

  public static let documentEntryUnreachable = Rule(
    family, 2662, "document-entry-unreachable", .error, .structure,
    message: "the Composition does not lead to this entry, nor does the entry lead to it",
    summary: "An entry does not belong to the document.",
    explanation: "Refer to the resource from the Composition, or from something that it refers to; or take the entry out.",
    references: [documents],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter"}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"http://example.org/fhir/Patient/1"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])

  public static let messageEntryUnreachable = Rule(
    family, 2663, "message-entry-unreachable", .warning, .structure,
    message: "the MessageHeader does not lead to this entry, nor does the entry lead to it",
    summary: "An entry does not belong to the message.",
    explanation: "Refer to the resource from `MessageHeader.focus`, or from something that it refers to; or take the entry out.",
    references: [messaging],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"MessageHeader","eventCoding":{"system":"http://example.org/events","code":"A01"},"source":{"endpoint":"http://example.org"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"MessageHeader","eventCoding":{"system":"http://example.org/events","code":"A01"},"source":{"endpoint":"http://example.org"},"focus":[{"reference":"http://example.org/fhir/Patient/1"}]}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])

  public static let entryOnlyLeadsBack = Rule(
    family, 2664, "document-entry-leads-back-only", .warning, .structure,
    message: "the entry refers to the document, but nothing in the document refers to it",
    summary: "An entry belongs to the document only because it refers to something in it.",
    explanation:
      "Up to R4 a document holds what its Composition leads to. Refer to the resource from a section, or take the entry out. Provenance may stand for itself.",
    references: [documents],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"http://example.org/fhir/Patient/1"}}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}},{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1"}}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter","subject":{"reference":"http://example.org/fhir/Patient/1"},"section":[{"title":"Weight","entry":[{"reference":"http://example.org/fhir/Observation/1"}]}]}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}},{"fullUrl":"http://example.org/fhir/Observation/1","resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/1"}}}]}"#
      )
    ])

  public static let messageReferenceUnresolved = Rule(
    family, 2665, "message-focus-unresolved", .error, .notFound,
    message: "no entry of the message is `{actual}`",
    summary: "What a message is about is not in it.",
    explanation: "Add the resource that `MessageHeader.focus` names as an entry, with a full URL that the reference leads to.",
    references: [messaging],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"MessageHeader","eventCoding":{"system":"http://example.org/events","code":"A01"},"source":{"endpoint":"http://example.org"},"focus":[{"reference":"http://example.org/fhir/Patient/1"}]}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"MessageHeader","eventCoding":{"system":"http://example.org/events","code":"A01"},"source":{"endpoint":"http://example.org"},"focus":[{"reference":"http://example.org/fhir/Patient/1"}]}},{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true}}]}"#
      )
    ])
}
