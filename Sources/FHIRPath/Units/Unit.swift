/// Exponents of the seven base units of UCUM, in the order of the table.
public struct Dimensions: Sendable, Equatable {
  static let count = 7
  private var exponents: InlineExponents = (0, 0, 0, 0, 0, 0, 0)

  private typealias InlineExponents = (Int16, Int16, Int16, Int16, Int16, Int16, Int16)

  subscript(index: Int) -> Int16 {
    get {
      switch index {
      case 0: exponents.0
      case 1: exponents.1
      case 2: exponents.2
      case 3: exponents.3
      case 4: exponents.4
      case 5: exponents.5
      default: exponents.6
      }
    }
    set {
      switch index {
      case 0: exponents.0 = newValue
      case 1: exponents.1 = newValue
      case 2: exponents.2 = newValue
      case 3: exponents.3 = newValue
      case 4: exponents.4 = newValue
      case 5: exponents.5 = newValue
      default: exponents.6 = newValue
      }
    }
  }

  public static func == (left: Dimensions, right: Dimensions) -> Bool {
    (0..<count).allSatisfy { left[$0] == right[$0] }
  }
}

/// A parsed unit: its dimensions and its size in base units.
public struct Unit: Sendable {
  enum Scale: UInt8, Sendable { case ratio, celsius, fahrenheit, reaumur, other }

  var dimensions = Dimensions()
  var factor = WideDecimal.one
  /// For scales that do not start at zero and for logarithms.
  var scale = Scale.ratio
  /// Whether the unit can be multiplied: special units cannot.
  var isProper = true
  /// The code of an arbitrary unit, such as `[iU]`, that converts to nothing else; empty for others.
  var arbitrary = ""

  static let one = Unit()

  public var isDimensionless: Bool { dimensions == Dimensions() && arbitrary.isEmpty && isProper }

  /// Whether values in the two units can be compared.
  public func isCommensurable(with other: Unit) -> Bool {
    guard dimensions == other.dimensions, arbitrary == other.arbitrary else { return false }
    return scale != .other && other.scale != .other
  }

  /// A value in this unit as a value in base units.
  func toBase(_ value: WideDecimal) -> WideDecimal {
    switch scale {
    case .celsius: value * factor + WideDecimal(magnitude: 27315, exponent: -2)
    case .fahrenheit: (value + WideDecimal(magnitude: 45967, exponent: -2)) * factor
    case .reaumur: value * factor + WideDecimal(magnitude: 27315, exponent: -2)
    case .ratio, .other: value * factor
    }
  }

  /// A value in base units as a value in this unit.
  func fromBase(_ value: WideDecimal) -> WideDecimal {
    switch scale {
    case .celsius, .reaumur: (value - WideDecimal(magnitude: 27315, exponent: -2)) / factor
    case .fahrenheit: value / factor - WideDecimal(magnitude: 45967, exponent: -2)
    case .ratio, .other: value / factor
    }
  }

  static func * (left: Unit, right: Unit) -> Unit { left.combined(right, sign: 1) }

  static func / (left: Unit, right: Unit) -> Unit { left.combined(right, sign: -1) }

  private func combined(_ other: Unit, sign: Int16) -> Unit {
    var result = self
    for index in 0..<Dimensions.count { result.dimensions[index] &+= sign &* other.dimensions[index] }
    result.factor = sign > 0 ? factor * other.factor : factor / other.factor
    if !other.arbitrary.isEmpty { result.arbitrary += (sign > 0 ? "." : "/") + other.arbitrary }
    result.isProper = isProper && other.isProper
    if other.scale != .ratio { result.scale = .other }
    return result
  }

  func raised(to exponent: Int) -> Unit? {
    guard abs(exponent) <= 24 else { return nil }
    var result = Unit.one
    for _ in 0..<abs(exponent) { result = exponent > 0 ? result * self : result / self }
    return result
  }
}
