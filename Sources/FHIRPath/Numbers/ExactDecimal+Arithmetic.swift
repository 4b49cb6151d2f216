/// Arithmetic of FHIRPath (http://hl7.org/fhirpath/N1/#math-2). What does not fit into 28 digits before the point is nil: overflow gives an
/// empty result.
extension ExactDecimal {
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let scale = max(Int(self.scale), Int(other.scale))
    guard let left = PowersOfTen.scaledUp(magnitude, scale - Int(self.scale)),
      let right = PowersOfTen.scaledUp(other.magnitude, scale - Int(other.scale)), left < UInt128.max / 2, right < UInt128.max / 2
    else { return addingCoarsely(other) }
    if isNegative == other.isNegative { return ExactDecimal(magnitude: left + right, scale: scale, isNegative: isNegative) }
    let isNegative = left == right ? false : left > right ? self.isNegative : other.isNegative
    return ExactDecimal(magnitude: left > right ? left - right : right - left, scale: scale, isNegative: isNegative)
  }

  /// One of the numbers is so large that the other's last digits do not count.
  private func addingCoarsely(_ other: ExactDecimal) -> ExactDecimal? {
    let digits = max(Int(scale), Int(other.scale)) - 1
    guard digits >= 0 else { return nil }
    return rounded(to: digits).adding(other.rounded(to: digits))
  }

  public func subtracting(_ other: ExactDecimal) -> ExactDecimal? { adding(other.negated) }

  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (value, dropped) = PowersOfTen.product(magnitude, other.magnitude, digits: 28)
    return ExactDecimal(
      magnitude: value, scale: Int(scale) + Int(other.scale) - dropped,
      isNegative: isNegative != other.isNegative && value != 0)
  }

  /// Nil for division by zero.
  public func divided(by other: ExactDecimal) -> ExactDecimal? {
    guard !other.isZero else { return nil }
    let (value, digits) = PowersOfTen.quotient(magnitude, other.magnitude, digits: 28)
    return ExactDecimal(
      magnitude: value, scale: Int(scale) - Int(other.scale) + digits, isNegative: isNegative != other.isNegative && value != 0)
  }

  /// The whole part of the quotient.
  public func dividedWhole(by other: ExactDecimal) -> ExactDecimal? {
    guard !other.isZero, let (left, right) = aligned(other) else { return nil }
    return ExactDecimal(magnitude: left / right, scale: 0, isNegative: isNegative != other.isNegative && left >= right)
  }

  public func remainder(dividingBy other: ExactDecimal) -> ExactDecimal? {
    guard !other.isZero, let (left, right) = aligned(other) else { return nil }
    let rest = left % right
    return ExactDecimal(magnitude: rest, scale: max(Int(scale), Int(other.scale)), isNegative: isNegative && rest != 0)
  }

  private func aligned(_ other: ExactDecimal) -> (UInt128, UInt128)? {
    let scale = max(Int(self.scale), Int(other.scale))
    guard let left = PowersOfTen.scaledUp(magnitude, scale - Int(self.scale)),
      let right = PowersOfTen.scaledUp(other.magnitude, scale - Int(other.scale))
    else { return nil }
    return (left, right)
  }

  /// -1, 0 or 1.
  public func compared(to other: ExactDecimal) -> Int {
    if isZero && other.isZero { return 0 }
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let scale = max(self.scale, other.scale)
    let order = PowersOfTen.compare(magnitude, Int(scale - self.scale), other.magnitude, Int(scale - other.scale))
    return isNegative ? -order : order
  }

  /// Equivalence (http://hl7.org/fhirpath/N1/#equivalent): equal after rounding to the digits of the less precise, zeros at the end apart.
  public func isEquivalent(to other: ExactDecimal) -> Bool {
    let digits = Int(min(reduced.scale, other.reduced.scale))
    return rounded(to: digits).compared(to: other.rounded(to: digits)) == 0
  }

  /// Rounded towards negative infinity.
  public var floor: Int64? {
    guard let whole = truncated else { return nil }
    return isNegative && !isWhole ? whole - 1 : whole
  }

  /// Rounded towards positive infinity.
  public var ceiling: Int64? {
    guard let whole = truncated else { return nil }
    return !isNegative && !isWhole ? whole + 1 : whole
  }
}

extension ExactDecimal {
  /// The least value that a number written like this may stand for (lowBoundary of FHIRPath), to `digits` digits of fraction.
  public func lowBoundary(_ digits: Int) -> ExactDecimal? {
    if isNegative { return absolute.upper(digits)?.withSign(true) }
    return isZero ? ExactDecimal(1).half(scale)?.bounded(digits, isUpper: true)?.withSign(true) : lower(digits)
  }

  /// The greatest value that a number written like this may stand for (highBoundary of FHIRPath), to `digits` digits of fraction.
  public func highBoundary(_ digits: Int) -> ExactDecimal? {
    isNegative ? absolute.lower(digits)?.withSign(true) : upper(digits)
  }

  private func half(_ scale: UInt8) -> ExactDecimal? { ExactDecimal(magnitude: 5, scale: Int(scale) + 1, isNegative: false) }

  private func lower(_ digits: Int) -> ExactDecimal? {
    guard let half = half(scale) else { return nil }
    return subtracting(half)?.bounded(digits, isUpper: false)
  }

  private func upper(_ digits: Int) -> ExactDecimal? {
    guard let half = half(scale) else { return nil }
    return adding(half)?.bounded(digits, isUpper: true)
  }

  private func bounded(_ digits: Int, isUpper: Bool) -> ExactDecimal? {
    guard 0...28 ~= digits else { return nil }
    return Int(scale) <= digits ? padded(to: digits) : isUpper ? rounded(to: digits) : cut(to: digits)
  }
}
