import Diagnostics
import SourceTree

/// A Questionnaire in itself, beyond its invariants: conditions and what they depend on.
struct QuestionnaireChecks {
  let context: ValidationContext
  /// Items by link id.
  private var places: [String: NodeID] = [:]

  init(context: ValidationContext) { self.context = context }

  func check(_ document: borrowing SourceDocument, _ questionnaire: NodeID, _ findings: inout FindingList) {
    var checks = self
    checks.collect(document, questionnaire)
    checks.checkItems(document, questionnaire, &findings)
    for derived in document.items("derivedFrom", of: questionnaire) where document[derived].isText {
      checkDerivation(document, derived, &findings)
    }
  }

  private mutating func collect(_ document: borrowing SourceDocument, _ container: NodeID) {
    for item in document.objects("item", of: container) {
      if let linkID = document.string("linkId", of: item), places[linkID] == nil { places[linkID] = item }
      collect(document, item)
    }
  }

  private func checkItems(_ document: borrowing SourceDocument, _ container: NodeID, _ findings: inout FindingList) {
    for item in document.objects("item", of: container) {
      let conditions = document.objects("enableWhen", of: item)
      if conditions.count > 1, document.member("enableBehavior", of: item) == nil {
        findings.append(Finding(QuestionnaireRules.behaviorMissing, node: item, span: document.opening(of: item)))
      }
      for condition in conditions { checkCondition(document, condition, item, &findings) }
      checkItems(document, item, &findings)
    }
  }

  private func checkCondition(
    _ document: borrowing SourceDocument, _ condition: NodeID, _ item: NodeID, _ findings: inout FindingList
  ) {
    guard let question = document.member("question", of: condition), document[question].isText else { return }
    func report(_ rule: Rule) {
      findings.append(Finding(rule, node: item, span: document.span(of: question), actual: .node(question)))
    }
    guard let target = places[document.text(of: question)] else { return report(QuestionnaireRules.conditionWithoutTarget) }
    if target == item { return report(QuestionnaireRules.conditionOnItself) }
    if item < target, target.rawValue < document[item].end { return report(QuestionnaireRules.conditionOnInnerItem) }
    // An item that holds this one comes before it.
    if target > item { report(QuestionnaireRules.conditionOnLaterItem) }
  }

  private func checkDerivation(_ document: borrowing SourceDocument, _ derived: NodeID, _ findings: inout FindingList) {
    var target = SourceDocument(format: .canonical, seed: context.schema.seed)
    if context.supplied?.resource(for: document.text(of: derived), into: &target) != nil { return }
    findings.append(
      Finding(
        QuestionnaireRules.derivationNotFound, node: derived, span: document.span(of: derived), actual: .node(derived)))
  }
}
