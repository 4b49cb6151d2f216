import Diagnostics
import SourceTree
import Terminology

/// An issue of an answer, with its type (http://hl7.org/fhir/tools/CodeSystem/tx-issue-type) where the server gives one.
struct AnswerIssue {
  var severity: Severity
  var kind: String
  var text: String
  /// Which coding of a CodeableConcept it is about.
  var coding: Int?

  init(_ issue: NodeID, _ document: borrowing SourceDocument) {
    switch document.scalar("severity", of: issue) {
    case "fatal", "error": severity = .error
    case "warning": severity = .warning
    default: severity = .information
    }
    var kind = document.scalar("code", of: issue) ?? ""
    var text = document.scalar("diagnostics", of: issue) ?? ""
    if let details = document.object("details", of: issue) {
      text = document.scalar("text", of: details) ?? text
      for coding in document.items("coding", of: details) {
        if document.scalar("system", of: coding)?.hasSuffix("/tx-issue-type") == true {
          kind = document.scalar("code", of: coding) ?? kind
        }
      }
    }
    self.kind = kind
    self.text = text
    let places = document.texts("expression", of: issue) + document.texts("location", of: issue)
    coding = places.compactMap { AnswerIssue.coding($0) }.first
  }

  /// The number in `CodeableConcept.coding[1].display`.
  private static func coding(_ place: String) -> Int? {
    guard let start = place.utf8.firstIndex(of: UInt8(ascii: "[")), let end = place.utf8.firstIndex(of: UInt8(ascii: "]")),
      start < end
    else { return nil }
    return Int(place[place.utf8.index(after: start)..<end])
  }

  static func list(_ outcome: NodeID, _ document: borrowing SourceDocument) -> [AnswerIssue] {
    var issues: [AnswerIssue] = []
    for issue in document.items("issue", of: outcome) { issues.append(AnswerIssue(issue, document)) }
    return issues
  }
}

/// What a server said of a code, made into answers to what was asked: what the code is, and whether a value set has it.
struct AnswerVerdict {
  let isValid: Bool
  let message: String?
  let display: String?
  let issues: [AnswerIssue]

  /// Names and remarks that need not be told: how value sets were expanded, and what the status of definitions is.
  private static let silent: Set<String> = [
    "status-check", "this-code-not-in-vs", "not-in-vs", "invalid-code", "processing-note",
  ]
  private static let ofMembership: Set<String> = ["not-in-vs", "this-code-not-in-vs", "cannot-infer", "invalid-display"]

  private func first(_ kinds: String..., severity: Severity = .error) -> AnswerIssue? {
    issues.first { kinds.contains($0.kind) && $0.severity >= severity }
  }

  /// What the code is in its own system.
  var existence: CodeAnswer {
    if let issue = first("not-found", "not-supported") { return CodeAnswer(.undecided(issue.text)) }
    if let issue = first("invalid-code") { return CodeAnswer(.unknownCode, message: issue.text) }
    if let issue = issues.first(where: { $0.severity == .error && !AnswerVerdict.ofMembership.contains($0.kind) }) {
      return CodeAnswer(.undecided(issue.text))
    }
    if !isValid, !issues.contains(where: { $0.severity == .error }) { return CodeAnswer(.unknownCode, message: message) }
    let remarks = issues.filter {
      $0.severity < .error && $0.kind != "invalid-display" && !AnswerVerdict.silent.contains($0.kind)
    }
    return CodeAnswer(
      .valid, display: display, displayFault: first("invalid-display", severity: .warning)?.text,
      remarks: remarks.map { .init(severity: $0.severity, text: $0.text) })
  }

  /// Whether the value set that was asked about has the code.
  var membership: CodeAnswer {
    let existence = existence
    let isOutside = issues.first { $0.kind == "this-code-not-in-vs" || $0.kind == "not-in-vs" && $0.severity == .error }
    if let isOutside {
      if existence.result == .unknownCode { return existence }
      return CodeAnswer(.notMember, message: isOutside.text)
    }
    guard existence.isValid == nil || !issues.contains(where: { $0.severity == .error }) else {
      return CodeAnswer(existence.result, message: existence.message)
    }
    if existence.isValid == nil { return existence }
    return isValid ? CodeAnswer(.valid, display: display) : CodeAnswer(.notMember, message: message)
  }
}
