/// The form of SNOMED CT identifiers (SNOMED CT Release File Specification, section 6).
enum SNOMEDForm {
  /// What is wrong with a code; nil for identifiers of concepts, and for expressions, whose grammar is not checked.
  static func fault(_ code: [UInt8]) -> CodeForm? {
    let isExpression = code.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "|") }
    if isExpression { return code.contains { 0x30...0x39 ~= $0 } ? nil : .snomedDigits }
    if let fault = identifierFault(code) { return fault == .snomedDigits && isLegacy(code) ? .snomedLegacy : fault }
    // x0: a concept; x1 and x2 are descriptions and relationships.
    return code[code.count - 2] == UInt8(ascii: "0") ? nil : .snomedPartition
  }

  /// One or two letters for the axis, a hyphen, and four to six hexadecimal digits: `T-15460`.
  private static func isLegacy(_ code: [UInt8]) -> Bool {
    guard let hyphen = code.firstIndex(of: UInt8(ascii: "-")), 1...2 ~= hyphen, 4...6 ~= code.count - hyphen - 1 else {
      return false
    }
    return code[..<hyphen].allSatisfy { 0x41...0x5A ~= $0 }
      && code[(hyphen + 1)...].allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x46 ~= $0 }
  }

  /// What is wrong with an identifier of whatever kind.
  static func identifierFault(_ code: [UInt8]) -> CodeForm? {
    guard 6...18 ~= code.count, code.allSatisfy({ 0x30...0x39 ~= $0 }), code[0] != UInt8(ascii: "0") else {
      return .snomedDigits
    }
    return verhoeff(code) == 0 ? nil : .snomedCheckDigit
  }

  /// Zero for digits that check.
  static func verhoeff(_ digits: [UInt8]) -> Int {
    var check = 0
    for (position, digit) in digits.reversed().enumerated() {
      check = dihedral[check][permutation[position % 8][Int(digit - 0x30)]]
    }
    return check
  }

  private static let dihedral: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ]

  private static let permutation: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7], [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
  ]
}
