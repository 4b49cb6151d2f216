import Diagnostics

/// The rules on the XML form of FHIR (http://hl7.org/fhir/R4/xml.html) and on writing it.
public enum FHIRFormRules {
  static let family = "FHIR"
  private static let xml = "http://hl7.org/fhir/R4/xml.html"

  public static let notFHIR = Rule(
    family, 2000, "not-a-fhir-document", .fatal, .structure,
    message: "the root element `{actual}` is not a FHIR resource",
    summary: "The XML document is something other than a FHIR resource.",
    explanation: """
      Neither the name of the root element nor its namespace belongs to FHIR, so nothing can be checked. FHIR XML starts with the \
      name of a resource in the namespace `http://hl7.org/fhir`.
      """,
    references: [xml],
    wrong: [RuleExample(.xml, "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>")])

  public static let wrongNamespace = Rule(
    family, 2001, "wrong-namespace", .error, .structure,
    message: "`{actual}` is not in the namespace `http://hl7.org/fhir`",
    summary: "An element is not in the namespace of FHIR.",
    explanation: """
      All elements of a resource but the narrative's belong to `http://hl7.org/fhir`. Correct or add the `xmlns` attribute. It \
      is reported once for each declaration.
      """,
    references: [xml],
    wrong: [RuleExample(.xml, "<Patient><active value=\"true\"/></Patient>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>")])

