import SourceTree
import Terminology

/// The operation `$validate-code` as FHIR R4 JSON (http://hl7.org/fhir/R4/operations.html).
enum ValidateCode {
  /// Below the address of the server.
  static func path(_ request: CodeRequest) -> String {
    request.valueSet == nil ? "CodeSystem/$validate-code" : "ValueSet/$validate-code"
  }

  /// The input as a Parameters resource.
  static func parameters(_ request: CodeRequest) -> String {
    var parts: [String] = []
    func add(_ name: String, _ type: String, _ value: String?) {
      guard let value else { return }
      parts.append(#"{"name":"\#(name)","\#(type)":\#(JSONText.quoted(value))}"#)
    }
    if let valueSet = request.valueSet {
      let bar = valueSet.utf8.lastIndex(of: UInt8(ascii: "|"))
      add("url", "valueUri", bar.map { String(valueSet[..<$0]) } ?? valueSet)
      add("valueSetVersion", "valueString", bar.map { String(valueSet[valueSet.utf8.index(after: $0)...]) })
      add("code", "valueCode", request.code)
      add("system", "valueUri", request.system)
      add("systemVersion", "valueString", request.version)
      // Elements of the type `code` have no system: the value set tells it.
      if request.system == nil { parts.append(#"{"name":"inferSystem","valueBoolean":true}"#) }
    } else {
      add("url", "valueUri", request.system)
      add("code", "valueCode", request.code)
      add("version", "valueString", request.version)
    }
    add("display", "valueString", request.display)
    add("displayLanguage", "valueCode", request.language)
    return #"{"resourceType":"Parameters","parameter":[\#(parts.joined(separator: ","))]}"#
  }

  /// Several at once (http://hl7.org/fhir/R4/http.html#transaction).
  static func batch(_ requests: [CodeRequest]) -> String {
    let entries = requests.map { request in
      #"{"resource":\#(parameters(request)),"request":{"method":"POST","url":"\#(path(request))"}}"#
    }
    return #"{"resourceType":"Bundle","type":"batch","entry":[\#(entries.joined(separator: ","))]}"#
  }

  /// The answer in a Parameters or OperationOutcome; nil for anything else.
  static func answer(_ resource: NodeID, _ document: borrowing SourceDocument, to request: CodeRequest) -> CodeAnswer? {
    switch document.scalar("resourceType", of: resource) {
    case "Parameters": break
    case "OperationOutcome":
      let issues = AnswerIssue.list(resource, document)
      return CodeAnswer(.undecided(issues.first { !$0.text.isEmpty }?.text ?? "the server does not say why"))
    default: return nil
    }
    var result: Bool?
    var message: String?
    var display: String?
    var issues: [AnswerIssue] = []
    for parameter in document.items("parameter", of: resource) {
      switch document.scalar("name", of: parameter) {
      case "result": result = document.scalar("valueBoolean", of: parameter).map { $0 == "true" }
      case "message": message = document.scalar("valueString", of: parameter)
      case "display": display = document.scalar("valueString", of: parameter)
      case "issues":
        if let outcome = document.object("resource", of: parameter) { issues = AnswerIssue.list(outcome, document) }
      case "x-caused-by-unknown-system", "x-unknown-system":
        return CodeAnswer(.undecided(message ?? "the server does not know the code system"))
      default: break
      }
    }
    guard let result else { return nil }
    let verdict = AnswerVerdict(isValid: result, message: message, display: display, issues: issues)
    var answer = request.valueSet == nil ? verdict.existence : verdict.membership
    // Servers without issues tell in the message what they think of the display.
    if result, issues.isEmpty, let message { answer.remarks.append(.init(severity: .information, text: message)) }
    return answer
  }

  /// The answers in the reply to a batch, in order; nil for what is none.
  static func answers(_ bytes: [UInt8], to requests: [CodeRequest]) -> [CodeAnswer]? {
    guard let text = JSONText(bytes), text.document.scalar("resourceType", of: text.root) == "Bundle" else { return nil }
    let entries = text.document.items("entry", of: text.root)
    guard entries.count == requests.count else { return nil }
    var answers: [CodeAnswer] = []
    for (entry, request) in zip(entries, requests) {
      let response = text.document.object("response", of: entry)
      let resource =
        text.document.object("resource", of: entry) ?? response.flatMap { text.document.object("outcome", of: $0) }
      let status = response.flatMap { text.document.scalar("status", of: $0) } ?? "without status"
      answers.append(
        resource.flatMap { answer($0, text.document, to: request) }
          ?? CodeAnswer(.failed("a part of the batch failed: " + status)))
    }
    return answers
  }
}
