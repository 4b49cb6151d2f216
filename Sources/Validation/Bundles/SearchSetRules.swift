import Diagnostics

/// Search sets.
extension BundleRules {
  private static let search = "http://hl7.org/fhir/R4/http.html#search"

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
