/// The units of UCUM (https://ucum.org/ucum), read from `Profiles/ucum/units.tsv`. Immutable and shared; codes are parsed on demand by
/// ``unit(_:)``.
public struct UnitTable: Sendable {
  struct Atom: Sendable {
    var unit: Unit
    var isMetric: Bool
  }

  private(set) var atoms: [String: Atom] = [:]
  private(set) var prefixes: [String: Int] = [:]

  /// No units: every quantity then compares with its own unit only.
  public static let empty = UnitTable()

  private init() {}

  /// Whether there are no units, so that nothing can be said about codes.
  public var isEmpty: Bool { atoms.isEmpty }

  /// Rows that are not understood are left out; a test holds the table against the file.
  public init(_ text: [UInt8]) {
    var rows = text.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
    // Units may be defined by units that come later in the table.
    var count = 0
    repeat {
      count = rows.count
      rows.removeAll { add($0) }
    } while !rows.isEmpty && rows.count < count
  }

  /// Whether the row could be added.
  private mutating func add(_ cells: [String]) -> Bool {
    guard cells.count >= 3 else { return false }
    let kind = cells[0]
    let code = cells[1]
    switch kind {
    case "prefix": prefixes[code] = Int(cells[2]) ?? 0
    case "base":
      var unit = Unit.one
      unit.dimensions[atoms.count % Dimensions.count] = 1
      atoms[code] = Atom(unit: unit, isMetric: true)
    default:
      guard cells.count >= 5, var unit = define(cells) else { return false }
      if kind.hasPrefix("arbitrary") { unit.arbitrary = code }
      atoms[code] = Atom(unit: unit, isMetric: kind.hasSuffix("metric"))
    }
    return true
  }

  private func define(_ cells: [String]) -> Unit? {
    guard let value = UnitTable.number(cells[2]), var unit = unit(cells[3]) else { return nil }
    unit.factor = unit.factor * value
    if cells.count > 5 {
      unit.scale =
        switch cells[5] {
        case "Cel": .celsius
        case "degF": .fahrenheit
        case "degRe": .reaumur
        default: .other
        }
      unit.isProper = false
    }
    return unit
  }

  /// Numbers of the table may have more digits than a decimal, and exponents.
  static func number(_ text: String) -> WideDecimal? {
    let parts = text.split(separator: "e")
    guard let mantissa = parts.first, parts.count <= 2 else { return nil }
    let exponent = parts.count == 2 ? Int(parts[1]) : 0
    var value = WideDecimal.zero
    var shift = 0
    var isFraction = false
    for byte in mantissa.utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
        if value.magnitude >= PowersOfTen.power(34) { break }
        value.magnitude = value.magnitude * 10 + UInt128(byte - UInt8(ascii: "0"))
        if isFraction { shift -= 1 }
      } else {
        return nil
      }
    }
    return exponent.map { WideDecimal(magnitude: value.magnitude, exponent: shift + $0) }
  }

  /// The unit that a code stands for, or nil where the code is not UCUM.
  public func unit(_ code: String) -> Unit? {
    var parser = UnitParser(table: self, code: Array(code.utf8))
    return parser.parse()
  }
}
