extension ExactDecimal {
  /// Reads `-12.50`, with an exponent where `allowsExponent` (JSON numbers have them). Nil where the text is not a number or too large.
  public init?(_ text: Span<UInt8>, allowsExponent: Bool = false) {
    var reader = NumberReader(position: 0)
    guard reader.read(text, allowsExponent: allowsExponent), reader.position == text.count else { return nil }
    guard let value = reader.value else { return nil }
    self = value
  }

  public init?(_ text: String) {
    let bytes = ContiguousArray(text.utf8)
    self.init(bytes.span)
  }
}

/// Reads a number digit by digit; digits beyond what a decimal can hold count for the size but not for the value.
private struct NumberReader {
  var position: Int
  var magnitude: UInt128 = 0
  var scale = 0
  var isNegative = false

  var value: ExactDecimal? {
    if magnitude == 0 { return ExactDecimal(magnitude: 0, scale: min(max(scale, 0), 28), isNegative: false) }
    guard -28...200 ~= scale else { return nil }
    return ExactDecimal(magnitude: magnitude, scale: scale, isNegative: isNegative)
  }

  mutating func read(_ text: Span<UInt8>, allowsExponent: Bool) -> Bool {
    if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
      isNegative = text[position] == UInt8(ascii: "-")
      position += 1
    }
    guard readDigits(text, isFraction: false) else { return false }
    if position + 1 < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      guard readDigits(text, isFraction: true) else { return false }
    }
    if allowsExponent, position < text.count, text[position] | 0x20 == UInt8(ascii: "e") { return readExponent(text) }
    return true
  }

  private mutating func readDigits(_ text: Span<UInt8>, isFraction: Bool) -> Bool {
    let start = position
    while position < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position] {
      if magnitude < PowersOfTen.power(36) {
        magnitude = magnitude * 10 + UInt128(text[position] - UInt8(ascii: "0"))
        if isFraction { scale += 1 }
      } else if !isFraction {
        scale -= 1
      }
      position += 1
    }
    return position > start
  }

  private mutating func readExponent(_ text: Span<UInt8>) -> Bool {
    position += 1
    var sign = 1
    if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
      sign = text[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    var exponent = 0
    let start = position
    while position < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position] {
      exponent = min(exponent * 10 + Int(text[position] - UInt8(ascii: "0")), 10_000)
      position += 1
    }
    scale -= sign * exponent
    return position > start
  }
}
