import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// References in Bundles, and which entry leads to which.
extension BundlePass {
  mutating func checkReferences(_ document: borrowing SourceDocument, _ record: TypedNodes, _ findings: inout FindingList) {
    let isLinked = entries.type == .document || entries.type == .message
    for number in entries.list.indices where entries.list[number].resource != .none {
      // The references in a Bundle within the Bundle are its own.
      if entries.list[number].type == names.bundle { continue }
      let resource = entries.list[number].resource
      let end = document[resource].end
      var node = resource.rawValue + 1
      while node < end {
        let type = record[node].type
        let entry = document.nodes[Int(node)]
        if type == names.bundle, entry.kind == .object {
          node = entry.end
          continue
        }
        if type == names.referenceType, entry.kind == .object {
          checkReference(document, NodeID(node), from: number, record, &findings)
        } else if isLinked, type == names.uri || type == names.urlType, entry.isText {
          linkAddress(document, NodeID(node), from: number, record)
        }
        node += 1
      }
    }
  }

  private mutating func checkReference(
    _ document: borrowing SourceDocument, _ object: NodeID, from source: Int, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    guard let node = record.member(names.reference, of: object, document), document[node].isText else { return }
    let text = document.decodedBytes(of: node)
    let literal = ReferenceLiteral(text.span)
    if literal.form == .local || literal.form == .empty { return }
    if !BundleURL.isAbsolute(text.span), let rule = formFault(text.span, literal, source) {
      findings.append(Finding(rule, node: node, span: document.span(of: node), actual: .node(node)))
      return
    }
    let found = entries.resolve(document, text.span, from: source)
    if found.isAmbiguous, entries.type != .history {
      findings.append(
        Finding(BundleRules.referenceAmbiguous, node: node, span: document.span(of: node), actual: .node(node)))
    }
    guard let target = found.entry else {
      if literal.form == .urn {
        findings.append(Finding(BundleRules.urnUnresolved, node: node, span: document.span(of: node), actual: .node(node)))
      }
      return
    }
    if literal.form == .relative { checkType(document, node, text.span.extracting(literal.type), target, &findings) }
    link(source, target)
  }

  /// What is wrong with a relative reference in itself.
  private func formFault(_ text: Span<UInt8>, _ literal: ReferenceLiteral, _ source: Int) -> Rule? {
    if entries.type.allowsMissingFullURL { return nil }
    if entries.list[source].fullURL == .none { return BundleRules.referenceWithoutBase }
    return literal.form == .relative && !literal.id.isEmpty ? nil : BundleRules.relativeReferenceForm
  }

  /// The entry that a relative reference leads to has the type that the reference says.
  private func checkType(
    _ document: borrowing SourceDocument, _ node: NodeID, _ stated: Span<UInt8>, _ target: Int, _ findings: inout FindingList
  ) {
    let type = entries.list[target].type
    guard type != .none, let expected = resources.type(named: stated), expected != type else { return }
    findings.append(
      Finding(
        BundleRules.referenceLeadsToOtherType, node: node, span: document.span(of: node),
        expected: Evidence(.schemaType, expected.rawValue), actual: Evidence(.schemaType, type.rawValue)))
  }

  /// Addresses other than references tie entries together too: attachments, links in narratives.
  private mutating func linkAddress(
    _ document: borrowing SourceDocument, _ node: NodeID, from source: Int, _ record: TypedNodes
  ) {
    let symbol = record.symbol(document[node].name)
    if symbol == names.system { return }
    if symbol == names.url, record.type(of: record.parent(of: node)) == names.extension { return }
    let text = document.decodedBytes(of: node)
    if let target = entries.resolve(document, text.span, from: source).entry { link(source, target) }
  }

  private mutating func link(_ source: Int, _ target: Int) {
    if source != target { edges.append((Int32(truncatingIfNeeded: source), Int32(truncatingIfNeeded: target))) }
  }
}
