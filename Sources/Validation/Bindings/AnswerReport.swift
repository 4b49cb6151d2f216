import Diagnostics
import SourceTree
import Terminology

/// Asks the open questions of a record, and says what the answers mean for it.
struct AnswerReport {
  let context: ValidationContext
  let undecided: UndecidedCodes
  let source: any TerminologyAnswers
  /// Codes that their systems do not have; that they are in no value set either need not be said.
  private var unknown: Set<CodeKey> = []

  private struct CodeKey: Hashable {
    var system: String?
    var code: String
  }

  init(_ context: ValidationContext, _ undecided: UndecidedCodes, _ source: any TerminologyAnswers) {
    self.context = context
    self.undecided = undecided
    self.source = source
  }

  /// - Returns: whether a binding is broken.
  @discardableResult
  mutating func settle(_ open: OpenQuestions, _ document: borrowing SourceDocument, _ findings: inout FindingList) -> Bool {
    let answers = source.answers(to: open.requests)
    guard answers.count == open.requests.count else { return false }
    for question in open.questions {
      guard case .coding(let parts, let isQuantity) = question.subject, let number = question.requests.first else { continue }
      let place = CodingPlace(node: question.node, parts: parts, isQuantity: isQuantity)
      report(answers[number], open.requests[number], place, question.reason, document, &findings)
    }
    var isBroken = false
    for question in open.questions {
      guard case .demand(let demand) = question.subject else { continue }
      let asked = question.requests.map { (request: open.requests[$0], answer: answers[$0]) }
      if report(asked, question, demand, document, &findings) { isBroken = true }
    }
    return isBroken
  }

  private struct CodingPlace {
    let node: NodeID
    let parts: CodeNames.Parts
    let isQuantity: Bool
  }

  private mutating func report(
    _ answer: CodeAnswer, _ request: CodeRequest, _ place: CodingPlace, _ reason: Undecided,
    _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    switch answer.result {
    case .valid: break
    case .unknownCode, .notMember:
      unknown.insert(CodeKey(system: request.system, code: request.code))
      add(
        TerminologyRules.codeRefused, place.parts.code, words(answer.message, request), place.isQuantity ? .warning : nil,
        document,
        &findings)
    case .undecided(let text): undecided.note(reason, place.node, nil, answer: text)
    case .failed(let text): undecided.noteFailure(text, place.node)
    }
    if let fault = answer.displayFault, let severity = context.options.wrongDisplay, place.parts.display != .none {
      add(TerminologyRules.displayRefused, place.parts.display, words(fault, request), severity, document, &findings)
    }
    for remark in answer.remarks {
      add(
        TerminologyRules.remark, place.parts.code, words(remark.text, request), min(remark.severity, .warning), document,
        &findings)
    }
  }

  private mutating func report(
    _ asked: [(request: CodeRequest, answer: CodeAnswer)], _ question: OpenQuestions.Question, _ demand: BindingDemand,
    _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) -> Bool {
    if asked.contains(where: { $0.answer.isValid == true }) { return false }
    for (_, answer) in asked {
      switch answer.result {
      case .undecided(let text):
        undecided.note(question.reason, question.node, demand, answer: text)
        return false
      case .failed(let text):
        undecided.noteFailure(text, question.node)
        return false
      default: break
      }
    }
    if asked.allSatisfy({ unknown.contains(CodeKey(system: $0.request.system, code: $0.request.code)) }) { return true }
    var finding = Finding(
      TerminologyRules.membershipRefused, node: question.node, span: SourceSpan(document[question.node].range),
      definition: demand.element,
      expected: Evidence(.valueSet, demand.valueSet.rawValue),
      actual: findings.text(words(asked.first?.answer.message, asked.first?.request)))
    finding.severity = demand.severity
    findings.append(finding)
    return true
  }

  private func add(
    _ rule: Rule, _ node: NodeID, _ words: String, _ severity: Severity?, _ document: borrowing SourceDocument,
    _ findings: inout FindingList
  ) {
    var finding = Finding(
      rule, node: node, span: SourceSpan(document[node].range), expected: findings.text(words), actual: .node(node))
    if let severity { finding.severity = severity }
    findings.append(finding)
  }

  /// Who says what. A display is what somebody typed, so it is not repeated where values are not to be shown.
  private func words(_ message: String?, _ request: CodeRequest?) -> String {
    guard let message, !message.isEmpty else { return source.name }
    let parts = request?.display.map { $0.isEmpty ? [message] : message.split(separator: $0).map(String.init) } ?? [message]
    return source.name + ": " + parts.joined(separator: "…")
  }
}

extension BindingDemand {
  /// How grave it is when a code is not in the value set.
  var severity: Severity {
    switch kind {
    case .required, .maximum, .additional: .error
    case .extensible, .additionalExtensible: .warning
    case .preferred: .information
    }
  }
}
