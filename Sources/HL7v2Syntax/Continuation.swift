import Diagnostics
import SourceTree

/// Joins what senders cut: segments that go on in ADD segments, and messages that go on in the next one (HL7 v2.5.1 section 2.10.2).
///
/// The joined text has the length of the text as it came, and its line ends: what went between the parts moves behind them as blanks.
/// So whatever stands behind keeps its place, and findings in the joined text point at the lines that people see.
public struct ContinuationJoiner {
  private struct Place {
    var segment: NodeID
    var id: SegmentID
  }

  public init() {}

  /// Joins the messages of a document that was read. Whoever wants to write the text back does not call this.
  ///
  /// - Returns: whether anything was joined; then the tree is a new one.
  public func join(_ document: inout SourceDocument, findings: inout FindingList, limits: Limits = .standard) -> Bool {
    guard ContinuationJoiner.mayHaveParts(document) else { return false }
    let segments = ContinuationJoiner.segments(document)
    var text = JoinedText(bytes: document.bytes)
    var pointer: [UInt8] = []
    for (index, place) in segments.enumerated() {
      let range = document[place.segment].range
      switch place.id {
      case .msh:
        let wanted = ContinuationJoiner.field(14, of: place.segment, document)
        if !wanted.isEmpty, wanted == pointer {
          text.blank(range)
        } else {
          text.begin(range)
          if !pointer.isEmpty { report(HL7v2SyntaxRules.continuationMissing, segments[index - 1].segment, document, &findings) }
          if !wanted.isEmpty { report(HL7v2SyntaxRules.continuationOfNothing, place.segment, document, &findings) }
        }
        pointer = []
      case "DSC":
        pointer = ContinuationJoiner.field(1, of: place.segment, document)
        if ContinuationJoiner.continues(after: index, pointer, segments, document) {
          text.blank(range)
        } else {
          text.keep(range)
        }
      case "ADD" where range.count > 4:
        if !text.append(range) { report(HL7v2SyntaxRules.addendumOfNothing, place.segment, document, &findings) }
      default: text.keep(range)
      }
    }
    if !pointer.isEmpty, let last = segments.last {
      report(HL7v2SyntaxRules.continuationMissing, last.segment, document, &findings)
    }
    guard text.isJoined else { return false }
    read(text.whole(), into: &document, limits)
    return true
  }

  /// Reads the joined text. What is odd about it has been told before.
  private func read(_ bytes: ContiguousArray<UInt8>, into document: inout SourceDocument, _ limits: Limits) {
    let base = document.baseOffset
    document.removeNodes()
    document.baseOffset = base
    document.bytes = bytes
    var told = FindingList(bound: 0)
    var reader = HL7v2Reader(limits: limits)
    reader.parse(&document, findings: &told)
  }

  /// Whether a chunk has segments that join, or messages that say they go on.
  private static func mayHaveParts(_ document: borrowing SourceDocument) -> Bool {
    for root in document.roots where document[root].kind == .message {
      var segment = root.rawValue + 1
      while segment < document[root].end {
        let node = document[NodeID(segment)]
        if node.name == ("ADD" as SegmentID).rawValue || node.name == ("DSC" as SegmentID).rawValue { return true }
        if node.name == SegmentID.msh.rawValue, !field(14, of: NodeID(segment), document).isEmpty { return true }
        segment = node.end
      }
    }
    return false
  }

  private static func segments(_ document: borrowing SourceDocument) -> [Place] {
    var result: [Place] = []
    for root in document.roots where document[root].kind == .message {
      var segment = root.rawValue + 1
      while segment < document[root].end {
        result.append(Place(segment: NodeID(segment), id: SegmentID(rawValue: document[NodeID(segment)].name)))
        segment = document[NodeID(segment)].end
      }
    }
    return result
  }

  private static func field(_ number: UInt32, of segment: NodeID, _ document: borrowing SourceDocument) -> [UInt8] {
    var field = segment.rawValue + 1
    while field < document[segment].end {
      let node = document[NodeID(field)]
      if node.name == number { return Array(document.bytes[node.range]) }
      if node.name > number { return [] }
      field = node.end
    }
    return []
  }

  /// Whether the next message is the continuation with a pointer.
  private static func continues(
    after index: Int, _ pointer: [UInt8], _ segments: [Place], _ document: borrowing SourceDocument
  ) -> Bool {
    guard !pointer.isEmpty, index + 1 < segments.count, segments[index + 1].id == .msh else { return false }
    return field(14, of: segments[index + 1].segment, document) == pointer
  }

  private func report(_ rule: Rule, _ segment: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList) {
    findings.append(Finding(rule, node: .none, span: SourceSpan(document[segment].range)))
  }
}

/// The joined text as it grows, segment by segment.
private struct JoinedText {
  let bytes: ContiguousArray<UInt8>
  private var output = ContiguousArray<UInt8>()
  /// What stands behind the segment that may go on: line ends, and blanks for what was taken away.
  private var pending = ContiguousArray<UInt8>()
  private var position = 0
  private var mayGoOn = false
  private(set) var isJoined = false

  init(bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count)
  }

  /// A segment as it stands.
  mutating func keep(_ range: Range<Int>) {
    begin(range)
    mayGoOn = true
  }

  /// A header, which no addendum goes on with.
  mutating func begin(_ range: Range<Int>) {
    pending += bytes[position..<range.lowerBound]
    output += pending
    pending.removeAll(keepingCapacity: true)
    output += bytes[range]
    position = range.upperBound
    mayGoOn = false
  }

  /// Leaves a segment out.
  mutating func blank(_ range: Range<Int>) {
    pending += bytes[position..<range.lowerBound]
    pending += ContiguousArray(repeating: 0x20, count: range.count)
    position = range.upperBound
    isJoined = true
  }

  /// Adds what stands behind `ADD|` to the segment before; false where there is none.
  mutating func append(_ range: Range<Int>) -> Bool {
    guard mayGoOn else {
      begin(range)
      return false
    }
    pending += bytes[position..<range.lowerBound]
    pending += [0x20, 0x20, 0x20, 0x20]
    output += bytes[(range.lowerBound + 4)..<range.upperBound]
    position = range.upperBound
    isJoined = true
    return true
  }

  func whole() -> ContiguousArray<UInt8> { output + pending + bytes[position...] }
}
