import Diagnostics

/// The rules of extensions and their definitions. Numbers 2530 to 2549.
public enum ExtensionRules {
  private static let family = "PROF"
  private static let page = "http://hl7.org/fhir/R4/extensibility.html"
  private static let noExample =
    " No example is given: it takes a definition; the tests of extensions hold right and wrong records."

  public static let all: [Rule] = [
    unknown, context, contextInvariant, mustBeModifier, isNoModifier, unknownPart, relativeURL, onID, otherRelease,
  ]

  public static let unknown = Rule(
    family, 2530, "extension-unknown", .error, .notFound,
    message: "there is no definition of the extension `{actual}` here",
    summary: "The definition of an extension is not loaded.",
    explanation: """
      Add the package that defines it, or correct the URL. Unknown extensions are an error only where their domain was not allowed; \
      otherwise they are mentioned.
      """ + noExample, references: [page])

  public static let context = Rule(
    family, 2531, "extension-context", .error, .structure,
    message: "the extension `{actual}` may not stand here; it is meant for {expected}",
    summary: "An extension stands on an element that its definition does not name as a context.",
    explanation: "Move the extension to an element that it is meant for, or use one that is defined for this element."
      + noExample,
    references: ["http://hl7.org/fhir/R4/defining-extensions.html#context"])

  public static let contextInvariant = Rule(
    family, 2532, "extension-context-invariant", .error, .invariant,
    message: "the extension `{actual}` may only stand where `{expected}` is true",
    summary: "A condition that an extension puts on its context does not hold.",
    explanation: "The definition of the extension says in FHIRPath where it may be used." + noExample,
    references: ["http://hl7.org/fhir/R4/defining-extensions.html#context"])

  public static let mustBeModifier = Rule(
    family, 2533, "extension-must-be-modifier", .error, .structure,
    message: "the extension `{actual}` changes the meaning of its element and must be a `modifierExtension`",
    summary: "A modifier extension stands among the plain ones.",
    explanation: "Readers may ignore plain extensions, and would then misread the element." + noExample,
    references: [page + "#modifierExtension"])

  public static let isNoModifier = Rule(
    family, 2534, "extension-is-no-modifier", .error, .structure,
    message: "the extension `{actual}` is no modifier and must be an `extension`",
    summary: "A plain extension stands among the modifier extensions.",
    explanation: "Readers must refuse elements with modifier extensions that they do not know." + noExample,
    references: [page + "#modifierExtension"])

  public static let unknownPart = Rule(
    family, 2535, "extension-part-unknown", .error, .structure,
    message: "the extension has no part `{actual}`; its parts are {expected}",
    summary: "A complex extension holds a part that its definition does not have.",
    explanation: "The URLs inside a complex extension are those of its definition, mind the capitals." + noExample,
    references: [page])

  public static let relativeURL = Rule(
    family, 2536, "extension-url-relative", .error, .value, message: "the extension's URL `{actual}` must be absolute",
    summary: "The URL of an extension is not absolute.",
    explanation: "Only parts of complex extensions have plain names; all other extensions go by the URL of their definition.",
    references: [page + "#Extension.url"],
    wrong: [RuleExample(.json, #"{"resourceType":"Patient","extension":[{"url":"colour","valueString":"a"}]}"#)],
    right: [
      RuleExample(.json, #"{"resourceType":"Patient","extension":[{"url":"http://example.org/colour","valueString":"a"}]}"#)
    ])

  public static let otherRelease = Rule(
    family, 2538, "extension-of-other-release", .information, .processing,
    message:
      "the extension `{actual}` stands for an element of another release, whose definition is not here: its value was not checked",
    summary: "The value of an extension that stands for an element of another release cannot be decided.",
    explanation: """
      Elements of other releases of FHIR may be used as extensions, under an address that follows from the release and the path of the \
      element. What value they take is said by the other release: add a package with the definition of the extension to have it checked.
      """,
    references: ["http://hl7.org/fhir/R5/versions.html#extensions"],
    wrong: [
      RuleExample(
        .json,
        #"{"resourceType":"Patient","extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Patient.note","valueString":"a"}]}"#
      )
    ],
    right: [
      RuleExample(.json, #"{"resourceType":"Patient","extension":[{"url":"http://example.org/note","valueString":"a"}]}"#)
    ])

  public static let onID = Rule(
    family, 2537, "extension-on-resource-id", .error, .structure,
    message: "the id of a resource may have no extensions; `{actual}` is one",
    summary: "An extension stands on the id of a resource.",
    explanation: "The id is part of the resource's address and has no room for anything else. Put the extension on the resource.",
    references: ["http://hl7.org/fhir/R4/resource.html#id"],
    wrong: [
      RuleExample(
        .json, #"{"resourceType":"Patient","id":"a","_id":{"extension":[{"url":"http://example.org/e","valueString":"a"}]}}"#)
    ],
    right: [
      RuleExample(.json, #"{"resourceType":"Patient","id":"a","extension":[{"url":"http://example.org/e","valueString":"a"}]}"#)
    ])
}
