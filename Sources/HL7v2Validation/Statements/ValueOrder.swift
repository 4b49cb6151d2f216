/// Numbers as they are written, compared exactly.
enum DecimalText {
  /// Below, at or above zero as the left number is less, equal or greater; nil where one is no number.
  static func compare(_ left: String, _ right: String) -> Int? {
    guard let one = parse(left), let other = parse(right) else { return nil }
    if one.isNegative != other.isNegative { return one.isNegative ? -1 : 1 }
    let order = magnitude(one, other)
    return one.isNegative ? -order : order
  }

  private struct Number {
    var isNegative = false
    var whole: ArraySlice<UInt8>
    var fraction: ArraySlice<UInt8>
  }

  private static func magnitude(_ left: Number, _ right: Number) -> Int {
    if left.whole.count != right.whole.count { return left.whole.count < right.whole.count ? -1 : 1 }
    for (one, other) in [(left.whole, right.whole), (left.fraction, right.fraction)] where !one.elementsEqual(other) {
      return one.lexicographicallyPrecedes(other) ? -1 : 1
    }
    return 0
  }

  private static func parse(_ text: String) -> Number? {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    var (whole, fraction) = (bytes[..<point], bytes[point...].dropFirst())
    guard !whole.isEmpty || !fraction.isEmpty, (whole + fraction).allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    whole = whole.drop { $0 == UInt8(ascii: "0") }
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    // There is one zero.
    return Number(isNegative: isNegative && !(whole.isEmpty && fraction.isEmpty), whole: whole, fraction: fraction)
  }
}

/// The order of two values of a message.
enum ValueOrder {
  /// Nil where the values cannot be compared: points in time that are not equally precise.
  static func compare(_ left: String, _ right: String, _ mode: ComparisonMode) -> Int? {
    if left == right { return 0 }
    if mode.isIdentical { return left < right ? -1 : 1 }
    if mode.isTruncated, let one = digits(left), let other = digits(right) {
      let count = min(one.count, other.count)
      let (first, second) = (one.prefix(count), other.prefix(count))
      return first == second ? 0 : first < second ? -1 : 1
    }
    if isTime(left), isTime(right), left.utf8.count != right.utf8.count {
      let count = min(left.utf8.count, right.utf8.count)
      let (first, second) = (left.prefix(count), right.prefix(count))
      return first == second ? nil : first < second ? -1 : 1
    }
    if let order = DecimalText.compare(left, right) { return order }
    return left < right ? -1 : 1
  }

  /// The digits of a point in time before its fraction and offset.
  private static func digits(_ text: String) -> Substring? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return digits.count >= 4 ? digits : nil
  }

  private static func isTime(_ text: String) -> Bool {
    let count = text.utf8.count
    guard [8, 10, 12, 14].contains(count), text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    return text.hasPrefix("19") || text.hasPrefix("20")
  }
}
