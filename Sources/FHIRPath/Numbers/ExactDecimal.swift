/// A decimal of up to 28 digits that keeps the digits it was written with: `1.50` has scale 2.
///
/// FHIRPath asks for at least 28 digits and a step of 10^-8 (http://hl7.org/fhirpath/N1/#decimal); binary floating point can do neither.
/// Sign and magnitude are kept apart, so that a boundary just below zero can be told from zero.
@frozen
public struct ExactDecimal: Sendable, BitwiseCopyable {
  private var low: UInt64
  private var high: UInt32
  /// Digits after the decimal point, 0 to 28.
  public private(set) var scale: UInt8
  public private(set) var isNegative: Bool

  /// The largest magnitude plus one: 10^28.
  static let bound = PowersOfTen.power(28)

  private init(unchecked magnitude: UInt128, scale: Int, isNegative: Bool) {
    low = UInt64(truncatingIfNeeded: magnitude)
    high = UInt32(truncatingIfNeeded: magnitude >> 64)
    self.scale = UInt8(truncatingIfNeeded: scale)
    self.isNegative = isNegative
  }

  /// The number without point and sign.
  public var magnitude: UInt128 { UInt128(high) << 64 | UInt128(low) }

  public static let zero = ExactDecimal(0)
  public static let one = ExactDecimal(1)

  public init(_ integer: Int64) {
    self.init(unchecked: UInt128(integer.magnitude), scale: 0, isNegative: integer < 0)
  }

  /// Digits beyond the 28th are rounded away where they stand after the point; nil where the number is too large.
  public init?(magnitude: UInt128, scale: Int, isNegative: Bool) {
    var magnitude = magnitude
    var scale = scale
    while scale < 0 {
      guard magnitude < ExactDecimal.bound else { return nil }
      magnitude *= 10
      scale += 1
    }
    while magnitude >= ExactDecimal.bound || scale > 28 {
      guard scale > 0 else { return nil }
      let drop = scale > 28 ? min(scale - 28, 38) : 1
      magnitude = PowersOfTen.roundedQuotient(magnitude, drop)
      scale -= drop
    }
    self.init(unchecked: magnitude, scale: scale, isNegative: isNegative)
  }

  public var isZero: Bool { low == 0 && high == 0 }

  /// Whether the value is a whole number, whatever its scale.
  public var isWhole: Bool { magnitude % PowersOfTen.power(Int(scale)) == 0 }

  public var negated: ExactDecimal { ExactDecimal(unchecked: magnitude, scale: Int(scale), isNegative: !isNegative && !isZero) }

  public var absolute: ExactDecimal { ExactDecimal(unchecked: magnitude, scale: Int(scale), isNegative: false) }

  /// The same with the sign as given, even on zero.
  func withSign(_ isNegative: Bool) -> ExactDecimal {
    ExactDecimal(unchecked: magnitude, scale: Int(scale), isNegative: isNegative)
  }

  /// Without zeros at the end of the fraction.
  public var reduced: ExactDecimal {
    var magnitude = self.magnitude
    var scale = Int(self.scale)
    while scale > 0, magnitude % 10 == 0 {
      magnitude /= 10
      scale -= 1
    }
    return ExactDecimal(unchecked: magnitude, scale: scale, isNegative: isNegative)
  }

  /// The whole part, or nil where it does not fit.
  public var truncated: Int64? {
    let whole = magnitude / PowersOfTen.power(Int(scale))
    guard whole <= UInt128(Int64.max) else { return nil }
    return isNegative ? -Int64(whole) : Int64(whole)
  }

  /// Rounded half away from zero; zeros are not added.
  public func rounded(to digits: Int) -> ExactDecimal {
    let drop = Int(scale) - digits
    guard drop > 0 else { return self }
    let magnitude = drop > 38 ? 0 : PowersOfTen.roundedQuotient(self.magnitude, drop)
    guard digits >= 0 else {
      return ExactDecimal(magnitude: magnitude, scale: digits, isNegative: isNegative && magnitude != 0) ?? .zero
    }
    return ExactDecimal(unchecked: magnitude, scale: digits, isNegative: isNegative && magnitude != 0)
  }

  /// Cut off towards zero after `digits` digits of fraction.
  public func cut(to digits: Int) -> ExactDecimal {
    let drop = Int(scale) - digits
    guard drop > 0, digits >= 0 else { return self }
    return ExactDecimal(unchecked: magnitude / PowersOfTen.power(drop), scale: digits, isNegative: isNegative)
  }

  /// With zeros added up to `digits` digits of fraction, or nil where there is no room.
  public func padded(to digits: Int) -> ExactDecimal? {
    let add = digits - Int(scale)
    guard add > 0 else { return self }
    guard digits <= 28, let magnitude = PowersOfTen.scaledUp(magnitude, add), magnitude < ExactDecimal.bound else { return nil }
    return ExactDecimal(unchecked: magnitude, scale: digits, isNegative: isNegative)
  }
}

extension ExactDecimal: CustomStringConvertible {
  public var description: String {
    var digits = String(magnitude)
    let scale = Int(self.scale)
    if scale > 0 {
      if digits.utf8.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits }
      digits = digits.dropLast(scale) + "." + digits.suffix(scale)
    }
    return isNegative ? "-" + digits : digits
  }
}
