/// Codes of countries that are in no list (ISO 3166-1, clause 8.1): those that everybody may give a meaning of their own.
enum CountryForm {
  /// `AA`, `QM` to `QZ`, `XA` to `XZ`, `ZZ`, what has three letters and starts so, and 900 to 999.
  static func isLeftToUsers(_ code: String, _ system: String) -> Bool {
    guard system == WellKnownSystem.countries else { return false }
    let letters = Array(code.utf8)
    guard 2...3 ~= letters.count else { return false }
    if letters.allSatisfy({ 0x30...0x39 ~= $0 }) { return letters.count == 3 && letters[0] == UInt8(ascii: "9") }
    guard letters.allSatisfy({ 0x41...0x5A ~= $0 }) else { return false }
    switch (letters[0], letters[1]) {
    case (UInt8(ascii: "A"), UInt8(ascii: "A")), (UInt8(ascii: "Z"), UInt8(ascii: "Z")), (UInt8(ascii: "X"), _): return true
    case (UInt8(ascii: "Q"), UInt8(ascii: "M")...): return true
    default: return false
    }
  }

  /// Regions of language tags that are no countries (RFC 5646 section 2.2.4).
  static func isRegisteredRegion(_ region: String) -> Bool {
    isLeftToUsers(region, WellKnownSystem.countries)
      || ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN"].contains(region)
  }
}
