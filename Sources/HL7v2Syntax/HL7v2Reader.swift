import Diagnostics
import SourceTree

/// Reads HL7 v2 messages in ER7, the encoding with delimiters (HL7 v2.5.1 section 2.6), from a buffer that may hold any number
/// of them: bare, in batches, in MLLP frames, or a chunk of a longer stream (see ``HL7v2Splitter``).
///
/// The tree: each message is a root of kind `message`, its segments are `record` nodes named by their ``SegmentID`` (a line that
/// is no segment has ``SegmentID/none`` and no children). The segments around messages (FHS, BHS, BTS, FTS) are roots of kind
/// `record`. A segment's populated fields are `field` nodes named by number; MSH-1 is the field separator. A field that repeats
/// has `repetition` children, one that has component or subcomponent separators has `component` children (under its repetition
/// if it repeats), a component with subcomponent separators has `subcomponent` children. Empty positions have no node, but a
/// container always has a child, if need be an empty one. All else, such as line ends, is the bytes between the segments.
public struct HL7v2Reader: Sendable {
  public var limits: Limits
  /// The byte order of the last document, when it was UTF-16: then its bytes are those of the UTF-8 form.
  public private(set) var byteOrder: UTF16Text.ByteOrder?
  /// What the headers and trailers read so far leave to those that come: kept from one chunk to the very next. For a chunk read
  /// by itself it is told apart from what came before by ``EnvelopeTally/following(_:)``.
  public private(set) var envelopes = EnvelopeTally()
  private var unresolved: [UnresolvedEnvelope] = []
  /// Where the next chunk must start to continue the last one.
  private var expectedOffset: UInt64 = 0

  public init(limits: Limits = .standard) { self.limits = limits }

  /// Reads the messages in `document.bytes` and adds their nodes and roots. UTF-16 text is brought to UTF-8 first.
  public mutating func parse(_ document: inout SourceDocument, findings: inout FindingList) {
    document.format = .hl7v2
    document.valueEncoding = .hl7v2
    guard document.bytes.count <= limits.documentSize else {
      findings.append(LimitRules.finding(.documentSize, limits: limits, span: SourceSpan(0..<0)))
      return
    }
    continueStream(at: document.baseOffset, count: document.bytes.count)
    decodeUTF16(&document, findings: &findings)
    let bytes = document.bytes
    var parser = MessageParser(
      nodes: [], roots: [], findings: FindingList(), limits: limits, envelopes: envelopes)
    swap(&parser.nodes, &document.nodes)
    swap(&parser.roots, &document.roots)
    swap(&parser.findings, &findings)
    parser.run(bytes.span)
    swap(&parser.nodes, &document.nodes)
    swap(&parser.roots, &document.roots)
    swap(&parser.findings, &findings)
    envelopes = parser.envelopes
    unresolved = parser.unresolved
  }

  /// Whether the last chunk has headers or trailers that ``resolveEnvelopes(of:before:findings:)`` must judge.
  public var hasUnresolvedEnvelopes: Bool { !unresolved.isEmpty }

  /// Checks the headers and trailers of the last document whose counts began in chunks before it.
  ///
  /// - Parameter before: what those chunks left.
  public mutating func resolveEnvelopes(
    of document: borrowing SourceDocument, before: EnvelopeTally, findings: inout FindingList
  ) {
    for envelope in unresolved {
      var tally = envelope.tally.following(before)
      let outcome = tally.take(envelope.id, envelope.declared)
      let finding = outcome.finding(
        envelope.id, record: envelope.record, declaredNode: envelope.declaredNode, document.nodes)
      if let finding { findings.append(finding) }
    }
    unresolved = []
  }

  /// UTF-16 text is brought to UTF-8 as a whole: ``HL7v2Splitter`` does not cut it.
  private mutating func decodeUTF16(_ document: inout SourceDocument, findings: inout FindingList) {
    byteOrder = UTF16Text.byteOrder(of: document.bytes.span, first: UInt8(ascii: "M"))
    guard let byteOrder else { return }
    let (text, isDamaged) = UTF16Text.decode(document.bytes.span, byteOrder)
    document.bytes = text
    findings.append(Finding(HL7v2SyntaxRules.utf16, span: SourceSpan(0..<0)))
    if isDamaged { findings.append(Finding(HL7v2SyntaxRules.damagedUTF16, span: SourceSpan(0..<0))) }
  }

  /// Counts of batches go on only from one chunk to the very next.
  private mutating func continueStream(at offset: UInt64, count: Int) {
    if offset != expectedOffset { envelopes = offset == 0 ? EnvelopeTally() : .unknown }
    expectedOffset = offset + UInt64(count)
  }
}
