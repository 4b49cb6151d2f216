import Diagnostics
import SourceTree

/// Builds the trees of the messages in one buffer. Lives for one call of ``HL7v2Reader/parse(_:findings:)``.
struct MessageParser {
  var nodes: ContiguousArray<Node>
  var roots: ContiguousArray<NodeID>
  var findings: FindingList
  let limits: Limits
  var envelopes: EnvelopeTally
  var unresolved: [UnresolvedEnvelope] = []
  /// The delimiters of the last header, ready for comparing: where one is missing the field separator stands in, which is looked
  /// for first.
  var separators = Separators(.standard)
  var scanner = StopScanner()

  /// How many findings there were before the open record.
  var findingsBefore = 0
  /// Node index of the open message, or -1.
  var message = -1
  var lines = LineEnds()
  /// Where the open message ends as far as it has been read.
  var messageEnd = 0
  /// Offset of an MLLP start byte whose end has not come yet.
  var frameStart: Int?
  /// The limit that the open record broke.
  var breach: LimitBreach?
  /// The end of a run of line feeds that is known to be part of a value, so that each run is judged once.
  var valueLineFeedsEnd = 0
  /// How far the text is known to have no line that ends with NEL, so that it is looked through once.
  var nextLineChecked = 0
  /// Whether a record was left out.
  var hasDropped = false

  /// Delimiters for the hot loop.
  struct Separators {
    var field: UInt8
    var component: UInt8
    var repetition: UInt8
    var escape: UInt8
    var subcomponent: UInt8

    init(_ delimiters: Delimiters) {
      field = delimiters.field
      component = delimiters.component ?? field
      repetition = delimiters.repetition ?? field
      escape = delimiters.escape ?? field
      subcomponent = delimiters.subcomponent ?? field
    }

    /// What the scanner stops at.
    ///
    /// - Parameter nextLineEnds: whether NEL (0x85) ends lines, as in a few messages.
    func stops(nextLineEnds: Bool) -> SIMD8<UInt8> {
      let last = nextLineEnds ? 0x85 : field
      return SIMD8(field, component, subcomponent, repetition, escape, last, last, last)
    }
  }

  /// Reads the text from one root to the next, each stretch as if nothing followed it.
  mutating func run(_ source: Span<UInt8>) {
    var start = 0
    while start < source.count {
      let end = RootStart.next(source, after: start)
      readSection(source.extracting(0..<end), from: start)
      start = end
    }
    if let frameStart { report(HL7v2SyntaxRules.incompleteFrame, frameStart..<(frameStart + 1)) }
    if roots.isEmpty && !hasDropped {
      report(HL7v2SyntaxRules.noMessage, 0..<min(source.count, 3))
    }
  }

  private mutating func readSection(_ source: Span<UInt8>, from start: Int) {
    scanner.restart(source, at: start, separators.stops(nextLineEnds: false))
    var position = start
    while position < source.count { position = parseLine(source, at: position) }
    closeMessage(source)
  }

  /// Reads the line at `start`, which is not the end of the text.
  ///
  /// - Returns: where the next line starts.
  @inline(__always)
  private mutating func parseLine(_ source: Span<UInt8>, at start: Int) -> Int {
    guard message >= 0, start &+ 3 < source.count, source[start &+ 3] == separators.field,
      let id = SegmentID(source, upperCaseAt: start), !id.isHeader, !id.isEnvelope
    else { return parseUnusualLine(source, at: start) }
    return parseSegment(source, id, at: start, fieldsAt: start &+ 4)
  }

  /// Reads a segment whose fields begin at `fieldsAt`.
  mutating func parseSegment(_ source: Span<UInt8>, _ id: SegmentID, at start: Int, fieldsAt: Int) -> Int {
    let record = nodes.count
    appendNode(.record, from: start, to: start, number: id.rawValue)
    let end = splitFields(source, from: fieldsAt, number: 1)
    closeRecord(record, at: end)
    return endLine(source, at: end)
  }

  /// Adds a node unless the document has as many as it may have.
  @inline(__always)
  mutating func appendNode(_ kind: NodeKind, from start: Int, to end: Int, number: UInt32) {
    guard nodes.count < limits.nodeCount else {
      breach = .nodeCount
      return
    }
    nodes.append(
      Node(
        kind: kind, offset: UInt32(truncatingIfNeeded: start), length: end &- start,
        end: UInt32(truncatingIfNeeded: nodes.count &+ 1), name: number))
  }

  /// Ends a segment's node at the end of its last field.
  mutating func closeRecord(_ index: Int, at end: Int) {
    guard index < nodes.count else { return }
    let record = nodes[index]
    let length = end - Int(record.offset)
    if length > limits.valueSize { checkValueSizes(from: index, length: length) }
    nodes[index] = Node(
      kind: .record, offset: record.offset, length: length, end: UInt32(truncatingIfNeeded: nodes.count), name: record.name)
  }

  /// Only a segment longer than the limit can hold a value longer than it.
  private mutating func checkValueSizes(from index: Int, length: Int) {
    if length > Node.maximumLength { breach = .valueSize }
    for value in nodes[index...] where value.length > limits.valueSize { breach = .valueSize }
  }

  /// Starts a message at the node to come.
  mutating func openMessage(at start: Int) {
    message = nodes.count
    lines = LineEnds()
    breach = nil
    appendNode(.message, from: start, to: start, number: Symbol.none.rawValue)
    envelopes.countMessage()
  }

  /// Ends the open message, if there is one.
  mutating func closeMessage(_ source: Span<UInt8>) {
    guard message >= 0 else { return }
    defer { message = -1 }
    guard breach == nil, message < nodes.count else { return dropRecord(from: message) }
    let root = nodes[message]
    nodes[message] = Node(
      kind: .message, offset: root.offset, length: messageEnd - Int(root.offset),
      end: UInt32(truncatingIfNeeded: nodes.count), name: root.name)
    roots.append(NodeID(index: message))
    reportLineEnds(source)
  }

  /// Leaves out a record that broke a limit; its bytes stay where they are.
  mutating func dropRecord(from index: Int) {
    if index < nodes.count {
      let span = SourceSpan(Int(nodes[index].offset)..<max(messageEnd, Int(nodes[index].offset)))
      findings.append(LimitRules.finding(breach ?? .nodeCount, limits: limits, span: span))
      nodes.removeLast(nodes.count - index)
      findings.forgetNodes(from: NodeID(index: index), inFindingsFrom: findingsBefore)
    } else {
      findings.append(LimitRules.finding(.nodeCount, limits: limits, span: SourceSpan(messageEnd..<messageEnd)))
    }
    breach = nil
    hasDropped = true
  }

  mutating func report(_ rule: Rule, _ range: Range<Int>, actual: Evidence = .none, expected: Evidence = .none) {
    let node = message >= 0 && message < nodes.count ? NodeID(index: message) : .none
    findings.append(Finding(rule, node: node, span: SourceSpan(range), expected: expected, actual: actual))
  }

  /// As ``report(_:_:actual:expected:)``, about the segment that was added last.
  mutating func report(_ rule: Rule, _ range: Range<Int>, record: Int) {
    let node = record < nodes.count ? NodeID(index: record) : .none
    findings.append(Finding(rule, node: node, span: SourceSpan(range)))
  }
}
