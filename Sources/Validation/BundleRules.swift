import Diagnostics

/// Bundles.
extension ValidationRules {
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"
  private static let uuid = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"

  public static let fullURLRepeated = Rule(
    family, 2181, "full-url-repeated", .error, .duplicate,
    message: "an entry before has the full URL `{actual}` too",
    summary: "Two entries are the same version of one resource.",
    explanation: "Keep one of them; or, if they are different versions, give each its `meta.versionId`.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}},{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient","meta":{"versionId":"1"}}},{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient","meta":{"versionId":"2"}}}]}"#
      )
    ])

  public static let entryRequestMissing = Rule(
    family, 2184, "entry-request-missing", .error, .required,
    message: "the entry has no `request`, which this type of Bundle requires",
    summary: "An entry of a transaction, batch or history does not say what is to be done.",
    explanation: "Add `request` with `method` and `url`.",
    references: [bundle],
    wrong: [sample(#"{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"}}]}"#)],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}]}"#
      )
    ])

  public static let entryResponseMissing = Rule(
    family, 2185, "entry-response-missing", .error, .required,
    message: "the entry has no `response`, which this type of Bundle requires",
    summary: "An entry of a response or history does not say what was done.",
    explanation: "Add `response` with `status`.",
    references: [bundle],
    wrong: [sample(#"{"resourceType":"Bundle","type":"batch-response","entry":[{"resource":{"resourceType":"Patient"}}]}"#)],
    right: [sample(#"{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"200 OK"}}]}"#)])

  public static let entryRequestUnexpected = Rule(
    family, 2188, "entry-request-unexpected", .error, .invariant,
    message: "the entry has a `request`, which only transactions, batches and histories have",
    summary: "An entry says what is to be done in a Bundle that is not for that.",
    explanation: "Take `request` out, or correct the type of the Bundle.",
    references: [bundle],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}}]}"#)
    ])

  public static let entryResponseUnexpected = Rule(
    family, 2189, "entry-response-unexpected", .error, .invariant,
    message: "the entry has a `response`, which only responses and histories have",
    summary: "An entry says what was done in a Bundle that is not for that.",
    explanation: "Take `response` out, or correct the type of the Bundle.",
    references: [bundle],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"},"response":{"status":"200"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}}]}"#)
    ])

  public static let documentFirstEntry = Rule(
    family, 2186, "document-first-entry", .error, .structure,
    message: "the first entry of a document must be a `{expected}`",
    summary: "A document does not start with its Composition.",
    explanation: "Put the Composition first; it says what the document is and holds it together.",
    references: ["http://hl7.org/fhir/R4/documents.html"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}}]}"#)
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter"}}]}"#
      )
    ])

  public static let messageFirstEntry = Rule(
    family, 2187, "message-first-entry", .error, .structure,
    message: "the first entry of a message must be a `{expected}`",
    summary: "A message does not start with its MessageHeader.",
    explanation: "Put the MessageHeader first; it says what the message is about and where it goes.",
    references: ["http://hl7.org/fhir/R4/messaging.html"],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"Patient"}}]}"#)
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"\#(uuid)","resource":{"resourceType":"MessageHeader","eventCoding":{"code":"A01"},"source":{"endpoint":"http://example.org"}}}]}"#
      )
    ])
}
