import Diagnostics
import Schema
import SourceTree

/// Canonical addresses (http://hl7.org/fhir/R4/references.html#canonical): those by which resources are known, and those that refer
/// to them.
struct CanonicalPass: Sendable {
  private let names: BundleNames
  /// Whether resources of a type are known by a canonical address, by type.
  private let isCanonical: ContiguousArray<Bool>

  init(_ context: ValidationContext) {
    let schema = context.schema
    names = BundleNames(schema)
    var flags = ContiguousArray(repeating: false, count: schema.tables.types.count)
    for (index, type) in schema.tables.types.enumerated() where type.kind == .resource && !type.isProfile {
      let children = (Int(type.firstElement)..<Int(type.firstElement + type.elementCount)).map {
        schema.string(schema.tables.elements[$0].name)
      }
      flags[index] = ["url", "status", "publisher", "date"].allSatisfy(children.contains)
    }
    isCanonical = flags
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    for node in record.range where record[node].type == names.canonical && document.nodes[Int(node)].isText {
      let text = document.decodedBytes(of: NodeID(node))
      if text.isEmpty || text[0] == UInt8(ascii: "#") || BundleURL.isAbsolute(text.span) { continue }
      // What has blanks in it was reported as no address at all.
      guard IdentifierFormat.blankFault(text.span) == .none else { continue }
      report(ReferenceRules.canonicalRelative, NodeID(node), document, &findings)
    }
    for resource in record.resources where resource.type != .none && isCanonical[resource.type.index] {
      guard let url = record.member(names.url, of: resource.node, document), document[url].isText else { continue }
      let text = document.decodedBytes(of: url)
      if text.isEmpty || BundleURL.isAbsolute(text.span) || IdentifierFormat.blankFault(text.span) != .none { continue }
      report(ReferenceRules.canonicalURLRelative, url, document, &findings)
    }
  }

  private func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    findings.append(Finding(rule, node: node, span: document.span(of: node), actual: .node(node)))
  }
}
