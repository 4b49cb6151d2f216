import Diagnostics
import SourceTree

/// The segments that begin a root: the header of a message, and the headers and trailers of batches and files.
extension MessageParser {
  /// Reads the header or trailer at `start`, which closes the message before it.
  mutating func parseRoot(_ source: Span<UInt8>, at start: Int, lineStart: Int) -> Int {
    closeMessage(source)
    messageEnd = start
    findingsBefore = findings.findings.count
    guard let id = SegmentID(source, at: start) else { return start + 1 }
    lines = LineEnds()
    if id == .msh { openMessage(at: lineStart) }
    let record = nodes.count
    appendNode(.record, from: lineStart, to: lineStart, number: id.rawValue)
    if start != lineStart { report(HL7v2SyntaxRules.paddedSegmentID, lineStart..<start, record: record) }
    if SegmentID(source, upperCaseAt: start) != id {
      report(HL7v2SyntaxRules.lowerCaseSegmentID, start..<(start + 3), record: record)
    }
    let end = id.isHeader ? parseHeaderFields(source, at: start, record: record) : parseTrailerFields(source, at: start)
    closeRecord(record, at: end)
    let next = endLine(source, at: end)
    if id != .msh { closeEnvelope(source, id, record: record) }
    return next
  }

  /// Fields 1 and 2 are the delimiters themselves and are never split (HL7 v2.5.1 sections 2.15.9.1 and 2.15.9.2).
  private mutating func parseHeaderFields(_ source: Span<UInt8>, at start: Int, record: Int) -> Int {
    let separator = start + 3
    var end = separator + 1
    let character = source[separator]
    while end < source.count, source[end] != character, !endsHeader(source, at: end) { end += 1 }
    takeDelimiters(source, character, (separator + 1)..<end, record: record)
    appendNode(.field, from: separator, to: separator + 1, number: 1)
    if end > separator + 1 { appendNode(.field, from: separator + 1, to: end, number: 2) }
    scanner.restart(source, at: end, separators.stops(nextLineEnds: endsWithNextLine(source, from: end)))
    if end < source.count, source[end] == character { return splitFields(source, from: end + 1, number: 3) }
    return end
  }

  /// Whether the second field of a header ends at a byte that is no separator.
  private func endsHeader(_ source: Span<UInt8>, at offset: Int) -> Bool {
    switch source[offset] {
    case 0x0A, 0x0B, 0x0D, 0x1C: true
    default: false
    }
  }

  private mutating func takeDelimiters(_ source: Span<UInt8>, _ field: UInt8, _ encoding: Range<Int>, record: Int) {
    var delimiters = Delimiters.standard
    delimiters.field = field
    let fault = delimiters.assign(source, encoding)
    separators = Separators(delimiters)
    let place = encoding.isEmpty ? (encoding.lowerBound - 1)..<encoding.lowerBound : encoding
    switch fault {
    case nil: break
    case .missing: report(HL7v2SyntaxRules.missingEncodingCharacters, place, record: record)
    case .malformed: report(HL7v2SyntaxRules.malformedEncodingCharacters, place, record: record)
    case .incomplete: report(HL7v2SyntaxRules.fewEncodingCharacters, place, record: record)
    case .repeated: report(HL7v2SyntaxRules.repeatedDelimiter, place, record: record)
    }
  }

  /// Text that came through EBCDIC may end its lines with NEL. The byte is taken so only in a message with no other line end
  /// before the next root, and only where it stands before a segment.
  private mutating func endsWithNextLine(_ source: Span<UInt8>, from start: Int) -> Bool {
    var position = max(start, nextLineChecked)
    while position < source.count {
      let byte = source[position]
      if byte == 0x0A || byte == 0x0D || byte == 0x1C || byte == 0x0B { break }
      if byte == 0x85 && isSegmentStart(source, at: position + 1) { return true }
      position += 1
    }
    nextLineChecked = position
    return false
  }

  private mutating func parseTrailerFields(_ source: Span<UInt8>, at start: Int) -> Int {
    let end = start + 3
    let delimiters = end < source.count ? Delimiters(trailerSeparator: source[end]) : .standard
    separators = Separators(delimiters)
    scanner.restart(source, at: end, separators.stops(nextLineEnds: false))
    guard end < source.count, source[end] == separators.field else { return endOfLine(source, from: end) }
    return splitFields(source, from: end + 1, number: 1)
  }

  private func endOfLine(_ source: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < source.count, !endsHeader(source, at: position) { position += 1 }
    return position
  }

  /// Makes an envelope segment a root and checks the counts of a trailer.
  private mutating func closeEnvelope(_ source: Span<UInt8>, _ id: SegmentID, record: Int) {
    guard breach == nil, record < nodes.count else { return dropRecord(from: record) }
    let root = NodeID(index: record)
    roots.append(root)
    let declared = nodes.count > record + 1 && nodes[record + 1].name == 1 ? record + 1 : -1
    let count = declared >= 0 ? number(source, nodes[declared].range) : .empty
    let before = envelopes
    let outcome = envelopes.take(id, count)
    if outcome == .unresolved {
      unresolved.append(UnresolvedEnvelope(id: id, record: record, declaredNode: declared, declared: count, tally: before))
    } else if let finding = outcome.finding(id, record: record, declaredNode: declared, nodes) {
      findings.append(finding)
    }
  }

  private func number(_ source: Span<UInt8>, _ range: Range<Int>) -> EnvelopeTally.Declared {
    var value = 0
    guard range.count <= 10 else { return .malformed }
    for index in range {
      guard source[index] &- 0x30 < 10 else { return .malformed }
      value = value * 10 + Int(source[index] &- 0x30)
    }
    return .count(value)
  }
}
