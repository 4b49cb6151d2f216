/// The functions of FHIRPath whose results are not exact, worked out to more than 30 digits. Callers round to ``resultDigits``.
extension WideDecimal {
  /// Significant digits that are given of results that are not exact, as many as binary floating point can be trusted with, so that
  /// `10.89.sqrt()` is 3.3.
  static let resultDigits = 16

  /// ln 10 to 36 digits.
  private static let ln10 = WideDecimal(magnitude: 230_258_509_299_404_568_401_799_145_468_436_421, exponent: -35)

  func result() -> ExactDecimal? { rounded(significant: WideDecimal.resultDigits).exact }

  /// Nil for a negative number.
  var squareRoot: WideDecimal? {
    if isZero { return .zero }
    guard !isNegative else { return nil }
    var root = WideDecimal(magnitude: 3, exponent: (order - 1) >> 1)
    let half = WideDecimal(magnitude: 5, exponent: -1)
    for _ in 0..<10 { root = (root + self / root) * half }
    return root
  }

  /// e to the power of this number, or nil where the result is too large to be of use.
  var exponential: WideDecimal? {
    if isZero { return .one }
    guard order <= 3 else { return isNegative ? .zero : nil }
    var steps = 0
    var small = self
    while small.order > -2 {
      small = small * WideDecimal(magnitude: 5, exponent: -1)
      steps += 1
    }
    var term = WideDecimal.one
    var sum = WideDecimal.one
    for index in 1...24 {
      term = term * small / WideDecimal(Int64(index))
      sum = sum + term
    }
    for _ in 0..<steps { sum = sum * sum }
    return sum
  }

  /// The natural logarithm, or nil where there is none.
  var naturalLogarithm: WideDecimal? {
    guard !isNegative, !isZero else { return nil }
    let shift = order
    // Between 0.1 and 1, so that the series of atanh((m - 1) / (m + 1)) converges after square roots have brought it near 1.
    var mantissa = WideDecimal(magnitude: magnitude, exponent: exponent - shift)
    var factor = WideDecimal(2)
    for _ in 0..<4 {
      mantissa = mantissa.squareRoot ?? .one
      factor = factor * WideDecimal(2)
    }
    let ratio = (mantissa - .one) / (mantissa + .one)
    let square = ratio * ratio
    var power = ratio
    var sum = ratio
    for index in 1...20 {
      power = power * square
      sum = sum + power / WideDecimal(Int64(2 * index + 1))
    }
    return sum * factor + WideDecimal(Int64(shift)) * WideDecimal.ln10
  }

  /// This number to the power of another, or nil where the result is not a real number.
  func raised(to power: WideDecimal) -> WideDecimal? {
    if power.isZero { return .one }
    if isZero { return power.isNegative ? nil : .zero }
    if let whole = power.exact, whole.isWhole, let count = whole.truncated, abs(count) <= 1_000 {
      var result = WideDecimal.one
      for _ in 0..<abs(count) {
        result = result * self
        if abs(result.order) > 100 { break }
      }
      return count < 0 ? .one / result : result
    }
    return naturalLogarithm.flatMap { ($0 * power).exponential }
  }
}
