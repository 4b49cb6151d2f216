import Diagnostics
import SourceTree

/// One item of a response against the item of its form.
extension ResponseChecks {
  mutating func checkItem(
    _ document: borrowing SourceDocument, _ node: NodeID, _ item: QuestionnaireForm.Item, isEnabled: Bool,
    _ pass: inout QuestionnairePass, _ findings: inout FindingList
  ) {
    checkText(document, node, item, &findings)
    let answers = document.objects("answer", of: node)
    let hasItems = document.member("item", of: node) != nil
    scopes.append(node)
    defer { scopes.removeLast() }
    switch item.type {
    case .group:
      if !answers.isEmpty { report(QuestionnaireRules.groupAnswered, node, document, &findings, expected: "group") }
      checkItems(document, node, item.children, &pass, &findings)
    case .display, .question:
      if !answers.isEmpty || hasItems {
        report(QuestionnaireRules.groupAnswered, node, document, &findings, expected: item.type.rawValue)
      }
    case .unknown: break
    default:
      if hasItems { report(QuestionnaireRules.itemsBesideAnswer, node, document, &findings) }
      if answers.isEmpty, item.isRequired, isEnabled {
        report(QuestionnaireRules.answerMissing, node, document, &findings, expected: item.linkID)
      }
      if answers.count > 1, !item.repeats {
        findings.append(
          Finding(
            QuestionnaireRules.answerRepeated, node: node, span: document.opening(of: answers[1]), actual: .number(answers.count)
          ))
      }
      checkAnswers(document, answers, item, &pass, &findings)
    }
  }

  /// Where the response repeats the text of the question, it is the question that the form asks.
  private func checkText(
    _ document: borrowing SourceDocument, _ node: NodeID, _ item: QuestionnaireForm.Item, _ findings: inout FindingList
  ) {
    guard let text = document.member("text", of: node), document[text].isText, let asked = item.text,
      document.text(of: text) != asked
    else { return }
    findings.append(
      Finding(
        QuestionnaireRules.textDiffers, node: text, span: document.span(of: text), expected: findings.text(asked),
        actual: .node(text)))
  }

  private mutating func checkAnswers(
    _ document: borrowing SourceDocument, _ answers: [NodeID], _ item: QuestionnaireForm.Item,
    _ pass: inout QuestionnairePass, _ findings: inout FindingList
  ) {
    checkExclusive(document, answers, item, &findings)
    for answer in answers {
      if let value = FormValue("value", of: answer, in: document) {
        if item.type.answerTypes.contains(value.type) {
          checkMembership(document, value, item, &findings)
          checkLimits(document, value, item, &pass, &findings)
        } else {
          findings.append(
            Finding(
              QuestionnaireRules.answerType, node: value.node, span: document.opening(of: value.node),
              expected: findings.text(item.type.rawValue), actual: findings.text(value.type)))
        }
      }
      scopes.append(answer)
      checkItems(document, answer, item.children, &pass, &findings)
      scopes.removeLast()
    }
  }

  /// An exclusive option stands alone.
  private func checkExclusive(
    _ document: borrowing SourceDocument, _ answers: [NodeID], _ item: QuestionnaireForm.Item, _ findings: inout FindingList
  ) {
    guard answers.count > 1, item.options.contains(where: \.isExclusive) else { return }
    for answer in answers {
      guard let value = FormValue("value", of: answer, in: document),
        item.options.contains(where: { $0.isExclusive && $0.value.isSame(as: value) })
      else { continue }
      report(QuestionnaireRules.exclusiveOption, answer, document, &findings, expected: value.words)
    }
  }
}
