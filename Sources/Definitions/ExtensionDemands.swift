import SourceTree

// What extensions of an element definition demand of its values, as invariants: R4 has no elements for it.
extension DefinitionReader {
  private static let newer = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition."
  private static let languages = "http://hl7.org/fhir/StructureDefinition/narrative-language-control"

  /// R5's `mustHaveValue` and `valueAlternatives` (http://hl7.org/fhir/R5/elementdefinition.html), and which languages a narrative must
  /// have sections in.
  func extensionDemands(_ root: NodeID, in document: borrowing SourceDocument) -> [Constraint] {
    guard child(.extension, of: root, in: document) != nil else { return [] }
    var result: [Constraint] = []
    if extensionValue(DefinitionReader.newer + "mustHaveValue", .valueBoolean, of: root, in: document) == "true" {
      result.append(
        Constraint(
          key: "must-have-value", severity: .error, expression: "hasValue()",
          message: "a value must be there; an extension in its place is not enough", isBestPractice: false))
    }
    let alternatives = extensionValues(DefinitionReader.newer + "valueAlternatives", .valueCanonical, of: root, in: document)
    if !alternatives.isEmpty {
      let choices = alternatives.map { "url = '\(DefinitionReader.quotable($0))'" }.joined(separator: " or ")
      result.append(
        Constraint(
          key: "value-or-alternative", severity: .error, expression: "hasValue() or extension.where(\(choices)).exists()",
          message: "without a value one of these extensions must be there: " + alternatives.joined(separator: ", "),
          isBestPractice: false))
    }
    for language in extensionValues(DefinitionReader.languages, .valueCode, of: root, in: document) {
      result.append(DefinitionReader.languageDemand(language))
    }
    return result
  }

  /// Whether the values of an element of a logical model stand in an object under their keys.
  func isKeyed(_ root: NodeID, in document: borrowing SourceDocument) -> Bool {
    child(.extension, of: root, in: document) != nil
      && extensionValue(
        "http://hl7.org/fhir/tools/StructureDefinition/json-property-key", .valueCode, of: root, in: document) != nil
  }

  /// Sections of a language are `div` elements inside the outermost one that say their language
  /// (http://hl7.org/fhir/extensions/StructureDefinition-narrative-language-control.html).
  private static func languageDemand(_ control: String) -> Constraint {
    // An opening tag, and after it a `div` with a language.
    func section(_ language: String) -> String {
      #"div.matches('^[^>]*>[\\s\\S]*<div[^>]*\\s(xml:)?lang=[\'"]' & "# + language + #" & '[\\s\\S]*$')"#
    }
    let (expression, message) =
      switch control {
      case "_no": (section("''") + ".not()", "the narrative must have no sections of a language")
      case "_yes": (section("''"), "the narrative must have sections of a language")
      case "_resource":
        (
          "%resource.language.empty() or " + section(#"%resource.language & '[\'"]'"#),
          "the narrative must have a section in the language of the resource"
        )
      default: (section("'" + quotable(control) + #"[\'"]'"#), "the narrative must have a section in the language `\(control)`")
      }
    return Constraint(
      key: "narrative-language-" + control.drop { $0 == "_" }, severity: .error, expression: expression, message: message,
      isBestPractice: false)
  }

  /// A text that can stand in quotes in an expression.
  private static func quotable(_ text: String) -> String { text.filter { $0 != "'" && $0 != "\\" } }

  private func extensionValues(
    _ url: String, _ name: DefinitionName, of root: NodeID, in document: borrowing SourceDocument
  ) -> [String] {
    var values: [String] = []
    for item in extensions(url, of: root, in: document) {
      if let value = child(name, of: item, in: document) { values.append(document.text(of: value)) }
    }
    return values
  }
}
