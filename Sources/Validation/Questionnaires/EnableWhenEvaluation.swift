import Diagnostics
import SourceTree

/// Whether a question is to be answered at all (http://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen).
extension ResponseChecks {
  func isEnabled(_ item: QuestionnaireForm.Item, _ document: borrowing SourceDocument, _ pass: inout QuestionnairePass) -> Bool {
    if let expression = item.enableExpression, pass.isTrue(expression, document, response) == false { return false }
    guard !item.enableWhen.isEmpty else { return true }
    for condition in item.enableWhen {
      let isMet = isMet(condition, document)
      if isMet == item.enablesOnAny { return isMet }
    }
    return !item.enablesOnAny
  }

  private func isMet(_ condition: QuestionnaireForm.EnableWhen, _ document: borrowing SourceDocument) -> Bool {
    var answers: [FormValue] = []
    for item in items(answering: condition.question, document) {
      for answer in document.objects("answer", of: item) {
        if let value = FormValue("value", of: answer, in: document) { answers.append(value) }
      }
    }
    if condition.operator == "exists" { return answers.isEmpty == (condition.answer?.text == "false") }
    guard let wanted = condition.answer else { return false }
    return answers.contains { compares($0, condition.operator, wanted) }
  }

  private func compares(_ value: FormValue, _ operator: String, _ wanted: FormValue) -> Bool {
    switch `operator` {
    case "=": return isEqual(value, wanted)
    case "!=": return !isEqual(value, wanted)
    default:
      guard let order = value.order(wanted) else { return false }
      return switch `operator` {
      case ">": order > 0
      case "<": order < 0
      case ">=": order >= 0
      default: order <= 0
      }
    }
  }

  /// A Coding without system is that of any system.
  private func isEqual(_ value: FormValue, _ wanted: FormValue) -> Bool {
    if value.type == "Coding", wanted.type == "Coding" {
      return value.code == wanted.code && (wanted.system == nil || value.system == nil || value.system == wanted.system)
    }
    return value.isSame(as: wanted)
  }

  /// The items that answer a question: those nearest to the place at hand, so that groups that repeat do not see each other's answers.
  private func items(answering linkID: String, _ document: borrowing SourceDocument) -> [NodeID] {
    guard let all = answered[linkID] else { return [] }
    for scope in scopes.reversed() {
      let end = document[scope].end
      let start = ResponseChecks.firstIndex(from: scope, in: all)
      let near = all[start...].prefix { $0.rawValue < end }
      if !near.isEmpty { return Array(near) }
    }
    return all
  }

  /// The first of ascending nodes that is not before a node.
  private static func firstIndex(from node: NodeID, in nodes: [NodeID]) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
