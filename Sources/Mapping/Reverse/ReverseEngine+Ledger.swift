import HL7v2Syntax
import Schema
import SourceTree

/// What became of a leaf of a Bundle.
struct LeafAccount {
  /// Where it stands in the message.
  var places: [DraftAddress] = []
  /// Whether the message says it by its very form: a reference that was followed, a constant that a field stands for.
  var isSaid = false
}

extension ReverseEngine {
  /// The leaves of an element say no more than the message does by its form.
  mutating func say(_ node: NodeID, in source: borrowing SourceDocument) {
    for index in node.rawValue..<source[node].end { accounts[index, default: LeafAccount()].isSaid = true }
  }

  /// Types, ids, addresses of entries and the references between resources are what the order of segments says.
  mutating func settleStructure(_ source: borrowing SourceDocument, _ root: NodeID) {
    for resource in index.resources {
      for name in ["resourceType", "id", "text"] {
        if let node = source.child(name, of: resource.node) { say(node, in: source) }
      }
    }
    for name in ["resourceType", "id", "type"] where index.type(of: root) == "Bundle" {
      if let node = source.child(name, of: root) { say(node, in: source) }
    }
    guard let entries = source.child("entry", of: root) else { return }
    source.forEachChild(of: entries) { entry in
      for name in ["fullUrl", "request"] {
        if let node = source.child(name, of: entry) { say(node, in: source) }
      }
    }
    for node in root.rawValue..<source[root].end where source[NodeID(node)].name == reference.rawValue {
      let id = NodeID(node)
      if source[id].kind == .string, isResolved(id, source) { accounts[node, default: LeafAccount()].isSaid = true }
    }
  }

  private func isResolved(_ node: NodeID, _ source: borrowing SourceDocument) -> Bool {
    index.resources.contains { resource in
      claimed.contains(resource.node.rawValue) && source.text(of: node).hasSuffix(id(resource.node, source))
    }
  }

  private func id(_ node: NodeID, _ source: borrowing SourceDocument) -> String {
    source.child("id", of: node).map { source.text(of: $0) } ?? "\u{0}"
  }

  /// Writes the account of the record: one entry for each leaf.
  mutating func close(
    _ source: borrowing SourceDocument, _ root: NodeID, _ target: borrowing SourceDocument, _ ledger: inout LossLedger,
    otherwise: LossReason
  ) {
    ledger.open(root)
    var populated = 0
    let segments = self.segments(of: target)
    for index in root.rawValue..<source[root].end where isLeaf(NodeID(index), source) {
      populated += 1
      let account = accounts[index]
      if let places = account?.places, !places.isEmpty {
        ledger.append(NodeID(index), .mapped, reason: 0)
        for place in places {
          if let node = MessagePlace.node(place, segments, target) { ledger.addTarget(node) }
        }
      } else if account?.isSaid == true {
        ledger.append(NodeID(index), .ignored, reason: LossReason.saidByForm.rawValue)
      } else {
        ledger.append(NodeID(index), .unmapped, reason: otherwise.rawValue)
      }
    }
    ledger.close(populated: populated)
  }

  private func segments(of target: borrowing SourceDocument) -> [NodeID] {
    guard let root = target.roots.last else { return [] }
    var segments: [NodeID] = []
    target.forEachChild(of: root) { segments.append($0) }
    return segments
  }
}

/// Finds the node of a place in a parsed message.
enum MessagePlace {
  static func node(_ place: DraftAddress, _ segments: [NodeID], _ document: borrowing SourceDocument) -> NodeID? {
    guard segments.indices.contains(place.segment) else { return nil }
    var current = segments[place.segment]
    let parts: [(NodeKind, Int)] = [
      (.field, place.field), (.repetition, place.repetition), (.component, place.component),
      (.subcomponent, place.subcomponent),
    ]
    for (kind, number) in parts {
      var found: NodeID?
      var hasKind = false
      document.forEachChild(of: current) { child in
        guard document[child].kind == kind else { return }
        hasKind = true
        if Int(document[child].name) == number { found = child }
      }
      if let found {
        current = found
      } else if hasKind || kind == .field {
        return nil
      }
    }
    return current
  }
}
