import Diagnostics
import SourceTree

/// How the segments of one message end. The standard wants CR (HL7 v2.5.1 section 2.5.2); files hold all kinds.
struct LineEnds {
  enum Kind: UInt8 { case carriageReturn = 1, lineFeed = 2, both = 4, nextLine = 8 }

  /// How the first segment ended; nil while it is being read.
  var first: Kind?
  /// Raw values of all kinds met.
  var met: UInt8 = 0
  /// Where the first end stands that is not CR alone.
  var firstOdd: Range<Int>?
  /// Where the first end stands that differs from those before it.
  var firstOther: Range<Int>?
  /// Where a segment ended with nothing at all.
  var missingAt: Int?

  mutating func note(_ kind: Kind, _ range: Range<Int>) {
    if first == nil { first = kind }
    if met & kind.rawValue == 0 {
      if met != 0 && firstOther == nil { firstOther = range }
      met |= kind.rawValue
    }
    if kind != .carriageReturn && firstOdd == nil { firstOdd = range }
  }
}

extension MessageParser {
  /// Whether the control character at `offset` ends the segment it stands in; reports it when it does not.
  mutating func endsSegment(_ source: Span<UInt8>, at offset: Int) -> Bool {
    switch source[offset] {
    case 0x0D: return true
    case 0x0A:
      if lines.first != .carriageReturn { return true }
      if offset >= valueLineFeedsEnd && endsAtLineFeed(source, at: offset) { return true }
      report(HL7v2SyntaxRules.lineFeedInValue, offset..<(offset + 1))
      return false
    case 0x85: return isSegmentStart(source, at: offset + 1) || offset + 1 == source.count
    case 0x1C: return endsFrame(source, at: offset)
    case 0x09, 0x1B: return false
    default: break
    }
    report(HL7v2SyntaxRules.controlCharacter, offset..<(offset + 1), actual: .byte(source[offset]))
    return false
  }

  /// Where CR ends segments a line feed is part of a value, unless a segment, the end of a frame or nothing at all follows it.
  private mutating func endsAtLineFeed(_ source: Span<UInt8>, at offset: Int) -> Bool {
    var next = offset + 1
    while next < source.count, source[next] == 0x0A { next += 1 }
    guard next < source.count else { return true }
    let ends: Bool
    switch source[next] {
    case 0x1C: ends = endsFrame(source, at: next)
    default: ends = isSegmentStart(source, at: next)
    }
    if !ends { valueLineFeedsEnd = next }
    return ends
  }

  private func endsFrame(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard offset + 1 < source.count else { return true }
    let next = source[offset + 1]
    return next == 0x0D || next == 0x0A || next == 0x0B || isRootStart(source, at: offset + 1)
  }

  /// Whether a segment id and the field separator, or the start of a root, stand at `offset`.
  func isSegmentStart(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard offset + 3 < source.count else { return isRootStart(source, at: offset) }
    if source[offset + 3] == separators.field, SegmentID(source, upperCaseAt: offset) != nil { return true }
    return isRootStart(source, at: offset)
  }

  /// Whether a header or trailer stands at `offset`: where a new root begins.
  func isRootStart(_ source: Span<UInt8>, at offset: Int) -> Bool { RootStart.stands(source, at: offset) }

  /// Passes the byte or bytes that end a line.
  ///
  /// - Returns: where the next line starts.
  @inline(__always)
  mutating func endLine(_ source: Span<UInt8>, at end: Int) -> Int {
    if end < source.count, source[end] == 0x0D, lines.first == .carriageReturn,
      end &+ 1 >= source.count || source[end &+ 1] != 0x0A
    {
      messageEnd = end &+ 1
      return messageEnd
    }
    messageEnd = passLineEnd(source, at: end)
    return messageEnd
  }

  private mutating func passLineEnd(_ source: Span<UInt8>, at end: Int) -> Int {
    guard end < source.count else {
      lines.missingAt = end
      return end
    }
    let next = end + 1
    switch source[end] {
    case 0x0D where next < source.count && source[next] == 0x0A && !separatesMessages(source, at: next):
      lines.note(.both, end..<(end + 2))
      return end + 2
    case 0x0D: lines.note(.carriageReturn, end..<next)
    case 0x0A: lines.note(.lineFeed, end..<next)
    case 0x85: lines.note(.nextLine, end..<next)
    default:
      lines.missingAt = end
      return end
    }
    return next
  }

  /// In a message whose segments end with CR, a line feed after the last one is an empty line between messages.
  private func separatesMessages(_ source: Span<UInt8>, at lineFeed: Int) -> Bool {
    guard lines.first == .carriageReturn else { return false }
    var next = lineFeed
    while next < source.count, source[next] == 0x0A || source[next] == 0x0D { next += 1 }
    return next == source.count
  }

  /// Says, once a message, how its segments end when that is not as the standard wants it.
  mutating func reportLineEnds(_ source: Span<UInt8>) {
    if let other = lines.firstOther {
      report(HL7v2SyntaxRules.mixedLineEnds, other)
    } else if let odd = lines.firstOdd {
      switch lines.first {
      case .lineFeed: report(HL7v2SyntaxRules.lineFeedEnds, odd)
      case .both: report(HL7v2SyntaxRules.carriageReturnLineFeedEnds, odd)
      default: report(HL7v2SyntaxRules.nextLineEnds, odd)
      }
    }
    if let missing = lines.missingAt { report(HL7v2SyntaxRules.missingLastLineEnd, missing..<missing) }
  }
}
