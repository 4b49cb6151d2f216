/// A decimal as FHIR has it (http://hl7.org/fhir/R4/datatypes.html#decimal): a number and its precision. `1.50` and `1.5` have
/// the same value but not the same precision, and the digits are kept as they were given.
public struct FHIRDecimal: Sendable, Hashable, CustomStringConvertible {
  /// The characters as given.
  public let text: String
  public let isNegative: Bool
  /// The digits without leading zeros; empty for zero.
  public let digits: [UInt8]
  /// The power of ten of the last digit: -2 for `1.50`.
  public let exponent: Int

  /// Reads the lexical form of FHIR's decimal, which is that of a JSON number; nil for anything else.
  public init?(_ text: String) {
    let bytes = ContiguousArray(text.utf8)
    self.init(bytes.span)
  }

  public init?(_ bytes: Span<UInt8>) {
    guard JSONNumber.isValid(bytes) else { return nil }
    var digits: [UInt8] = []
    var exponent = 0
    var text = ""
    var position = 0
    var isFraction = false
    while position < bytes.count, bytes[position] | 0x20 != UInt8(ascii: "e") {
      let byte = bytes[position]
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte != UInt8(ascii: "-") {
        if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
        if isFraction { exponent -= 1 }
      }
      position += 1
    }
    if position < bytes.count {
      guard let power = FHIRDecimal.power(bytes, from: position + 1) else { return nil }
      exponent += power
    }
    for index in bytes.indices { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    self.text = text
    isNegative = bytes[0] == UInt8(ascii: "-")
    self.digits = digits
    self.exponent = exponent
  }

  /// The exponent behind `e`; nil where it is beyond all reason.
  private static func power(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    var value = 0
    while position < bytes.count {
      value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
      guard value <= 1_000_000 else { return nil }
      position += 1
    }
    return isNegative ? -value : value
  }

  public var description: String { text }

  public var isZero: Bool { digits.isEmpty }

  /// How many digits stand after the decimal point; 0 for whole numbers.
  public var fractionDigits: Int { max(0, -exponent) }

  /// Whether both have the same value, whatever their precision.
  public func hasSameValue(as other: FHIRDecimal) -> Bool { FHIRDecimal.order(self, other) == 0 }

  /// Whether both have the same value and the same precision.
  public func isIdentical(to other: FHIRDecimal) -> Bool { hasSameValue(as: other) && exponent == other.exponent }

  /// Whether the value is smaller, whatever the precision.
  public func isLess(than other: FHIRDecimal) -> Bool { FHIRDecimal.order(self, other) < 0 }

  /// Negative, zero or positive as `left` is smaller than, equal to or larger than `right`.
  private static func order(_ left: FHIRDecimal, _ right: FHIRDecimal) -> Int {
    if left.isZero || right.isZero || left.isNegative != right.isNegative { return left.sign - right.sign }
    return left.sign * magnitudeOrder(left, right)
  }

  private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  private static func magnitudeOrder(_ left: FHIRDecimal, _ right: FHIRDecimal) -> Int {
    let leftTop = left.digits.count + left.exponent
    let rightTop = right.digits.count + right.exponent
    if leftTop != rightTop { return leftTop < rightTop ? -1 : 1 }
    for index in 0..<max(left.digits.count, right.digits.count) {
      let first = index < left.digits.count ? left.digits[index] : 0
      let second = index < right.digits.count ? right.digits[index] : 0
      if first != second { return first < second ? -1 : 1 }
    }
    return 0
  }
}
