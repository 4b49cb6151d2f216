import Diagnostics
import SourceTree

/// Search sets (http://hl7.org/fhir/R4/http.html#search): what a server found, and why it is in the answer.
extension BundlePass {
  func checkSearchSet(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    let selfLink = document.objects("link", of: bundle).first { document.string("relation", of: $0) == "self" }
    if selfLink == nil, !entries.list.isEmpty {
      findings.append(Finding(BundleRules.searchSelfMissing, node: bundle, span: document.opening(of: bundle)))
    }
    let types = selfLink.map { searchedTypes(document.string("url", of: $0) ?? "") } ?? []
    let modes = entries.list.map { mode(document, $0, record) }
    let hasNoModes = modes.allSatisfy { $0 == nil }
    for (entry, mode) in zip(entries.list, modes) {
      guard entry.resource != .none else {
        findings.append(Finding(BundleRules.searchEntryEmpty, node: entry.node, span: document.opening(of: entry.node)))
        continue
      }
      if mode == nil, !hasNoModes {
        findings.append(Finding(BundleRules.searchModeMissing, node: entry.node, span: document.opening(of: entry.node)))
      }
      checkResult(document, entry, mode, types, &findings)
    }
  }

  private func checkResult(
    _ document: borrowing SourceDocument, _ entry: BundleEntry, _ mode: String?, _ types: [String],
    _ findings: inout FindingList
  ) {
    let type = document.string("resourceType", of: entry.resource) ?? ""
    func report(_ rule: Rule, _ severity: Severity? = nil, expected: Evidence = .none) {
      var finding = Finding(rule, node: entry.resource, span: document.opening(of: entry.resource), expected: expected)
      if entry.type != .none { finding.actual = Evidence(.schemaType, entry.type.rawValue) }
      finding.severity = severity ?? finding.severity
      findings.append(finding)
    }
    if mode == "outcome" {
      if type != "OperationOutcome" { report(BundleRules.searchOutcomeType) }
      return
    }
    let isOutcome = mode == nil && type == "OperationOutcome"
    if entry.id == .none, !isOutcome { report(BundleRules.searchResultWithoutID, mode == nil ? .warning : nil) }
    guard mode != "include", !isOutcome, !types.isEmpty, !types.contains(type) else { return }
    report(
      BundleRules.searchResultType, mode == nil ? .warning : nil, expected: findings.text(types.joined(separator: ", ")))
  }

  private func mode(_ document: borrowing SourceDocument, _ entry: BundleEntry, _ record: TypedNodes) -> String? {
    guard let search = record.member(names.search, of: entry.node, document),
      let mode = record.member(names.mode, of: search, document), document[mode].isText
    else { return nil }
    return document.text(of: mode)
  }

  /// The resource types that a search is for: `…/Patient?…`, or `…/?_type=Patient,Observation`.
  private func searchedTypes(_ url: String) -> [String] {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    if let last = parts.first?.split(separator: "/").last, resources.type(named: ContiguousArray(last.utf8).span) != nil {
      return [String(last)]
    }
    guard parts.count > 1 else { return [] }
    return parts[1].split(separator: "&").filter { $0.hasPrefix("_type=") }
      .flatMap { $0.dropFirst(6).split(separator: ",").map(String.init) }
  }
}
