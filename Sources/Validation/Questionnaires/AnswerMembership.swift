import Diagnostics
import SourceTree

/// Answers against the options or the value set of their question.
extension ResponseChecks {
  func checkMembership(
    _ document: borrowing SourceDocument, _ value: FormValue, _ item: QuestionnaireForm.Item, _ findings: inout FindingList
  ) {
    if !item.options.isEmpty {
      checkOptions(document, value, item, &findings)
    } else if let valueSet = item.valueSet {
      checkValueSet(document, value, valueSet, item, &findings)
    } else if item.type == .choice {
      findings.append(
        Finding(QuestionnaireRules.noOptions, node: value.node, span: document.opening(of: value.node)))
    }
  }

  private func checkOptions(
    _ document: borrowing SourceDocument, _ value: FormValue, _ item: QuestionnaireForm.Item, _ findings: inout FindingList
  ) {
    if item.options.contains(where: { $0.value.isSame(as: value) }) { return }
    if item.type == .openChoice, value.type == "String" || (value.type == "Coding" && value.code == nil && value.system == nil) {
      guard let text = value.text, item.options.contains(where: { $0.value.display == text }) else { return }
      findings.append(
        Finding(
          QuestionnaireRules.textOfOption, node: value.node, span: document.opening(of: value.node), actual: .node(value.node)))
      return
    }
    report(QuestionnaireRules.notAnOption, value.node, document, &findings, expected: optionWords(item))
  }

  /// The first options, so that a near miss can be seen.
  private func optionWords(_ item: QuestionnaireForm.Item) -> String {
    let shown = item.options.prefix(5).map(\.value.words).joined(separator: ", ")
    return item.options.count > 5 ? shown + ", …" : shown
  }

  private func checkValueSet(
    _ document: borrowing SourceDocument, _ value: FormValue, _ valueSet: String, _ item: QuestionnaireForm.Item,
    _ findings: inout FindingList
  ) {
    let isMember: Bool?
    switch value.type {
    case "Coding":
      guard let code = value.code else {
        if item.type == .openChoice, value.system == nil { return }
        isMember = value.system == nil ? nil : false
        break
      }
      isMember = self.isMember(value.system, code, of: valueSet)
    case "String" where item.type != .openChoice:
      isMember = value.text.flatMap { self.isMember(nil, $0, of: valueSet) }
    default: return
    }
    if isMember == false { report(QuestionnaireRules.notAnOption, value.node, document, &findings, expected: valueSet) }
  }

  /// Whether a code is in a value set: one that the form contains, or one of the terminology at hand. Nil where that cannot be told.
  func isMember(_ system: String?, _ code: String, of valueSet: String, depth: Int = 0) -> Bool? {
    guard valueSet.hasPrefix("#") else { return context.isMember(system: system, code: code, of: valueSet) }
    guard depth < 4, let listed = form.valueSets[String(valueSet.dropFirst())] else { return nil }
    if let system {
      if listed.codes.contains(system + "|" + code) { return true }
    } else if listed.codes.contains(where: { $0.hasSuffix("|" + code) }) {
      return true
    }
    var isUndecided = listed.isPartial
    for include in listed.includes {
      switch isMember(system, code, of: include, depth: depth + 1) {
      case true?: return true
      case nil: isUndecided = true
      case false?: break
      }
    }
    return isUndecided ? nil : false
  }
}

extension ValidationContext {
  /// Whether a code is in a value set, by the definitions at hand or by whoever answers for the run.
  func isMember(system: String?, code: String, of canonical: String) -> Bool? {
    ContextServices(context: self).isMember(system: system, code: code, of: canonical)
  }
}
