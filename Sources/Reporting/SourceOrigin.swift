import Diagnostics
import SourceTree

/// Where in the source a finding stands.
struct SourceOrigin {
  var range: Range<Int>
  /// The source node, for its path; ``NodeID/none`` if there is none.
  var node: NodeID
  /// Whether the finding is on a converted value, so that the source's own path says more.
  var isConverted: Bool

  static func of(
    _ finding: Finding, in document: borrowing SourceDocument, source: borrowing SourceDocument
  ) -> SourceOrigin {
    if document.origins.isEmpty {
      return SourceOrigin(range: clamp(finding.span.range, source), node: finding.node, isConverted: false)
    }
    guard let origin = nearest(to: finding.node, in: document) else {
      return SourceOrigin(range: 0..<min(1, source.bytes.count), node: .none, isConverted: true)
    }
    return SourceOrigin(range: clamp(origin.span.range, source), node: origin.node, isConverted: true)
  }

  /// The origin of a node; else of the first thing below it that has one (an element that is missing belongs to its parent,
  /// which was made from fields); else of the closest container.
  private static func nearest(to node: NodeID, in document: borrowing SourceDocument) -> Origin? {
    guard node.index < document.nodes.count else { return nil }
    if let own = document.origin(of: node) { return own }
    let end = Int(document[node].end)
    var below = node.index + 1
    while below < min(end, node.index + 256) {
      if let origin = document.origin(of: NodeID(index: below)) { return origin }
      below += 1
    }
    var above = node.index - 1
    while above >= 0 {
      if Int(document.nodes[above].end) > node.index, let origin = document.origin(of: NodeID(index: above)) { return origin }
      above -= 1
    }
    return nil
  }

  private static func clamp(_ range: Range<Int>, _ source: borrowing SourceDocument) -> Range<Int> {
    range.clamped(to: 0..<max(source.bytes.count, 0))
  }
}
