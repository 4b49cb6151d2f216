import Diagnostics
import SourceTree

/// Strings, RFC 8259 section 7.
extension JSONParser {
  /// Reads the string whose opening quote is at `position` as a value.
  @inline(__always)
  mutating func appendString(_ text: Span<UInt8>, _ position: inout Int, _ name: UInt32) throws(JSONFailure) {
    let start = position + 1
    let (end, isEncoded) = try scanString(text, start)
    try append(isEncoded ? .encodedString : .string, start, end - start, name)
    position = end + 1
  }

  /// Finds the closing quote of the string that starts at `start`, and whether the string has escapes.
  @inline(__always)
  mutating func scanString(_ text: Span<UInt8>, _ start: Int) throws(JSONFailure) -> (end: Int, isEncoded: Bool) {
    let end = JSONParser.nextSpecialByte(text, start)
    if end < text.count, text[end] == JSONByte.quote, end - start <= limits.valueSize { return (end, false) }
    return try scanIrregularString(text, start, end)
  }

  /// The first quote, backslash, control character or non-ASCII byte from `start`, or the end of the text.
  @inline(__always)
  static func nextSpecialByte(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position + 8 <= text.count {
      let special = JSONWord.specialBytes(JSONWord.load(text, position))
      if special != 0 { return position + special.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < text.count {
      let byte = text[position]
      if byte == JSONByte.quote || byte == JSONByte.backslash || byte < 0x20 || byte >= 0x80 { break }
      position += 1
    }
    return position
  }

  /// The rest of a string, from its first byte that needs a look.
  @inline(never)
  private mutating func scanIrregularString(
    _ text: Span<UInt8>, _ start: Int, _ firstSpecial: Int
  ) throws(JSONFailure) -> (end: Int, isEncoded: Bool) {
    var position = firstSpecial
    var isEncoded = false
    while position < text.count {
      let byte = text[position]
      if byte == JSONByte.quote {
        guard position - start <= limits.valueSize else { throw breach(.valueSize, start - 1) }
        return (position, isEncoded)
      } else if byte == JSONByte.backslash {
        isEncoded = true
        position = scanEscape(text, position)
      } else if byte >= 0x80 {
        position = scanNonASCII(text, position)
      } else {
        if isLines, byte == JSONByte.lineFeed { break }
        report(JSONRules.controlCharacter, position..<position + 1, .byte(byte))
        position += 1
      }
      position = JSONParser.nextSpecialByte(text, position)
    }
    throw JSONFailure(
      JSONRules.unterminatedString, start - 1..<start, expected: .number(position - start + 1), actual: .number(stack.count))
  }

  private mutating func scanEscape(_ text: Span<UInt8>, _ position: Int) -> Int {
    guard position + 1 < text.count else { return text.count }
    switch text[position + 1] {
    case JSONByte.quote, JSONByte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      return position + 2
    case UInt8(ascii: "u"): return scanUnicodeEscape(text, position)
    case let other:
      report(JSONRules.invalidEscape, position..<position + (other < 0x20 ? 1 : 2), .byte(other))
      return position + (other < 0x20 || other >= 0x80 ? 1 : 2)
    }
  }

  private mutating func scanUnicodeEscape(_ text: Span<UInt8>, _ position: Int) -> Int {
    guard let unit = JSONParser.codeUnit(text, position) else {
      report(JSONRules.invalidEscape, position..<position + 2, .byte(UInt8(ascii: "u")))
      return position + 2
    }
    guard 0xD800..<0xE000 ~= unit else { return position + 6 }
    if unit < 0xDC00, let second = JSONParser.codeUnit(text, position + 6), 0xDC00..<0xE000 ~= second { return position + 12 }
    report(JSONRules.loneSurrogate, position..<position + 6)
    return position + 6
  }

  /// The code unit of the escape `\uXXXX` at `position`, or nil where there is none.
  private static func codeUnit(_ text: Span<UInt8>, _ position: Int) -> UInt32? {
    guard position + 6 <= text.count, text[position] == JSONByte.backslash, text[position + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt32 = 0
    for index in position + 2..<position + 6 {
      let byte = text[index]
      if JSONByte.isDigit(byte) {
        unit = unit << 4 | UInt32(byte - JSONByte.zero)
      } else {
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        guard letter < 6 else { return nil }
        unit = unit << 4 | UInt32(letter + 10)
      }
    }
    return unit
  }

  private mutating func scanNonASCII(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position] >= 0x80 {
      let length = UTF8Sequence.length(text, position)
      if length > 0 {
        position += length
      } else {
        report(JSONRules.invalidUTF8, position..<position + 1, .byte(text[position]))
        position += 1
      }
    }
    return position
  }

  mutating func report(_ rule: Rule, _ range: Range<Int>, _ actual: Evidence = .none) {
    pending.append(Finding(rule, node: NodeID(index: nodes.count), span: SourceSpan(range), actual: actual))
  }
}

/// Well-formed UTF-8, Unicode standard table 3-7 (RFC 3629 section 4).
enum UTF8Sequence {
  /// The length of the multi-byte sequence at `position`, or 0 where it is malformed.
  static func length(_ text: Span<UInt8>, _ position: Int) -> Int {
    func isContinuation(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + offset < text.count && range.contains(text[position + offset])
    }
    switch text[position] {
    case 0xC2...0xDF: return isContinuation(1) ? 2 : 0
    case 0xE0: return isContinuation(1, 0xA0...0xBF) && isContinuation(2) ? 3 : 0
    case 0xED: return isContinuation(1, 0x80...0x9F) && isContinuation(2) ? 3 : 0
    case 0xE1...0xEF: return isContinuation(1) && isContinuation(2) ? 3 : 0
    case 0xF0: return isContinuation(1, 0x90...0xBF) && isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF1...0xF3: return isContinuation(1) && isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF4: return isContinuation(1, 0x80...0x8F) && isContinuation(2) && isContinuation(3) ? 4 : 0
    default: return 0
    }
  }
}
