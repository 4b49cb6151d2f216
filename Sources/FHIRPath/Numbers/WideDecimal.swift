/// A decimal floating-point number of 36 digits, for unit conversions and for functions whose results are not exact. What comes out of it
/// is rounded into an ``ExactDecimal``.
struct WideDecimal: Sendable, BitwiseCopyable {
  static let digits = 36
  var magnitude: UInt128
  /// The value is magnitude × 10^exponent.
  var exponent: Int
  var isNegative: Bool

  static let zero = WideDecimal(0)
  static let one = WideDecimal(1)

  init(magnitude: UInt128, exponent: Int, isNegative: Bool = false) {
    self.magnitude = magnitude
    self.exponent = exponent
    self.isNegative = isNegative && magnitude != 0
    while self.magnitude >= PowersOfTen.power(WideDecimal.digits) {
      self.magnitude = PowersOfTen.roundedQuotient(self.magnitude, 1)
      self.exponent += 1
    }
  }

  init(_ integer: Int64) { self.init(magnitude: UInt128(integer.magnitude), exponent: 0, isNegative: integer < 0) }

  init(_ decimal: ExactDecimal) {
    self.init(magnitude: decimal.magnitude, exponent: -Int(decimal.scale), isNegative: decimal.isNegative)
  }

  var isZero: Bool { magnitude == 0 }

  var negated: WideDecimal { WideDecimal(magnitude: magnitude, exponent: exponent, isNegative: !isNegative) }

  static func * (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    let (value, dropped) = PowersOfTen.product(left.magnitude, right.magnitude, digits: digits)
    return WideDecimal(
      magnitude: value, exponent: left.exponent + right.exponent + dropped, isNegative: left.isNegative != right.isNegative)
  }

  /// Division by zero gives zero: callers test before.
  static func / (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    guard right.magnitude != 0 else { return .zero }
    let (value, scale) = PowersOfTen.quotient(left.magnitude, right.magnitude, digits: digits)
    return WideDecimal(
      magnitude: value, exponent: left.exponent - right.exponent - scale, isNegative: left.isNegative != right.isNegative)
  }

  static func + (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    if left.isZero { return right }
    if right.isZero { return left }
    var (high, low) = left.exponent >= right.exponent ? (left, right) : (right, left)
    while high.exponent > low.exponent, high.magnitude < PowersOfTen.power(37) {
      high.magnitude *= 10
      high.exponent -= 1
    }
    let gap = high.exponent - low.exponent
    let addend = gap > 38 ? 0 : PowersOfTen.roundedQuotient(low.magnitude, gap)
    if high.isNegative == low.isNegative {
      return WideDecimal(magnitude: high.magnitude + addend, exponent: high.exponent, isNegative: high.isNegative)
    }
    return high.magnitude >= addend
      ? WideDecimal(magnitude: high.magnitude - addend, exponent: high.exponent, isNegative: high.isNegative)
      : WideDecimal(magnitude: addend - high.magnitude, exponent: high.exponent, isNegative: low.isNegative)
  }

  static func - (left: WideDecimal, right: WideDecimal) -> WideDecimal { left + right.negated }

  /// The number of digits before the decimal point, 0 or negative for fractions.
  var order: Int { magnitude == 0 ? 0 : decimalDigits + exponent }

  private var decimalDigits: Int {
    var count = 1
    while count < 39, magnitude >= PowersOfTen.power(count) { count += 1 }
    return count
  }

  /// Rounded to a number of significant digits.
  func rounded(significant digits: Int) -> WideDecimal {
    let drop = decimalDigits - digits
    guard drop > 0 else { return self }
    return WideDecimal(
      magnitude: PowersOfTen.roundedQuotient(magnitude, drop), exponent: exponent + drop, isNegative: isNegative)
  }

  /// As a decimal of 28 digits without zeros at the end, or nil where it is too large.
  var exact: ExactDecimal? {
    var magnitude = self.magnitude
    var exponent = self.exponent
    while magnitude != 0, magnitude % 10 == 0 {
      magnitude /= 10
      exponent += 1
    }
    if magnitude == 0 { return .zero }
    guard exponent <= 28 else { return nil }
    guard exponent >= -70 else { return .zero }
    return ExactDecimal(magnitude: magnitude, scale: -exponent, isNegative: isNegative)?.reduced
  }
}
