import Diagnostics
import SourceTree

/// One QuestionnaireResponse against its form: which items there must and may be, in which order, and how often.
struct ResponseChecks {
  let form: QuestionnaireForm
  let response: NodeID
  let context: ValidationContext
  /// Whether the response is still being filled in, or was given up: then what is missing may yet come.
  let isUnfinished: Bool
  /// The response's items by link id, in document order.
  private(set) var answered: [String: [NodeID]] = [:]
  /// The items and answers around the place at hand, innermost last.
  var scopes: [NodeID] = []

  init(_ document: borrowing SourceDocument, _ response: NodeID, _ form: QuestionnaireForm, _ context: ValidationContext) {
    self.form = form
    self.response = response
    self.context = context
    isUnfinished = ["in-progress", "stopped", "entered-in-error"].contains(document.string("status", of: response) ?? "")
    collect(document, response)
  }

  private mutating func collect(_ document: borrowing SourceDocument, _ container: NodeID) {
    for item in document.objects("item", of: container) {
      if let linkID = document.string("linkId", of: item) { answered[linkID, default: []].append(item) }
      collect(document, item)
      for answer in document.objects("answer", of: item) { collect(document, answer) }
    }
  }

  mutating func run(_ document: borrowing SourceDocument, _ pass: inout QuestionnairePass, _ findings: inout FindingList) {
    checkPeriod(document, &findings)
    scopes = [response]
    checkItems(document, response, form.roots, &pass, &findings)
  }

  private func checkPeriod(_ document: borrowing SourceDocument, _ findings: inout FindingList) {
    guard let authored = document.member("authored", of: response), document[authored].isText else { return }
    let day = document.text(of: authored)
    func isBefore(_ left: String, _ right: String) -> Bool {
      let length = min(left.utf8.count, right.utf8.count)
      return left.utf8.prefix(length).lexicographicallyPrecedes(right.utf8.prefix(length))
    }
    let isEarly = form.effectiveStart.map { isBefore(day, $0) } ?? false
    let isLate = form.effectiveEnd.map { isBefore($0, day) } ?? false
    guard isEarly || isLate else { return }
    findings.append(
      Finding(
        QuestionnaireRules.outsidePeriod, node: authored, span: document.span(of: authored),
        expected: findings.text("\(form.effectiveStart ?? "…") to \(form.effectiveEnd ?? "…")"), actual: .node(authored)))
  }

  /// The items of a response, an item or an answer against those that the form has there.
  mutating func checkItems(
    _ document: borrowing SourceDocument, _ container: NodeID, _ children: [Int], _ pass: inout QuestionnairePass,
    _ findings: inout FindingList
  ) {
    let groups = sort(document, container, children, &pass, &findings)
    for child in children {
      let item = form.items[child]
      let nodes = groups[child] ?? []
      let isEnabled = isEnabled(item, document, &pass)
      let filled = nodes.filter { document.member("answer", of: $0) != nil || document.member("item", of: $0) != nil }
      if filled.isEmpty {
        guard isEnabled, item.isRequired, item.type != .display else { continue }
        report(QuestionnaireRules.answerMissing, nodes.first ?? container, document, &findings, expected: item.linkID)
        continue
      }
      if !isEnabled {
        for node in filled { report(QuestionnaireRules.answerNotEnabled, node, document, &findings, expected: item.linkID) }
      }
      if filled.count > 1, !item.repeats {
        report(QuestionnaireRules.itemRepeated, filled[1], document, &findings, expected: item.linkID)
      }
      checkOccurrence(document, filled, item, &findings)
      for node in filled { checkItem(document, node, item, isEnabled: isEnabled, &pass, &findings) }
    }
  }

  /// The items of a container by the form's item that they answer; tells those that do not belong there.
  private mutating func sort(
    _ document: borrowing SourceDocument, _ container: NodeID, _ children: [Int], _ pass: inout QuestionnairePass,
    _ findings: inout FindingList
  ) -> [Int: [NodeID]] {
    var positions: [String: Int] = [:]
    for (position, child) in children.enumerated() where positions[form.items[child].linkID] == nil {
      positions[form.items[child].linkID] = position
    }
    var groups: [Int: [NodeID]] = [:]
    var last = 0
    for node in document.objects("item", of: container) {
      guard let linkID = document.string("linkId", of: node), !linkID.isEmpty else { continue }
      if let position = positions[linkID] {
        if position < last { report(QuestionnaireRules.itemOutOfOrder, node, document, &findings, expected: linkID) }
        last = position
        groups[children[position], default: []].append(node)
      } else if let index = form.byLinkID[linkID] {
        report(QuestionnaireRules.itemMisplaced, node, document, &findings, expected: linkID)
        checkItem(document, node, form.items[index], isEnabled: true, &pass, &findings)
      } else {
        let place = document.member("linkId", of: node) ?? node
        findings.append(
          Finding(
            QuestionnaireRules.linkIDUnknown, node: node, span: document.span(of: place), actual: .node(place)))
      }
    }
    return groups
  }

  private func checkOccurrence(
    _ document: borrowing SourceDocument, _ nodes: [NodeID], _ item: QuestionnaireForm.Item, _ findings: inout FindingList
  ) {
    let count =
      item.type == .group ? nodes.count : nodes.reduce(0) { $0 + document.objects("answer", of: $1).count }
    if let maximum = item.limits.maxOccurs, count > maximum, item.repeats || maximum > 1 {
      findings.append(
        Finding(
          QuestionnaireRules.tooManyAnswers, node: nodes[0], span: document.opening(of: nodes[0]), expected: .number(maximum),
          actual: .number(count)))
    }
    if let minimum = item.limits.minOccurs, count < minimum {
      var finding = Finding(
        QuestionnaireRules.tooFewAnswers, node: nodes[0], span: document.opening(of: nodes[0]), expected: .number(minimum),
        actual: .number(count))
      if isUnfinished { finding.severity = .warning }
      findings.append(finding)
    }
  }

  func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList, expected: String? = nil
  ) {
    var finding = Finding(rule, node: node, span: document.opening(of: node))
    if let expected { finding.expected = findings.text(expected) }
    if isUnfinished, rule.code == QuestionnaireRules.answerMissing.code { finding.severity = .warning }
    findings.append(finding)
  }
}
