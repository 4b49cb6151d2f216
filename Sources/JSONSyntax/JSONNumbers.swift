import Diagnostics
import SourceTree

/// Numbers and literals, RFC 8259 sections 3 and 6.
extension JSONParser {
  @inline(__always)
  mutating func appendNumberOrLiteral(
    _ text: Span<UInt8>, _ position: inout Int, _ name: UInt32, _ byte: UInt8
  ) throws(JSONFailure) {
    let start = position
    if JSONByte.isDigit(byte) || byte == JSONByte.minus {
      position = try JSONParser.scanNumber(text, start)
      guard position - start <= limits.valueSize else { throw breach(.valueSize, start) }
      try append(.number, start, position - start, name)
    } else if let kind = scanLiteral(text, &position, byte) {
      try append(kind, start, position - start, name)
    } else {
      try appendIrregularValue(text, &position, name, byte)
    }
  }

  /// Returns where the number that starts at `start` ends.
  private static func scanNumber(_ text: Span<UInt8>, _ start: Int) throws(JSONFailure) -> Int {
    var position = start
    func skipDigits() -> Bool {
      let first = position
      while position < text.count, JSONByte.isDigit(text[position]) { position += 1 }
      return position > first
    }
    func at(_ byte: UInt8) -> Bool { position < text.count && text[position] == byte }
    if at(JSONByte.minus) { position += 1 }
    let integer = position
    var isWellFormed = skipDigits() && !(text[integer] == JSONByte.zero && position - integer > 1)
    if isWellFormed, at(UInt8(ascii: ".")) {
      position += 1
      isWellFormed = skipDigits()
    }
    if isWellFormed, at(UInt8(ascii: "e")) || at(UInt8(ascii: "E")) {
      position += 1
      if at(UInt8(ascii: "+")) || at(JSONByte.minus) { position += 1 }
      isWellFormed = skipDigits()
    }
    if isWellFormed, !(position < text.count && JSONParser.isWordByte(text[position])) { return position }
    throw JSONFailure(JSONRules.invalidNumber, start..<JSONParser.wordEnd(text, start))
  }

  private mutating func scanLiteral(_ text: Span<UInt8>, _ position: inout Int, _ byte: UInt8) -> NodeKind? {
    switch byte {
    case UInt8(ascii: "t") where JSONParser.matches("true", text, position):
      position += 4
      return .boolean
    case UInt8(ascii: "f") where JSONParser.matches("false", text, position):
      position += 5
      return .boolean
    case UInt8(ascii: "n") where JSONParser.matches("null", text, position):
      position += 4
      return .null
    default: return nil
    }
  }

  private static func matches(_ literal: StaticString, _ text: Span<UInt8>, _ position: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard position + length <= text.count else { return false }
    for index in 0..<length {
      // A read inside the constant, whose length bounds the index.
      let expected = unsafe literal.utf8Start[index]
      if text[position + index] != expected { return false }
    }
    return !(position + length < text.count && JSONParser.isWordByte(text[position + length]))
  }

  /// Whether a byte continues a number or a bare word.
  static func isWordByte(_ byte: UInt8) -> Bool {
    JSONByte.isDigit(byte) || JSONByte.isLetter(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
      || byte == JSONByte.minus || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  static func wordEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start + 1
    while position < text.count, isWordByte(text[position]) { position += 1 }
    return position
  }
}
