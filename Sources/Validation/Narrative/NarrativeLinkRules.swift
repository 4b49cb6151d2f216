import Diagnostics

/// The rules of links in narratives. Numbers 2970 to 2979.
public enum NarrativeLinkRules {
  private static let narrative = "http://hl7.org/fhir/R4/narrative.html#xhtml"

  public static let all: [Rule] = [linkUnresolved, linkScheme]

  private static func patient(_ body: String) -> RuleExample {
    RuleExample(
      .json,
      #"{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns='http://www.w3.org/1999/xhtml'>\#(body)</div>"}}"#
    )
  }

  public static let linkUnresolved = Rule(
    "NARR", 2970, "narrative-link-unresolved", .error, .invalid,
    message: "a link of the narrative leads to an id that no narrative of the record has",
    summary: "A link within the narrative leads nowhere.",
    explanation: "Give the target the `id` or `name` that the link has after `#`, or take the link out.",
    references: [narrative], wrong: [patient("<a href='#b'>B</a>")],
    right: [patient("<a href='#b'>B</a><p id='b'>b</p>"), patient("<a name='b'>b</a><a href='#b'>B</a>")])

  public static let linkScheme = Rule(
    "NARR", 2971, "narrative-link-scheme", .error, .invalid,
    message: "a link of the narrative has a scheme that cannot be followed",
    summary: "A link in the narrative has a scheme such as `urn` that leads nowhere.",
    explanation: "Link to an address that a browser can open, or write the text without a link.",
    references: [narrative], wrong: [patient("<a href='urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'>B</a>")],
    right: [patient("<a href='https://example.org/b'>B</a><a href='b.html'>b</a>")])
}
