/// SNOMED CT identifiers: 6 to 18 digits, no leading zero, a check digit by Verhoeff's scheme, and a partition before it that says what is
/// identified (SNOMED CT Release File Specification, section 6).
public enum SNOMEDIdentifier {
  /// What spreadsheets do to long identifiers: numbers there keep 15 digits, and the others become 0.
  public enum Damage: Sendable, Hashable {
    /// Only the check digit was lost, so that the identifier can be worked out.
    case exact([UInt8])
    /// The partition was lost too; this is the identifier if a concept was meant.
    case candidate([UInt8])
  }

  /// The damage of an identifier whose check fails; nil for identifiers that check and for other faults.
  public static func spreadsheetDamage(_ text: [UInt8]) -> Damage? {
    guard 16...18 ~= text.count, text.allSatisfy(\.isDigit), text[0] != UInt8(ascii: "0") else { return nil }
    let kept = text.prefix(15)
    guard text.dropFirst(15).allSatisfy({ $0 == UInt8(ascii: "0") }), !checks(text) else { return nil }
    switch text.count {
    case 16: return withCheckDigit(kept).map { .exact($0) }
    case 17: return withCheckDigit(kept + "0".utf8).map { .candidate($0) }
    default: return withCheckDigit(kept + "10".utf8).map { .candidate($0) }
    }
  }

  /// Whether the last digit is the one that belongs there.
  public static func checks(_ text: [UInt8]) -> Bool { remainder(text) == 0 }

  /// The digits with the check digit that belongs after them.
  private static func withCheckDigit(_ digits: some Collection<UInt8>) -> [UInt8]? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).lazy.map { Array(digits) + [$0] }.first { checks($0) }
  }

  private static func remainder(_ digits: [UInt8]) -> Int {
    var state = 0
    for (position, digit) in digits.reversed().enumerated() {
      state = product(state, permuted(Int(digit & 0x0F), position % 8))
    }
    return state
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// The permutation applied `times` times.
  private static func permuted(_ digit: Int, _ times: Int) -> Int {
    (0..<times).reduce(digit) { digit, _ in permutation[digit] }
  }

  /// Multiplication in the dihedral group of order ten.
  private static func product(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): (left + right - 5) % 5 + 5
    case (false, true): (left - 5 - right + 5) % 5 + 5
    case (false, false): (left - right + 5) % 5
    }
  }
}
