import Diagnostics
import SourceTree

/// Links of Bundles (http://hl7.org/fhir/R4/bundle-definitions.html#Bundle.link).
extension BundlePass {
  private static let paging: Set<String> = ["first", "previous", "next", "last"]

  func checkLinks(_ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ findings: inout FindingList) {
    guard entries.type != .other, let array = record.member(names.link, of: bundle, document), document[array].kind == .array
    else {
      return
    }
    let isPaged = entries.type == .searchset || entries.type == .history
    var seen: Set<String> = []
    let end = document[array].end
    var link = NodeID(array.rawValue + 1)
    while link.rawValue < end {
      defer { link = NodeID(document[link].end) }
      guard let relation = record.member(names.relation, of: link, document), document[relation].isText else { continue }
      let text = document.text(of: relation)
      let isPaging = BundlePass.paging.contains(text)
      if isPaging, !isPaged {
        findings.append(
          Finding(
            BundleRules.pagingLink, node: relation, span: document.span(of: relation), actual: .node(relation)))
      } else if isPaging || text == "self", !seen.insert(text).inserted {
        findings.append(
          Finding(
            BundleRules.linkRepeated, node: link, span: document.span(of: relation), actual: .node(relation)))
      }
      if text == "stylesheet", entries.type == .document { checkStylesheet(document, link, record, &findings) }
    }
  }

  /// A style sheet with a relative address is in the document.
  private func checkStylesheet(
    _ document: borrowing SourceDocument, _ link: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let url = record.member(names.url, of: link, document), document[url].isText else { return }
    let text = document.decodedBytes(of: url)
    if BundleURL.isAbsolute(text.span) || entries.entry(withTypeAndID: text.span) != nil { return }
    findings.append(
      Finding(BundleRules.stylesheetUnresolved, node: url, span: document.span(of: url), actual: .node(url)))
  }
}
