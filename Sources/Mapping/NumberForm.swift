import Schema

/// Numbers as senders write them, read exactly: no value is ever converted to binary.
enum NumberForm {
  /// A number with an optional comparator in front, as NM values come.
  struct Parts: Equatable {
    /// `<`, `<=`, `>`, `>=`, or empty.
    var comparator: Range<Int>
    var number: Range<Int>
  }

  /// Nil unless the text is a decimal number, with or without a comparator.
  static func parts(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Parts? {
    var position = range.lowerBound
    var end = range.upperBound
    while position < end, bytes[position] == 0x20 { position += 1 }
    while end > position, bytes[end - 1] == 0x20 { end -= 1 }
    let first = position
    if position < end, bytes[position] == UInt8(ascii: "<") || bytes[position] == UInt8(ascii: ">") {
      position += 1
      if position < end, bytes[position] == UInt8(ascii: "=") { position += 1 }
    }
    let comparator = first..<position
    while position < end, bytes[position] == 0x20 { position += 1 }
    guard isDecimal(bytes, position..<end) else { return nil }
    return Parts(comparator: comparator, number: position..<end)
  }

  /// Whether a text is a number of a FHIR type.
  static func isNumber(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, _ type: PrimitiveType) -> Bool {
    guard isDecimal(bytes, range) else { return false }
    if type == .decimal { return true }
    let digits = bytes[range].drop { $0 == UInt8(ascii: "+") || type == .integer && $0 == UInt8(ascii: "-") }
    guard digits.count < 10, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    return type != .positiveInt || digits.contains { $0 != UInt8(ascii: "0") }
  }

  /// `[+-]digits[.digits]`, `.5` and `5.` included.
  static func isDecimal(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    if position < range.upperBound, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
    var digits = 0
    var points = 0
    while position < range.upperBound {
      if bytes[position] &- 0x30 < 10 {
        digits += 1
      } else if bytes[position] == UInt8(ascii: "."), points == 0 {
        points = 1
      } else {
        return false
      }
      position += 1
    }
    return digits > 0
  }

  /// Appends a decimal number in the form of FHIR and JSON: the same digits, no plus sign, no leading zeros, a digit on both
  /// sides of the point.
  static func append(_ range: Range<Int>, to bytes: inout ContiguousArray<UInt8>) {
    var position = range.lowerBound
    if bytes[position] == UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
    if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") { position += 1 }
    while position + 1 < range.upperBound, bytes[position] == UInt8(ascii: "0"), bytes[position + 1] &- 0x30 < 10 {
      position += 1
    }
    if bytes[position] == UInt8(ascii: ".") { bytes.append(UInt8(ascii: "0")) }
    let isPointLast = bytes[range.upperBound - 1] == UInt8(ascii: ".")
    for index in position..<(isPointLast ? range.upperBound - 1 : range.upperBound) { bytes.append(bytes[index]) }
  }
}
