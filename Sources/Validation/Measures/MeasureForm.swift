import SourceTree

/// A code of a measure or report: its codings, or its text where it has none.
struct MeasureConcept: Sendable {
  /// `system|code`.
  var codings: [String] = []
  var text: String?

  init?(_ document: borrowing SourceDocument, _ node: NodeID?) {
    guard let node, document[node].kind == .object else { return nil }
    for coding in document.objects("coding", of: node) {
      if let code = document.string("code", of: coding) {
        codings.append((document.string("system", of: coding) ?? "") + "|" + code)
      }
    }
    text = document.string("text", of: node)
  }

  /// Whether both mean the same: a coding that both have, or the same text where neither has codings.
  func matches(_ other: MeasureConcept) -> Bool {
    if codings.isEmpty, other.codings.isEmpty { return text != nil && text == other.text }
    return codings.contains(where: other.codings.contains)
  }

  var words: String {
    codings.first.flatMap { $0.split(separator: "|").last.map(String.init) } ?? text ?? "without a code"
  }
}

/// A Measure (http://hl7.org/fhir/R4/measure.html) as reports are checked against it.
struct MeasureForm: Sendable {
  struct Group: Sendable {
    var code: MeasureConcept?
    var populations: [MeasureConcept?]
    var stratifiers: [MeasureConcept?]
  }

  /// `proportion`, `ratio`, `continuous-variable`, `cohort`, or nil where it says something else.
  var scoring: String?
  var groups: [Group]

  init(_ document: borrowing SourceDocument, _ measure: NodeID) {
    let codes = MeasureConcept(document, document.member("scoring", of: measure))?.codings ?? []
    scoring = ["proportion", "ratio", "continuous-variable", "cohort"].first { known in
      codes.contains { $0.hasSuffix("|" + known) }
    }
    groups = []
    for group in document.objects("group", of: measure) {
      func concepts(_ name: String) -> [MeasureConcept?] {
        document.objects(name, of: group).map { MeasureConcept(document, document.member("code", of: $0)) }
      }
      groups.append(
        Group(
          code: MeasureConcept(document, document.member("code", of: group)), populations: concepts("population"),
          stratifiers: concepts("stratifier")))
    }
  }
}
