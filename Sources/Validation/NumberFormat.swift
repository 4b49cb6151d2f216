/// `integer`, `unsignedInt`, `positiveInt` and `decimal`.
enum NumberFormat {
  /// `[0]|[-+]?[1-9][0-9]*` within 32 bits.
  static func integerFault(_ text: Span<UInt8>, minimum: Int64) -> FormatFault {
    var position = 0
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    if text.count > 0, isNegative || text[0] == UInt8(ascii: "+") { position = 1 }
    guard position < text.count else { return .notInteger }
    let isZeroFirst = text[position] == UInt8(ascii: "0")
    var value: Int64 = 0
    while position < text.count {
      let byte = text[position]
      guard byte.isDigit else { return .notInteger }
      if value < 1 << 40 { value = value * 10 + Int64(byte - 0x30) }
      position += 1
    }
    if isZeroFirst, text.count > 1 { return .leadingZero }
    if isNegative { value = -value }
    if value < minimum { return minimum == 1 ? .notPositive : minimum == 0 ? .negative : .tooLarge }
    return value > Int64(Int32.max) ? .tooLarge : .none
  }

  /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
  static func decimalFault(_ text: Span<UInt8>) -> FormatFault {
    var position = text.count > 0 && text[0] == UInt8(ascii: "-") ? 1 : 0
    func skipDigits() -> Int {
      let start = position
      while position < text.count, text[position].isDigit { position += 1 }
      return position - start
    }
    let integer = position
    let digits = skipDigits()
    if digits == 0 { return .notDecimal }
    if digits > 1, text[integer] == UInt8(ascii: "0") { return .leadingZero }
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      if skipDigits() == 0 { return .notDecimal }
    }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") { position += 1 }
      if skipDigits() == 0 { return .notDecimal }
    }
    return position == text.count ? .none : .notDecimal
  }
}
