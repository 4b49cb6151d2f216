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
    for _ in 0..<count { marks.append(Mark(isIgnored: false, reason: 0, firstTarget: Draft.none)) }
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
  ///   - placed: for each draft node the canonical node, or `Draft.none`.
  ///   - otherwise: why a value without any mark is lost.
  func close(
    _ ledger: inout LossLedger, _ root: NodeID, of source: borrowing SourceDocument, placed: ContiguousArray<UInt32>,
    otherwise: (NodeID) -> LossReason
  ) {
    var populated = 0
    let end = Int(source.nodes[root.index].end)
    ledger.open(root)
    var index = first + 1
    while index < end {
      let node = source.nodes[index]
      defer { index += 1 }
      guard node.end == UInt32(index) + 1, node.length > 0, node.kind != .record else { continue }
      if isDelimiters(index, source) { continue }
      populated += 1
      write(NodeID(index: index), to: &ledger, placed: placed, otherwise: otherwise)
    }
    ledger.close(populated: populated)
  }

  /// MSH-1 and MSH-2 are structure and no values, and so are those of the batch headers; trailers have none.
  private func isDelimiters(_ index: Int, _ source: borrowing SourceDocument) -> Bool {
    let root = source.nodes[first]
    let isTrailer = root.kind == .record && (root.name == SegmentID.bts.rawValue || root.name == SegmentID.fts.rawValue)
    return !isTrailer && source.format == .hl7v2 && index <= first + 3 && source.nodes[index].kind == .field
      && source.nodes[index].name <= 2
  }

  private func write(
    _ value: NodeID, to ledger: inout LossLedger, placed: ContiguousArray<UInt32>, otherwise: (NodeID) -> LossReason
  ) {
    let mark = marks[value.index - first]
    var target = mark.firstTarget
    var isOpen = false
    while target != Draft.none {
      let canonical = placed[Int(targets[Int(target)].node)]
      if canonical != Draft.none {
        if !isOpen { ledger.append(value, .mapped, reason: mark.reason) }
        isOpen = true
        ledger.addTarget(NodeID(canonical))
      }
      target = targets[Int(target)].next
    }
    if isOpen { return }
    if mark.isIgnored {
      ledger.append(value, .ignored, reason: mark.reason)
    } else if mark.firstTarget != Draft.none {
      ledger.append(value, .lost, reason: LossReason.targetDropped.rawValue)
    } else if mark.reason == 0 {
      let reason = otherwise(value)
      ledger.append(value, reason == .batchEnvelope ? .ignored : .lost, reason: reason.rawValue)
    } else {
      ledger.append(value, .lost, reason: mark.reason)
    }
  }
}
