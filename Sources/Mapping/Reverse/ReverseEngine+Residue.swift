import Diagnostics
import HL7v2Model
import HL7v2Syntax
import Schema
import SourceTree

/// What no element of FHIR holds stands with the resource that a segment was written into, as text in ER7: see
/// ``MapEngine/keepResidue(_:_:_:)``. It goes back to its places.
struct ReverseResidue {
  var resource: NodeID
  /// The extension's value, and the extension.
  var value: NodeID
  var whole: NodeID
  var segment: String
  var isTaken = false
}

extension ReverseEngine {
  /// The residues of a Bundle, in the order of its resources.
  func residues(_ source: borrowing SourceDocument) -> [ReverseResidue] {
    let url = "\(MapEngine.residueURL)"
    var found: [ReverseResidue] = []
    for resource in index.resources {
      for item in source.elements(at: ["extension"], of: resource.node) {
        guard let name = source.child("url", of: item), source.text(of: name) == url,
          let value = source.child("valueString", of: item)
        else { continue }
        let segment = String(source.text(of: value).prefix(3))
        guard SegmentID(segment) != nil else { continue }
        found.append(ReverseResidue(resource: resource.node, value: value, whole: item, segment: segment))
      }
    }
    return found
  }

  /// Puts the next residue of a resource for a segment back.
  mutating func takeResidue(of resources: [NodeID], into segment: Int, _ source: borrowing SourceDocument) {
    let id = draft.segments[segment]
    for resource in resources {
      guard
        let next = residues.indices.first(where: {
          !residues[$0].isTaken && residues[$0].resource == resource && residues[$0].segment == id
        })
      else { continue }
      return restore(next, into: segment, source)
    }
  }

  /// Residues of segments that nothing else makes become segments of their own, at the end.
  mutating func appendResidues(_ source: borrowing SourceDocument) {
    for number in residues.indices where !residues[number].isTaken {
      guard residues[number].segment != "MSH" else { continue }
      let segment = draft.open(residues[number].segment)
      restore(number, into: segment, source)
      if draft.isEmpty(segment) { draft.removeLast() }
    }
  }

  private mutating func restore(_ number: Int, into segment: Int, _ source: borrowing SourceDocument) {
    residues[number].isTaken = true
    let residue = residues[number]
    say(residue.whole, in: source)
    var text = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    if residue.segment != "MSH" { text.bytes.append(contentsOf: "MSH|^~\\&\r".utf8) }
    text.bytes.append(contentsOf: source.text(of: residue.value).utf8)
    text.bytes.append(0x0D)
    var findings = FindingList(bound: 0)
    var reader = HL7v2Reader()
    reader.parse(&text, findings: &findings)
    guard let root = text.roots.first else { return }
    let message = Message(text, root: root)
    var last: NodeID?
    text.forEachChild(of: root) { last = $0 }
    guard let record = last else { return }
    for index in record.index..<Int(text[record].end) where text[NodeID(index: index)].end == UInt32(index) + 1 {
      let node = NodeID(index: index)
      guard let address = place(of: node, in: record, text, segment), residue.segment != "MSH" || address.field > 2 else {
        continue
      }
      _ = put(message.text(of: node, in: text), at: address, from: residue.value)
    }
  }

  /// The place of a leaf of a segment.
  private func place(of leaf: NodeID, in record: NodeID, _ text: borrowing SourceDocument, _ segment: Int) -> DraftAddress? {
    var address = DraftAddress(segment: segment, field: 0)
    var current = record
    while current != leaf {
      var next: NodeID?
      text.forEachChild(of: current) { child in
        if next == nil, child <= leaf, leaf.rawValue < text[child].end { next = child }
      }
      guard let next else { return nil }
      let number = Int(text[next].name)
      switch text[next].kind {
      case .field: address.field = number
      case .repetition: address.repetition = number
      case .component: address.component = number
      case .subcomponent: address.subcomponent = number
      default: return nil
      }
      current = next
    }
    return address.field > 0 ? address : nil
  }
}