  public static let textNotAllowed = Rule(
    family, 2002, "text-not-allowed", .error, .structure,
    message: "text stands inside `{actual}`, where FHIR has elements only",
    summary: "There is text between elements.",
    explanation: "In FHIR XML a value stands in the `value` attribute of its element, never as text. The text was not read.",
    references: [xml],
    wrong: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><gender>male</gender></Patient>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"male\"/></Patient>")])

  public static let unknownAttribute = Rule(
    family, 2003, "unknown-attribute", .error, .structure,
    message: "the attribute `{actual}` is not allowed here",
    summary: "An element has an attribute that FHIR does not define for it.",
    explanation: """
      Only `value` on primitives, `id` on elements (not on resources) and `url` on extensions are attributes; everything else is \
      an element. The attribute was not read.
      """,
    references: [xml],
    wrong: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\" kind=\"x\"/></Patient>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>")])

  public static let elementOrder = Rule(
    family, 2004, "element-order", .error, .structure,
    message: "`{actual}` must stand before `{expected}`",
    summary: "Elements are not in the order of the definition.",
    explanation: """
      In XML the order of elements is part of the form: a reader that follows the schema rejects another. The first element out \
      of order is reported; everything was read all the same.
      """,
    references: [xml],
    wrong: [
      RuleExample(
        .xml, "<Patient xmlns=\"http://hl7.org/fhir\"><birthDate value=\"1970\"/><gender value=\"male\"/></Patient>")
    ],
    right: [
      RuleExample(
        .xml, "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"male\"/><birthDate value=\"1970\"/></Patient>")
    ])

  public static let notAdjacent = Rule(
    family, 2005, "repetitions-not-adjacent", .error, .structure,
    message: "this `{actual}` is apart from the others of its name",
    summary: "The repetitions of an element are not next to each other.",
    explanation: "Repetitions form one list and must follow one another. They were read as one list.",
    references: [xml],
    wrong: [
      RuleExample(
        .xml,
        "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"A\"/></name><gender value=\"male\"/>"
          + "<name><family value=\"B\"/></name></Patient>")
    ],
    right: [
      RuleExample(
        .xml,
        "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"A\"/></name><name><family value=\"B\"/></name>"
          + "<gender value=\"male\"/></Patient>")
    ])

  public static let missingValue = Rule(
    family, 2006, "value-missing", .error, .structure,
    message: "`{actual}` has neither a value nor an extension",
    summary: "A primitive element has no `value` attribute and no extension.",
    explanation:
      "Every element must have a value or content. Leave the element out, give it a value, or say with an extension why there is none.",
    references: [xml, "http://hl7.org/fhir/R4/element.html"],
    wrong: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><gender/></Patient>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"male\"/></Patient>")])

  public static let attributeExpected = Rule(
    family, 2007, "attribute-expected", .error, .structure,
    message: "`{actual}` must be an attribute, not an element",
    summary: "The `id` of an element or the `url` of an extension is given as an element.",
    explanation: "These two are attributes in XML: `<extension url=\"…\">`. It was read all the same.",
    references: [xml],
    wrong: [
      RuleExample(
        .xml,
        "<Patient xmlns=\"http://hl7.org/fhir\"><extension><url value=\"http://example.org/e\"/><valueBoolean value=\"true\"/>"
          + "</extension></Patient>")
    ],
    right: [
      RuleExample(
        .xml,
        "<Patient xmlns=\"http://hl7.org/fhir\"><extension url=\"http://example.org/e\"><valueBoolean value=\"true\"/>"
          + "</extension></Patient>")
    ])

  public static let resourceCount = Rule(
    family, 2008, "one-resource-expected", .error, .structure,
    message: "`{expected}` must hold exactly one resource and holds {actual}",
    summary: "An element that holds a resource is empty or holds several.",
    explanation:
      "Each `contained` and each `resource` holds one resource element. Repeat the outer element for further resources.",
    references: [xml, "http://hl7.org/fhir/R4/references.html#contained"],
    wrong: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"><contained/></Patient>")],
    right: [
      RuleExample(
        .xml,
        "<Patient xmlns=\"http://hl7.org/fhir\"><contained><Organization><name value=\"A\"/></Organization></contained></Patient>"
      )
    ])

  public static let writtenUnknown = Rule(
    family, 2020, "unknown-property-written", .warning, .structure,
    message: "`{actual}` is not known to FHIR and was written as an element of that name",
    summary: "A property that FHIR does not define was written to XML.",
    explanation:
      "Nothing is left out on writing, but what stands there is not FHIR. Remove or correct the property in the source.",
    references: [xml],
    wrong: [RuleExample(.json, #"{"resourceType":"Patient","colour":"red"}"#)],
    right: [RuleExample(.json, #"{"resourceType":"Patient","gender":"male"}"#)])

  public static let notWritten = Rule(
    family, 2021, "property-not-writable", .error, .structure,
    message: "`{actual}` cannot be written to XML because it is not a name in XML",
    summary: "A property has a name that XML cannot have, and was left out.",
    explanation: "FHIR names are letters and digits only. Correct the property in the source; it is missing from the output.",
    references: [xml, "https://www.w3.org/TR/xml/#NT-Name"],
    wrong: [RuleExample(.json, #"{"resourceType":"Patient","eye colour":"brown"}"#)],
    right: [RuleExample(.json, #"{"resourceType":"Patient","gender":"male"}"#)])

  public static let characterReplaced = Rule(
    family, 2022, "character-replaced", .error, .value,
    message: "a character that XML cannot hold was replaced in `{name}`",
    summary: "A value holds a control character that XML 1.0 does not allow.",
    explanation: "XML cannot hold such characters, not even as references; U+FFFD was written instead. Remove it in the source.",
    references: ["https://www.w3.org/TR/xml/#charsets", "http://hl7.org/fhir/R4/datatypes.html#string"],
    wrong: [RuleExample(.json, #"{"resourceType":"Organization","name":"A\u0001B"}"#)],
    right: [RuleExample(.json, #"{"resourceType":"Organization","name":"A\tB"}"#)])

  public static let narrativeNotXML = Rule(
    family, 2023, "narrative-not-xml", .error, .structure,
    message: "the narrative is not a well-formed `div` element and was written as plain text",
    summary: "The text of `div` cannot stand in XML as it is.",
    explanation:
      "Narrative must be one `div` element in well-formed XHTML. It was written into a `value` attribute, so that it is not lost.",
    references: ["http://hl7.org/fhir/R4/narrative.html"],
    wrong: [RuleExample(.json, #"{"resourceType":"Patient","text":{"status":"generated","div":"<div>a&nbsp;b</div>"}}"#)],
    right: [
      RuleExample(
        .json,
        #"{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns='http://www.w3.org/1999/xhtml'>a&#160;b</div>"}}"#
      )
    ])

  public static let all: [Rule] = [
    notFHIR, wrongNamespace, textNotAllowed, unknownAttribute, elementOrder, notAdjacent, missingValue, attributeExpected,
    resourceCount, writtenUnknown, notWritten, characterReplaced, narrativeNotXML,
  ]
}
