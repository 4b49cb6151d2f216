/// Tells property names from values in a line of JSON. A raw line end cannot stand inside a string (RFC 8259 section 7), so
/// every line can be read from its start, even in a file that is broken further up. Within a line the scan goes on where it was
/// for the last excerpt: findings come in the order of the text, so a line of megabytes is read once.
struct JSONValueScanner {
  /// Property names are short; a longer string is not looked at as one.
  private static let longestName = 128

  /// Start of the line last read, and the start of a token in it.
  private var line = -1
  private var kept = 0

  mutating func values(in window: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> [Range<Int>] {
    if line.lowerBound != self.line || window.lowerBound < kept {
      self.line = line.lowerBound
      kept = line.lowerBound
    }
    var result: [Range<Int>] = []
    var position = kept
    var name = 0..<0
    while position < window.upperBound {
      if position <= window.lowerBound { kept = position }
      let token = position
      let isValue = JSONValueScanner.skipToken(&position, line: line, bytes: bytes)
      let shown = (token..<position).clamped(to: window)
      if isValue, !shown.isEmpty, !ImpersonalValue.isOne(token..<position, of: name, bytes) { result.append(shown) }
      if bytes[token] == UInt8(ascii: "\"") { name = isValue ? 0..<0 : token..<position }
    }
    return result
  }

  /// Steps over one token; says whether it is a value.
  private static func skipToken(_ position: inout Int, line: Range<Int>, bytes: Span<UInt8>) -> Bool {
    let token = position
    if bytes[position] == UInt8(ascii: "\"") {
      position = endOfString(from: position + 1, line: line, bytes: bytes)
      return !isName(token..<position, line: line, bytes: bytes)
    }
    if isPunctuation(bytes[position]) {
      position += 1
      return false
    }
    while position < line.upperBound, bytes[position] != UInt8(ascii: "\""), !isPunctuation(bytes[position]) { position += 1 }
    return true
  }

  private static func endOfString(from start: Int, line: Range<Int>, bytes: Span<UInt8>) -> Int {
    var position = start
    while position < line.upperBound {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\\") {
        position = min(position + 1, line.upperBound)
      } else if byte == UInt8(ascii: "\"") {
        return position
      }
    }
    return position
  }

  /// Whether a string is a property name: made like one, and followed by a colon.
  private static func isName(_ string: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> Bool {
    guard 3...longestName ~= string.count else { return false }
    for index in (string.lowerBound + 1)..<(string.upperBound - 1) {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"):
        continue
      default: return false
      }
    }
    var next = string.upperBound
    while next < line.upperBound, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    return next < line.upperBound && bytes[next] == UInt8(ascii: ":")
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
