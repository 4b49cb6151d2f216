import HL7v2Syntax
import SourceTree

/// What became of each value of the record in hand, while it is converted.
struct SourceMarks {
  private struct Target: BitwiseCopyable {
    var node: UInt32
    var next: UInt32
  }

  private struct Mark: BitwiseCopyable {
    var isIgnored: Bool
    var isKept: Bool
    var reason: UInt16
    var firstTarget: UInt32
  }

  private var first = 0
  private var marks = ContiguousArray<Mark>()
  private var targets = ContiguousArray<Target>()

  mutating func reset(_ root: NodeID, in source: borrowing SourceDocument) {
    first = root.index
    marks.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    let count = Int(source.nodes[root.index].end) - first
    for _ in 0..<count { marks.append(Mark(isIgnored: false, isKept: false, reason: 0, firstTarget: Draft.none)) }
  }

  /// A value stands in a node of the draft.
  mutating func map(_ source: NodeID, to node: UInt32) {
    let index = source.index - first
    var target = marks[index].firstTarget
    while target != Draft.none {
      if targets[Int(target)].node == node { return }
      target = targets[Int(target)].next
    }
    targets.append(Target(node: node, next: marks[index].firstTarget))
    marks[index].firstTarget = UInt32(truncatingIfNeeded: targets.count - 1)
  }

  /// A value that stands in no element of the result stands in a residue.
  mutating func keep(_ source: NodeID, in node: UInt32) {
    map(source, to: node)
    marks[source.index - first].isKept = true
  }

  /// Whether nothing says what became of a value: it stands in no part of a draft that stays, and no rule but the sender's wish to
  /// delete leaves it out.
  func isOpen(_ source: NodeID, in draft: borrowing Draft) -> Bool {
    let mark = marks[source.index - first]
    var target = mark.firstTarget
    while target != Draft.none {
      if draft.stays(targets[Int(target)].node) { return false }
      target = targets[Int(target)].next
    }
    return !mark.isIgnored || mark.reason == LossReason.explicitNull.rawValue
  }

  /// A rule says that a value is not carried over.
  mutating func ignore(_ source: NodeID, reason: UInt16) {
    let index = source.index - first
    guard !marks[index].isIgnored else { return }
    marks[index].isIgnored = true
    marks[index].reason = reason
  }

  /// Notes why a value could not be written, or what was added to it. The first reason stays.
  mutating func note(_ source: NodeID, _ reason: LossReason) {
    let index = source.index - first
    if marks[index].reason == 0 { marks[index].reason = reason.rawValue }
  }

  func hasReason(_ source: NodeID) -> Bool { marks[source.index - first].reason != 0 }

  /// Writes the account of the record: one entry for each populated value.
  ///
  /// - Parameters:
  ///   - result: where the values stand: for each draft node the canonical node, or `Draft.none`.
  ///   - otherwise: why a value without any mark is unmapped.
  func close(
    _ ledger: inout LossLedger, _ root: NodeID, of source: borrowing SourceDocument, in canonical: borrowing SourceDocument,
    placed: ContiguousArray<UInt32>, otherwise: (NodeID) -> LossReason
  ) {
    var populated = 0
    let end = Int(source.nodes[root.index].end)
    ledger.open(root)
    var index = first + 1
    while index < end {
      defer { index += 1 }
      guard isValue(index, source) else { continue }
      populated += 1
      let value = NodeID(index: index)
      let entry = write(value, of: source, in: canonical, to: &ledger, placed: placed)
      if !entry { writeOpen(value, to: &ledger, otherwise: otherwise) }
    }
    ledger.close(populated: populated)
  }

  /// Whether a node holds a value to account for.
  func isValue(_ index: Int, _ source: borrowing SourceDocument) -> Bool {
    let node = source.nodes[index]
    return node.end == UInt32(index) + 1 && node.length > 0 && node.kind != .record && !isDelimiters(index, source)
  }

  /// MSH-1 and MSH-2 are structure and no values, and so are those of the batch headers; trailers have none.
  private func isDelimiters(_ index: Int, _ source: borrowing SourceDocument) -> Bool {
    guard source.format == .hl7v2, index <= first + 3, source.nodes[index].kind == .field, source.nodes[index].name <= 2 else {
      return false
    }
    let root = source.nodes[first]
    return root.kind != .record || (root.name != SegmentID.bts.rawValue && root.name != SegmentID.fts.rawValue)
  }

  /// - Returns: false where the value stands nowhere in the result.
  private func write(
    _ value: NodeID, of source: borrowing SourceDocument, in canonical: borrowing SourceDocument, to ledger: inout LossLedger,
    placed: ContiguousArray<UInt32>
  ) -> Bool {
    let mark = marks[value.index - first]
    var target = mark.firstTarget
    var isOpen = false
    var isSame = false
    while target != Draft.none {
      let node = placed[Int(targets[Int(target)].node)]
      target = targets[Int(target)].next
      guard node != Draft.none else { continue }
      if !isOpen { ledger.append(value, .mapped, reason: mark.reason) }
      isOpen = true
      ledger.addTarget(NodeID(node))
      isSame = isSame || SourceMarks.isSame(source, value, canonical, NodeID(node))
    }
    guard isOpen else { return false }
    if mark.isKept {
      ledger.setStatus(.kept)
    } else if !isSame {
      ledger.setStatus(.transformed)
    }
    return true
  }

  /// Whether a text stands in the result as it came. One with escapes or of another character set counts as the same.
  private static func isSame(
    _ source: borrowing SourceDocument, _ value: NodeID, _ canonical: borrowing SourceDocument, _ node: NodeID
  ) -> Bool {
    let from = source.nodes[value.index].range
    let to = canonical.nodes[node.index].range
    let isPlain = from.allSatisfy { source.bytes[$0] < 0x80 && source.bytes[$0] != UInt8(ascii: "\\") }
    if !isPlain { return true }
    guard from.count == to.count else { return false }
    for offset in 0..<from.count where source.bytes[from.lowerBound + offset] != canonical.bytes[to.lowerBound + offset] {
      return false
    }
    return true
  }

  private func writeOpen(_ value: NodeID, to ledger: inout LossLedger, otherwise: (NodeID) -> LossReason) {
    let mark = marks[value.index - first]
    if mark.isIgnored {
      ledger.append(value, .ignored, reason: mark.reason)
    } else if mark.firstTarget != Draft.none {
      ledger.append(value, .unmapped, reason: LossReason.targetDropped.rawValue)
    } else if mark.reason == 0 {
      let reason = otherwise(value)
      ledger.append(value, reason == .batchEnvelope ? .ignored : .unmapped, reason: reason.rawValue)
    } else {
      ledger.append(value, .unmapped, reason: mark.reason)
    }
  }
}
