import Diagnostics
import SourceTree

/// Faults whose meaning is plain: they are reported as errors, and reading goes on, so that one report tells all of them.
extension JSONParser {
  /// Skips a comment that starts at `position`; false where there is none.
  mutating func skipComment(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
    guard position + 1 < text.count, text[position] == JSONByte.slash else { return false }
    let isBlock = text[position + 1] == UInt8(ascii: "*")
    guard isBlock || text[position + 1] == JSONByte.slash else { return false }
    let start = position
    position += 2
    while position < text.count {
      if text[position] == JSONByte.lineFeed, isLines || !isBlock { break }
      if isBlock, text[position] == JSONByte.slash, text[position - 1] == UInt8(ascii: "*"), position > start + 2 {
        position += 1
        break
      }
      position += 1
    }
    // The node that comes next: comments stand before what they are about.
    if !allowsComments { report(JSONRules.comment, start..<min(start + 2, text.count)) }
    return true
  }

  /// Skips blanks and comments.
  mutating func pastBlanksAndComments(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = pastBlanks(text, start)
    while skipComment(text, &position) { position = pastBlanks(text, position) }
    return position
  }

  /// Whether a member or an item starts where a comma is due.
  func startsMember(_ byte: UInt8) -> Bool {
    byte == JSONByte.quote
      || !top.isObject
        && (JSONByte.isDigit(byte) || byte == JSONByte.minus || byte == JSONByte.openBrace || byte == JSONByte.openBracket)
  }

  /// The range of a name that is not in double quotes, and where it ends; throws what is wrong where there is no name.
  mutating func scanIrregularName(
    _ text: Span<UInt8>, _ position: Int, _ byte: UInt8
  ) throws(JSONFailure) -> (name: Range<Int>, end: Int) {
    if byte == UInt8(ascii: "'"), let end = singleQuotedEnd(text, position + 1) {
      reportInContainer(JSONRules.singleQuotes, position..<position + 1)
      return (position + 1..<end, end + 1)
    }
    guard JSONByte.isLetter(byte) || byte == UInt8(ascii: "_") else { throw failureAtName(text, position, byte) }
    let end = JSONParser.wordEnd(text, position)
    reportInContainer(JSONRules.unquotedName, position..<end)
    return (position..<end, end)
  }

  /// Reads a value that should stand in double quotes as a string; throws what is wrong where there is none.
  mutating func appendIrregularValue(
    _ text: Span<UInt8>, _ position: inout Int, _ name: UInt32, _ byte: UInt8
  ) throws(JSONFailure) {
    if byte == UInt8(ascii: "'"), let end = singleQuotedEnd(text, position + 1) {
      report(JSONRules.singleQuotes, position..<position + 1)
      let isEncoded = (position + 1..<end).contains { text[$0] == JSONByte.backslash }
      try append(isEncoded ? .encodedString : .string, position + 1, end - position - 1, name)
      position = end + 1
      return
    }
    let failure = failureAtValue(text, position, byte)
    guard failure.finding.rule == JSONRules.unknownLiteral.code else { throw failure }
    report(JSONRules.unknownLiteral, failure.finding.span.range)
    try append(.string, position, failure.finding.span.range.count, name)
    position = failure.finding.span.range.upperBound
  }

  /// Where a text in single quotes ends; nil where it does not, or where it holds what could not stand between double quotes.
  private mutating func singleQuotedEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var position = start
    while position < text.count, position - start <= limits.valueSize {
      switch text[position] {
      case UInt8(ascii: "'"): return position
      case JSONByte.quote, 0..<0x20: return nil
      case JSONByte.backslash: position += 2
      default: position += 1
      }
    }
    return nil
  }

  /// Reports at the object or array at hand.
  mutating func reportInContainer(_ rule: Rule, _ range: Range<Int>, _ actual: Evidence = .none) {
    let node = top.node == .max ? NodeID(index: nodes.count) : NodeID(top.node)
    pending.append(Finding(rule, node: node, span: SourceSpan(range), actual: actual))
  }
}
