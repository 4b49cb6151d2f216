import Diagnostics
import SourceTree

/// Blanks between tokens, RFC 8259 section 2.
extension JSONParser {
  /// Skips blanks and returns the byte after them, at `position`.
  @inline(__always)
  mutating func nextByte(_ text: Span<UInt8>, _ position: inout Int) throws(JSONFailure) -> UInt8 {
    if position < text.count, text[position] > JSONByte.space, text[position] != JSONByte.slash { return text[position] }
    position = pastBlanksAndComments(text, position)
    guard position < text.count, !(isLines && text[position] == JSONByte.lineFeed) else {
      throw failureAtEnd(position)
    }
    return text[position]
  }

  /// The first position from `start` that holds no blank. A line feed is no blank where it ends a record.
  mutating func pastBlanks(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count {
      switch text[position] {
      case JSONByte.space:
        position += 1
        while position + 8 <= text.count, JSONWord.load(text, position) == JSONWord.spaces { position += 8 }
      case JSONByte.tab, JSONByte.carriageReturn: position += 1
      case JSONByte.lineFeed where !isLines: position += 1
      default: return position
      }
    }
    return position
  }
}
