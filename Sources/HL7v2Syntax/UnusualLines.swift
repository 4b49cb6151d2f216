import Diagnostics
import SourceTree

/// Everything at the start of a line that is not a segment as the standard writes it.
extension MessageParser {
  mutating func parseUnusualLine(_ source: Span<UInt8>, at start: Int) -> Int {
    switch source[start] {
    case 0x0A, 0x0D: return passBlankLines(source, from: start)
    case 0x0B where isRootStart(source, at: start + 1) || message < 0: return beginFrame(source, at: start)
    case 0x1C: return endFrame(source, at: start)
    case 0xEF where start + 2 < source.count && source[start + 1] == 0xBB && source[start + 2] == 0xBF:
      closeMessage(source)
      report(HL7v2SyntaxRules.byteOrderMark, start..<(start + 3))
      return start + 3
    default: break
    }
    let first = afterBlanks(source, from: start)
    if first == source.count || source[first] == 0x0A || source[first] == 0x0D {
      return passBlankLines(source, from: start)
    }
    if isRootStart(source, at: first) || isLowerCaseHeader(source, at: first) {
      return parseRoot(source, at: first, lineStart: start)
    }
    return message < 0 ? passText(source, from: start) : parseUnusualSegment(source, at: first, lineStart: start)
  }

  func afterBlanks(_ source: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < source.count, source[position] == 0x20 || source[position] == 0x09 { position += 1 }
    return position
  }

  private func isLowerCaseHeader(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard source[offset] | 0x20 == UInt8(ascii: "m"), let id = SegmentID(source, at: offset), id == .msh else { return false }
    return offset + 3 < source.count && Delimiters.isPossible(source[offset + 3])
  }

  /// Passes empty lines and lines of blanks; one finding for all that follow each other.
  private mutating func passBlankLines(_ source: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < source.count {
      let first = afterBlanks(source, from: position)
      guard first < source.count else {
        position = first
        break
      }
      guard source[first] == 0x0A || source[first] == 0x0D else { break }
      position = first + 1
    }
    report(HL7v2SyntaxRules.blankLine, start..<position)
    return position
  }

  /// Passes what stands outside of any message, up to the next root.
  private mutating func passText(_ source: Span<UInt8>, from start: Int) -> Int {
    var position = start
    var isPrintable = false
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "M") && RootStart.standsInFull(source, at: position) { break }
      if byte > 0x20 { isPrintable = true }
      position += 1
    }
    var end = position
    while end > start + 1, source[end - 1] == 0x0A || source[end - 1] == 0x0D { end -= 1 }
    var finding = Finding(HL7v2SyntaxRules.textOutsideMessage, span: SourceSpan(start..<end))
    if !isPrintable { finding.severity = .warning }
    findings.append(finding)
    return position
  }

  /// Reads a line of a message whose id is padded or in lower case, or that is no segment at all.
  private mutating func parseUnusualSegment(_ source: Span<UInt8>, at first: Int, lineStart: Int) -> Int {
    var idEnd = first
    let bound = min(source.count, first + 16)
    while idEnd < bound, source[idEnd] != separators.field, source[idEnd] >= 0x20 || source[idEnd] == 0x09 { idEnd += 1 }
    var trimmed = idEnd
    while trimmed > first, source[trimmed - 1] == 0x20 || source[trimmed - 1] == 0x09 { trimmed -= 1 }
    let hasFields = idEnd < source.count && source[idEnd] == separators.field
    // A damaged batch or file header is no segment of the message that it stands in.
    guard trimmed - first == 3, let id = SegmentID(source, at: first), !id.isHeader,
      hasFields || idEnd == source.count || (source[idEnd] < 0x20 && endsSegment(source, at: idEnd))
    else { return passBrokenLine(source, from: lineStart) }
    let record = nodes.count
    appendNode(.record, from: lineStart, to: lineStart, number: id.rawValue)
    if first != lineStart || trimmed != idEnd { report(HL7v2SyntaxRules.paddedSegmentID, lineStart..<idEnd, record: record) }
    if SegmentID(source, upperCaseAt: first) != id {
      report(HL7v2SyntaxRules.lowerCaseSegmentID, first..<trimmed, record: record)
    }
    let end = hasFields ? splitFields(source, from: idEnd + 1, number: 1) : idEnd
    closeRecord(record, at: end)
    return endLine(source, at: end)
  }

  /// Keeps a line that is no segment as a segment without id and fields.
  private mutating func passBrokenLine(_ source: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < source.count {
      let mayEnd = source[end] < 0x20 || (source[end] == 0x85 && lines.first == .nextLine)
      if mayEnd && endsSegment(source, at: end) { break }
      end += 1
    }
    let record = nodes.count
    appendNode(.record, from: start, to: start, number: SegmentID.none.rawValue)
    report(HL7v2SyntaxRules.notASegment, start..<end, record: record)
    closeRecord(record, at: end)
    return endLine(source, at: end)
  }
}
