import Diagnostics

/// The rules of Bundles beyond their structure. Numbers 2650 to 2679.
public enum BundleRules {
  static let family = "BDL"
  private static let bundle = "http://hl7.org/fhir/R4/bundle.html"
  private static let documents = "http://hl7.org/fhir/R4/documents.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    fullURLRelative, fullURLIDDiffers, fullURLVersioned, fullURLWithoutID, eventDiffers, focusMissing, focusTooMany,
    focusProfile,
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
}
