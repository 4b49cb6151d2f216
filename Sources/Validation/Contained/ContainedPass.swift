import Diagnostics
import Schema
import SourceTree

/// Contained resources are there because something refers to them, or they refer to what contains them
/// (http://hl7.org/fhir/R4/domainresource.html, `dom-3`). Works in one pass over a container's nodes.
struct ContainedPass: Sendable {
  private struct Contained: BitwiseCopyable, Sendable {
    var node: NodeID
    var end: UInt32
    var id: NodeID
    var isUsed: Bool
  }

  private let names: BundleNames
  private let xhtml: TypeID
  private var contained: ContiguousArray<Contained> = []
  private var byID = LinkTable()

  init(_ context: ValidationContext) {
    names = BundleNames(context.schema)
    xhtml = context.schema.type(named: "xhtml") ?? .none
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    for resource in record.resources where !resource.isContained {
      guard read(document, resource, record) else { continue }
      markUsed(document, resource, record)
      for unused in contained where !unused.isUsed {
        findings.append(
          Finding(
            ReferenceRules.containedUnused, node: unused.node, span: document.opening(of: unused.node), actual: .node(unused.id)))
      }
    }
  }

  /// Notes the contained resources that have an id; those without have a finding.
  private mutating func read(
    _ document: borrowing SourceDocument, _ container: RecordResource, _ record: TypedNodes
  ) -> Bool {
    guard let array = record.member(names.contained, of: container.node, document), document[array].kind == .array else {
      return false
    }
    contained.removeAll(keepingCapacity: true)
    byID.removeAll()
    var node = NodeID(array.rawValue + 1)
    while node.rawValue < document[array].end {
      let end = document[node].end
      if let id = record.member(names.id, of: node, document), document[id].isText {
        byID.add(document.decodedBytes(of: id).span, contained.count)
        contained.append(Contained(node: node, end: end, id: id, isUsed: false))
      }
      node = NodeID(end)
    }
    return !contained.isEmpty
  }

  private mutating func markUsed(
    _ document: borrowing SourceDocument, _ container: RecordResource, _ record: TypedNodes
  ) {
    var node = container.node.rawValue + 1
    var holder = 0
    while node < container.end {
      let entry = document.nodes[Int(node)]
      if entry.isText, entry.length > 0, document.bytes[Int(entry.offset)] == UInt8(ascii: "#"), isLink(node, entry, record) {
        while holder < contained.count, contained[holder].end <= node { holder += 1 }
        let text = document.decodedBytes(of: NodeID(node))
        if text.count > 1 {
          markUsed(text.span.extracting(1..<text.count))
        } else if holder < contained.count, contained[holder].node.rawValue < node {
          // `#` alone stands for what contains the resource.
          contained[holder].isUsed = true
        }
      }
      if record[node].type == xhtml, entry.isText { markLinks(document, NodeID(node)) }
      node += 1
    }
  }

  /// Narratives refer to contained resources in links and images.
  private mutating func markLinks(_ document: borrowing SourceDocument, _ node: NodeID) {
    let text = document.decodedBytes(of: node)
    var position = 1
    while position < text.count {
      let quote = text[position - 1]
      guard text[position] == UInt8(ascii: "#"), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        position += 1
        continue
      }
      var end = position + 1
      while end < text.count, text[end] != quote { end += 1 }
      markUsed(text.span.extracting((position + 1)..<end))
      position = end + 1
    }
  }

  private mutating func markUsed(_ id: Span<UInt8>) {
    var link = byID.first(id)
    while let current = link {
      contained[byID.value(current)].isUsed = true
      link = byID.next(current)
    }
  }

  /// Whether a text refers to something: a literal reference, a canonical, another address.
  private func isLink(_ node: UInt32, _ entry: Node, _ record: TypedNodes) -> Bool {
    let type = record[node].type
    if type == names.uri || type == names.urlType || type == names.canonical { return true }
    return record.symbol(entry.name) == names.reference && record.type(of: NodeID(record[node].parent)) == names.referenceType
  }
}
