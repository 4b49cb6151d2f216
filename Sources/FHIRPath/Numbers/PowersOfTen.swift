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
    let (high, low) = left.multipliedFullWidth(by: right)
    if high == 0, low < power(digits) { return (low, 0) }
    var dropped = 1
    // A divisor above `high` makes the quotient fit; both factors are below 10^36, so that there is one.
    while dropped < 38, power(dropped) <= high { dropped += 1 }
    while true {
      let (quotient, remainder) = power(dropped).dividingFullWidth((high, low))
      let rounded = remainder >= power(dropped) - remainder ? quotient + 1 : quotient
      if rounded < power(digits) || dropped >= 38 { return (rounded, dropped) }
      dropped += 1
    }
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
