import Diagnostics

/// Narratives.
extension ValidationRules {
  private static let narrative = "http://hl7.org/fhir/R4/narrative.html#xhtml"

  private static func patient(_ div: String) -> RuleExample {
    sample(#"{"resourceType":"Patient","text":{"status":"generated","div":"\#(div)"}}"#)
  }

  private static func patient(body: String) -> RuleExample {
    patient("<div xmlns='http://www.w3.org/1999/xhtml'>\(body)</div>")
  }

  private static let plain = [patient(body: "<p>Ann Bell</p>")]

  public static let narrativeNotWellFormed = Rule(
    family, 2200, "narrative-not-well-formed", .error, .structure,
    message: "the narrative is not well-formed XHTML: {expected}",
    summary: "The XHTML of a narrative cannot be read.",
    explanation:
      "Close every element in the reverse order of opening, put attribute values into quotes, and escape `<` and `&` in text.",
    references: [narrative],
    wrong: ["<p>Ann", "<p>Ann</b>", "Ann & Bea", "<p class=x>Ann</p>", "a < b", "<br>", "<!DOCTYPE html>"].map {
      patient(body: $0)
    },
    right: [patient(body: "<p class='x'>Ann &amp; Bea</p><br/>")])

  public static let narrativeRoot = Rule(
    family, 2201, "narrative-root", .error, .structure,
    message: "a narrative is one `div` element and nothing beside it",
    summary: "The narrative does not consist of one `div`.",
    explanation: "Put the whole text into one `<div xmlns=\"http://www.w3.org/1999/xhtml\">`.",
    references: [narrative],
    wrong: [patient("Ann Bell"), patient("<p xmlns='http://www.w3.org/1999/xhtml'>Ann</p>")], right: plain)

  public static let narrativeNamespace = Rule(
    family, 2202, "narrative-namespace", .error, .structure,
    message: "the narrative is not in the namespace `http://www.w3.org/1999/xhtml`",
    summary: "The `div` of a narrative has no or another namespace.",
    explanation: "Write `<div xmlns=\"http://www.w3.org/1999/xhtml\">`.",
    references: [narrative], wrong: [patient("<div>Ann</div>"), patient("<div xmlns='http://example.org'>Ann</div>")],
    right: plain)

  public static let narrativeElement = Rule(
    family, 2203, "narrative-element-not-allowed", .error, .invariant,
    message: "this element is not allowed in a narrative",
    summary: "A narrative has an element that FHIR does not allow.",
    explanation: """
      Only formatting, tables, lists, links and images are allowed: nothing that runs, loads or asks for input, such as `script`, \
      `form`, `iframe`, `object` or `link`, and no deprecated elements, such as `font`.
      """,
    references: [narrative], wrong: [patient(body: "<script>alert(1)</script>"), patient(body: "<font>Ann</font>")], right: plain)

  public static let narrativeAttribute = Rule(
    family, 2204, "narrative-attribute-not-allowed", .error, .invariant,
    message: "this attribute is not allowed here in a narrative",
    summary: "A narrative has an attribute that FHIR does not allow.",
    explanation:
      "Event handlers and attributes beyond those of basic formatting are not allowed. Use `class` or `style` for looks.",
    references: [narrative], wrong: [patient(body: "<p onclick='run()'>Ann</p>"), patient(body: "<p href='a'>Ann</p>")],
    right: [patient(body: "<p style='color:red'><a href='http://example.org'>Ann</a></p>")])

  public static let narrativeEmpty = Rule(
    family, 2205, "narrative-empty", .error, .invariant,
    message: "the narrative has no content",
    summary: "A narrative has neither text nor an image.",
    explanation: "Write a summary that a person can read, or leave `text` out.",
    references: [narrative], wrong: [patient(body: "<p> </p>"), patient(body: "")], right: plain)

  public static let narrativeEntity = Rule(
    family, 2206, "narrative-entity", .error, .structure,
    message: "this entity is not known in XML",
    summary: "A narrative uses an entity of HTML.",
    explanation:
      "Only `&lt;`, `&gt;`, `&amp;`, `&quot;` and `&apos;` exist in XML. Write the character itself, or a number: `&#160;`.",
    references: [narrative], wrong: [patient(body: "Ann&nbsp;Bell"), patient(body: "&copy; Trust")],
    right: [patient(body: "Ann&#160;Bell")])
}
