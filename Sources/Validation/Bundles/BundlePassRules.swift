import Diagnostics

/// The rules of Bundles beyond their structure. Numbers 2650 to 2679.
public enum BundleRules {
  static let family = "BDL"
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"
  private static let documents = "http://hl7.org/fhir/R4/documents.html"
  private static let messaging = "http://hl7.org/fhir/R4/messaging.html"
  private static let search = "http://hl7.org/fhir/R4/http.html#search"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    fullURLRelative, fullURLIDDiffers, fullURLVersioned, fullURLWithoutID, eventDiffers, focusMissing, focusTooMany,
    fullURLIsCanonical,
    noEntries, fullURLMissing, pagingLink, linkRepeated, stylesheetUnresolved, referenceWithoutBase, relativeReferenceForm,
    referenceAmbiguous, referenceLeadsToOtherType, urnUnresolved, documentReferenceUnresolved, documentReferenceElsewhere,
    documentEntryUnreachable, messageEntryUnreachable, entryOnlyLeadsBack, messageReferenceUnresolved, searchSelfMissing,
    searchModeMissing, searchEntryEmpty, searchOutcomeType, searchResultWithoutID, searchResultType,
  ]

  public static let noEntries = Rule(
    family, 2650, "bundle-without-entries", .error, .required,
    message: "the Bundle has no entry, though a document or message starts with one",
    summary: "A document or message is empty.",
    explanation:
      "Put the Composition of a document, or the MessageHeader of a message, into the first entry. No example is given: an empty document breaks an invariant as well.",
    references: [bundle],
    wrong: [],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter"}}]}"#
      )
    ])

  public static let fullURLMissing = Rule(
    family, 2651, "full-url-missing", .error, .required,
    message: "the entry has no `fullUrl`, which says what its resource is called",
    summary: "An entry has no full URL.",
    explanation:
      "References between entries are resolved by full URL. Give the address of the resource, or `urn:uuid:` and a UUID where it has none. Entries of transactions, batches and their responses may do without.",
    references: [bundle + "#bundle-unique"],
    wrong: [
      sample(#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","active":true}}]}"#)
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ])

  public static let pagingLink = Rule(
    family, 2652, "paging-link-in-other-bundle", .error, .invalid,
    message: "a link `{actual}` turns the pages of a search or history; this Bundle is neither",
    summary: "A Bundle that is not an answer to a search has links to further pages.",
    explanation: "Take the link out, or give the Bundle the type `searchset` or `history`.",
    references: [bundle],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","link":[{"relation":"next","url":"http://example.org/2"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","link":[{"relation":"self","url":"http://example.org/2"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ])

  public static let linkRepeated = Rule(
    family, 2653, "link-repeated", .error, .duplicate,
    message: "the Bundle has a link `{actual}` already",
    summary: "Two links of a Bundle stand for the same thing.",
    explanation: "A Bundle has one link of each of these kinds: `self`, `first`, `previous`, `next`, `last`. Keep the right one.",
    references: [bundle],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","link":[{"relation":"self","url":"http://example.org/1"},{"relation":"self","url":"http://example.org/2"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"collection","link":[{"relation":"self","url":"http://example.org/1"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}"#
      )
    ])

  public static let stylesheetUnresolved = Rule(
    family, 2654, "stylesheet-unresolved", .error, .notFound,
    message: "no entry of the document is the style sheet `{actual}`",
    summary: "A document names a style sheet by a relative address that no entry has.",
    explanation:
      "Add the style sheet as a Binary whose type and id are the address, or give the absolute address of a public one.",
    references: [documents],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","link":[{"relation":"stylesheet","url":"Binary/style"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","link":[{"relation":"stylesheet","url":"https://hl7.org/fhir/fhir.css"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Composition","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter"}}]}"#
      )
    ])

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

  public static let searchSelfMissing = Rule(
    family, 2666, "search-self-link-missing", .warning, .incomplete,
    message: "the search set has no link `self`, which says what was searched for",
    summary: "A search set does not say which search it answers.",
    explanation: "Add a link with the relation `self` and the address of the search as the server understood it.",
    references: [search],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}}]}"#
      )
    ])

  public static let searchModeMissing = Rule(
    family, 2667, "search-mode-missing", .warning, .incomplete,
    message: "the entry does not say why it is in the search set, as others do",
    summary: "Only some entries of a search set have a search mode.",
    explanation: "Add `search.mode`: `match`, `include` or `outcome`.",
    references: [search],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}},{"fullUrl":"http://example.org/fhir/Patient/2","resource":{"resourceType":"Patient","id":"2","active":true}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}}]}"#
      )
    ])

  public static let searchEntryEmpty = Rule(
    family, 2668, "search-entry-without-resource", .error, .required,
    message: "the entry of the search set has no resource",
    summary: "An entry of a search set holds nothing.",
    explanation:
      "Each entry is something that was found, something that goes with it, or an OperationOutcome. No example is given: an empty entry breaks an invariant as well.",
    references: [search],
    wrong: [],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}}]}"#
      )
    ])

  public static let searchOutcomeType = Rule(
    family, 2669, "search-outcome-type", .error, .value,
    message: "an entry with the search mode `outcome` is an OperationOutcome, not a {actual}",
    summary: "An entry that should tell about the search is something else.",
    explanation: "Give a result the mode `match`, and what goes with it `include`.",
    references: [search],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"outcome"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]},"search":{"mode":"outcome"}}]}"#
      )
    ])

  public static let searchResultWithoutID = Rule(
    family, 2670, "search-result-without-id", .error, .required,
    message: "a resource that a search found has an `id`",
    summary: "A result of a search has no id.",
    explanation: "Resources on a server have one: give it, so that the result can be found again.",
    references: [search],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true},"search":{"mode":"match"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","active":true},"search":{"mode":"match"}}]}"#
      )
    ])

  public static let searchResultType = Rule(
    family, 2671, "search-result-type", .error, .value,
    message: "the search is for {expected}, but this is a {actual}",
    summary: "A result of a search has a type that was not searched for.",
    explanation: "Give what only goes with the results the mode `include`, or say in the link `self` what was searched for.",
    references: [search],
    wrong: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Group/1","resource":{"resourceType":"Group","id":"1","type":"person","actual":true},"search":{"mode":"match"}}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://example.org/fhir/Patient?name=a"}],"entry":[{"fullUrl":"http://example.org/fhir/Group/1","resource":{"resourceType":"Group","id":"1","type":"person","actual":true},"search":{"mode":"include"}}]}"#
      )
    ])
}
