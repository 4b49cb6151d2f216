/// Parses a unit code by the grammar of UCUM (https://ucum.org/ucum#section-Syntax-Rules), case sensitive. Depth is bounded.
struct UnitParser {
  let table: UnitTable
  let code: [UInt8]
  private var position = 0
  private var depth = 0

  init(table: UnitTable, code: [UInt8]) {
    self.table = table
    self.code = code
  }

  mutating func parse() -> Unit? {
    guard !code.isEmpty, code.count <= 256, let unit = parseTerm(), position == code.count else { return nil }
    return unit
  }

  private func peek() -> UInt8 { position < code.count ? code[position] : 0 }

  private mutating func parseTerm() -> Unit? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { return nil }
    var result = Unit.one
    if peek() == UInt8(ascii: "/") {
      position += 1
      guard let unit = parseComponent() else { return nil }
      result = result / unit
    } else {
      guard let unit = parseComponent() else { return nil }
      result = unit
    }
    while peek() == UInt8(ascii: ".") || peek() == UInt8(ascii: "/") {
      let isProduct = peek() == UInt8(ascii: ".")
      position += 1
      guard let unit = parseComponent() else { return nil }
      result = isProduct ? result * unit : result / unit
    }
    return result
  }

  private mutating func parseComponent() -> Unit? {
    if peek() == UInt8(ascii: "(") {
      position += 1
      guard let unit = parseTerm(), peek() == UInt8(ascii: ")") else { return nil }
      position += 1
      return unit
    }
    if peek() == UInt8(ascii: "{") { return skipAnnotation() ? .one : nil }
    let start = position
    while position < code.count, isUnitByte(code[position]) { advance() }
    guard position > start, let unit = simpleUnit(Array(code[start..<position])) else { return nil }
    if peek() == UInt8(ascii: "{") { return skipAnnotation() ? unit : nil }
    return unit
  }

  /// Brackets may hold any character of a unit, even `/` and `.`.
  private mutating func advance() {
    if code[position] == UInt8(ascii: "["), let close = code[position...].firstIndex(of: UInt8(ascii: "]")) {
      position = close
    }
    position += 1
  }

  private func isUnitByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): false
    default: 0x21...0x7E ~= byte
    }
  }

  private mutating func skipAnnotation() -> Bool {
    guard let close = code[position...].firstIndex(of: UInt8(ascii: "}")) else { return false }
    let isPrintable = code[position...close].allSatisfy { 0x20...0x7E ~= $0 }
    position = close + 1
    return isPrintable
  }

  /// A number, or an atom with an optional prefix and exponent.
  private func simpleUnit(_ text: [UInt8]) -> Unit? {
    if text.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
      guard text.count <= 18, let number = Int64(String(decoding: text, as: UTF8.self)), number > 0 else { return nil }
      var unit = Unit.one
      unit.factor = WideDecimal(number)
      return unit
    }
    if let unit = prefixedUnit(String(decoding: text, as: UTF8.self)) { return unit }
    var end = text.count
    while end > 0, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[end - 1] { end -= 1 }
    if end > 0, text[end - 1] == UInt8(ascii: "-") || text[end - 1] == UInt8(ascii: "+") { end -= 1 }
    guard end > 0, end < text.count, let exponent = Int(String(decoding: text[end...], as: UTF8.self)) else { return nil }
    return prefixedUnit(String(decoding: text[..<end], as: UTF8.self))?.raised(to: exponent)
  }

  private func prefixedUnit(_ name: String) -> Unit? {
    if let atom = table.atoms[name] { return atom.unit }
    for length in 1...2 where name.utf8.count > length {
      guard let power = table.prefixes[String(name.prefix(length))], let atom = table.atoms[String(name.dropFirst(length))],
        atom.isMetric
      else { continue }
      var unit = atom.unit
      unit.factor = unit.factor * WideDecimal(magnitude: 1, exponent: power)
      return unit
    }
    return nil
  }
}
