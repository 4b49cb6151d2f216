import UKIdentifiers

/// The forms of identifiers that conditions can ask for.
enum IdentifierCheck {
  static func matches(_ form: ValueTest.Form, _ bytes: some Sequence<UInt8>) -> Bool { matches(form, Array(bytes)) }

  static func matches(_ form: ValueTest.Form, _ text: [UInt8]) -> Bool {
    switch form {
    case .nhsNumber: NHSNumber.fault(text).map { $0 == .notIssued } ?? true
    case .gmcNumber: ProfessionalCode.isGMC(text)
    case .odsCode: ODSCode.fault(text) == nil
    case .postcode: Postcode.fault(text).map { $0 == .doubtful } ?? true
    case .digits: text.allSatisfy { $0 &- 0x30 < 10 }
    case .loinc: isLOINC(text)
    case .snomed: 6...18 ~= text.count && text.allSatisfy { $0 &- 0x30 < 10 } && SNOMEDIdentifier.checks(text)
    }
  }

  /// Digits, a hyphen and a check digit modulus 10, as the Luhn algorithm has it.
  private static func isLOINC(_ text: [UInt8]) -> Bool {
    guard 3...9 ~= text.count, text[text.count - 2] == UInt8(ascii: "-") else { return false }
    let digits = text.dropLast(2) + text.suffix(1)
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit - 0x30) * (index % 2 == 0 ? 1 : 2)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}
