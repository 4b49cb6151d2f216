import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// Bundles (http://hl7.org/fhir/R4/bundle.html): full URLs, links, search sets, and how entries hang together.
///
/// Entries are found by index, so that the time grows with the size of a Bundle and not with its square.
struct BundlePass: Sendable {
  let schema: Schema
  let resources: ResourceTypeTable
  let names: BundleNames
  var entries = BundleEntries()
  /// Which entries lead to which: pairs of entry numbers.
  var edges: ContiguousArray<(from: Int32, to: Int32)> = []

  init(_ context: ValidationContext) {
    schema = context.schema
    resources = ResourceTypeTable(schema)
    names = BundleNames(schema)
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    for resource in record.resources where resource.isBundle {
      entries.read(document, resource.node, record, names, resources)
      edges.removeAll(keepingCapacity: true)
      checkLinks(document, resource.node, record, &findings)
      checkFullURLs(document, resource.node, record, &findings)
      checkReferences(document, record, &findings)
      switch entries.type {
      case .document: checkDocument(document, resource.node, record, &findings)
      case .message: checkMessage(document, resource.node, record, &findings)
      case .searchset: checkSearchSet(document, resource.node, record, &findings)
      default: break
      }
    }
  }

  /// Outside transactions and batches, which have servers choose, each entry says what it is.
  private func checkFullURLs(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    if entries.list.isEmpty, entries.type == .document || entries.type == .message {
      findings.append(Finding(BundleRules.noEntries, node: bundle, span: document.opening(of: bundle)))
    }
    guard !entries.type.allowsMissingFullURL else { return }
    for entry in entries.list where entry.fullURL == .none {
      guard record.member(names.fullUrl, of: entry.node, document) == nil else { continue }
      findings.append(Finding(BundleRules.fullURLMissing, node: entry.node, span: document.opening(of: entry.node)))
    }
  }
}
