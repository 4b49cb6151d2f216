import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// Bundles (http://hl7.org/fhir/R4/bundle.html): full URLs, links, search sets, and how entries hang together.
///
/// Entries are found by index, so that the time grows with the size of a Bundle and not with its square.
struct BundlePass: Sendable {
  let context: ValidationContext
  let schema: Schema
  let resources: ResourceTypeTable
  let names: BundleNames
  var entries = BundleEntries()
  /// Which entries lead to which: pairs of entry numbers.
  var edges: ContiguousArray<(from: Int32, to: Int32)> = []

  init(_ context: ValidationContext) {
    self.context = context
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
    var firstRelative: NodeID?
    var relativeCount = 0
    for entry in entries.list {
      if entry.fullURL != .none {
        let text = document.decodedBytes(of: entry.fullURL)
        guard IdentifierFormat.uriFault(text.span) == .none else { continue }
        if BundleURL.isAbsolute(text.span) {
          checkAbsoluteURL(document, entry, text.span, &findings)
        } else {
          firstRelative = firstRelative ?? entry.fullURL
          relativeCount += 1
        }
      } else if !entries.type.allowsMissingFullURL, record.member(names.fullUrl, of: entry.node, document) == nil {
        findings.append(Finding(BundleRules.fullURLMissing, node: entry.node, span: document.opening(of: entry.node)))
      }
    }
    // Relative full URLs come in crowds, from one cause.
    guard let node = firstRelative else { return }
    findings.append(
      Finding(
        BundleRules.fullURLRelative, node: node, span: document.span(of: node), expected: .number(relativeCount),
        actual: .node(node)))
  }

  /// The address of a resource on a server ends in its type and id, and does not name a version.
  private func checkAbsoluteURL(
    _ document: borrowing SourceDocument, _ entry: BundleEntry, _ text: Span<UInt8>, _ findings: inout FindingList
  ) {
    let literal = ReferenceLiteral(text)
    let url = entry.fullURL
    if entry.baseLength < 0, entry.resource != .none, let canonical = document.string("url", of: entry.resource),
      text.isEqual(ContiguousArray(canonical.utf8).span)
    {
      findings.append(
        Finding(BundleRules.fullURLIsCanonical, node: url, span: document.span(of: url), actual: .node(url)))
      return
    }
    if literal.versionStart < text.count {
      findings.append(
        Finding(BundleRules.fullURLVersioned, node: url, span: document.span(of: url), actual: .node(url)))
      return
    }
    guard literal.form == .absolute, !literal.id.isEmpty, entry.resource != .none, entry.type != .none,
      let type = resources.type(named: text.extracting(literal.type))
    else { return }
    guard entry.id != .none else {
      append(
        Finding(BundleRules.fullURLWithoutID, node: entry.node, span: document.opening(of: entry.node), expected: .node(url)),
        &findings)
      return
    }
    if type == entry.type, document.decodedBytes(of: entry.id).span.isEqual(text.extracting(literal.id)) { return }
    append(
      Finding(
        BundleRules.fullURLIDDiffers, node: entry.node, span: document.opening(of: entry.node), expected: .node(url),
        actual: .node(entry.id)), &findings)
  }

  /// Search sets and histories say what a server has, wherever it has it: there a full URL that is off does less harm.
  private func append(_ finding: Finding, _ findings: inout FindingList) {
    var finding = finding
    if entries.type == .searchset || entries.type == .history { finding.severity = .warning }
    findings.append(finding)
  }
}
