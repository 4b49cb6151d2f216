/// Powers of ten up to 10^38, the largest in 128 bits, and what is done with them.
enum PowersOfTen {
  private static let powers: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// 10^exponent; the exponent is held within 0 to 38.
  static func power(_ exponent: Int) -> UInt128 { powers[min(max(exponent, 0), 38)] }

  /// number × 10^exponent, or nil where it does not fit.
  static func scaledUp(_ number: UInt128, _ exponent: Int) -> UInt128? {
    guard exponent <= 38 else { return number == 0 ? 0 : nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: power(exponent))
    return overflow ? nil : product
  }

  /// number ÷ 10^exponent, rounded half up.
  static func roundedQuotient(_ number: UInt128, _ exponent: Int) -> UInt128 {
    let divisor = power(exponent)
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder >= divisor - remainder ? quotient + 1 : quotient
  }

  /// left × right reduced to at most `digits` digits, with the number of digits that were rounded away.
  static func product(_ left: UInt128, _ right: UInt128, digits: Int) -> (value: UInt128, dropped: Int) {
    var product = WideProduct(left, right)
    var dropped = 0
    // Whole words of digits go first, all but one of the surplus; the last decides the rounding.
    while product.bitCount * 30_103 / 100_000 > digits + 1 {
      let count = min(18, product.bitCount * 30_103 / 100_000 - digits - 1)
      _ = product.divide(by: UInt64(power(count)))
      dropped += count
    }
    var last: UInt64 = 0
    while product.high != 0 || product.low >= power(digits) {
      last = product.divide(by: 10)
      dropped += 1
    }
    let rounded = last >= 5 ? product.low + 1 : product.low
    return rounded < power(digits) ? (rounded, dropped) : (rounded / 10, dropped + 1)
  }

  /// left ÷ right to `digits` significant digits: quotient and the number of digits of fraction in it.
  static func quotient(_ left: UInt128, _ right: UInt128, digits: Int) -> (value: UInt128, scale: Int) {
    var (value, remainder) = left.quotientAndRemainder(dividingBy: right)
    var scale = 0
    let bound = power(digits - 1)
    while remainder != 0, value < bound, scale < 76 {
      let next = (remainder * 10).quotientAndRemainder(dividingBy: right)
      value = value * 10 + next.quotient
      remainder = next.remainder
      scale += 1
    }
    if remainder >= right - remainder, remainder != 0 { value += 1 }
    return (value, scale)
  }
}

/// The full product of two 128-bit numbers, in words of 64 bits, least first.
private struct WideProduct {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  init(_ left: UInt128, _ right: UInt128) {
    let mask = UInt128(UInt64.max)
    let (leftLow, leftHigh) = (left & mask, left >> 64)
    let (rightLow, rightHigh) = (right & mask, right >> 64)
    let lowest = leftLow * rightLow
    let first = leftHigh * rightLow + (lowest >> 64)
    let second = leftLow * rightHigh + (first & mask)
    let highest = leftHigh * rightHigh + (first >> 64) + (second >> 64)
    words = (
      UInt64(truncatingIfNeeded: lowest), UInt64(truncatingIfNeeded: second), UInt64(truncatingIfNeeded: highest),
      UInt64(truncatingIfNeeded: highest >> 64)
    )
  }

  var high: UInt128 { UInt128(words.3) << 64 | UInt128(words.2) }
  var low: UInt128 { UInt128(words.1) << 64 | UInt128(words.0) }

  var bitCount: Int { high != 0 ? 256 - high.leadingZeroBitCount : 128 - low.leadingZeroBitCount }

  /// Divides in place; the remainder.
  mutating func divide(by divisor: UInt64) -> UInt64 {
    var rest: UInt64 = 0
    (words.3, rest) = divisor.dividingFullWidth((rest, words.3))
    (words.2, rest) = divisor.dividingFullWidth((rest, words.2))
    (words.1, rest) = divisor.dividingFullWidth((rest, words.1))
    (words.0, rest) = divisor.dividingFullWidth((rest, words.0))
    return rest
  }

  static func < (left: WideProduct, right: WideProduct) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }
}

extension PowersOfTen {
  /// Compares left × 10^leftExponent with right × 10^rightExponent: -1, 0 or 1.
  static func compare(_ left: UInt128, _ leftExponent: Int, _ right: UInt128, _ rightExponent: Int) -> Int {
    let one = WideProduct(left, power(leftExponent))
    let other = WideProduct(right, power(rightExponent))
    return one < other ? -1 : other < one ? 1 : 0
  }
}
