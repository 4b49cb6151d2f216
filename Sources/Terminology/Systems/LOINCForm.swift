/// The form of LOINC codes (LOINC Users' Guide, appendix C): up to seven digits, a hyphen and a check digit. Parts, answers, lists and
/// groups have letters in front.
enum LOINCForm {
  static func fault(_ code: [UInt8]) -> CodeForm? {
    var rest = code[...]
    for prefix in ["LP", "LA", "LL", "LG", "MTHU"] where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
      let isFormed = !rest.isEmpty && rest.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
      return isFormed ? nil : .loinc
    }
    guard rest.count >= 3, rest.count <= 9, rest[rest.endIndex - 2] == UInt8(ascii: "-") else { return .loinc }
    let digits = rest.dropLast(2)
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 }), let last = rest.last, 0x30...0x39 ~= last else { return .loinc }
    return luhn(digits) == Int(last - 0x30) ? nil : .loincCheckDigit
  }

  /// The check digit by modulus 10.
  static func luhn(_ digits: ArraySlice<UInt8>) -> Int {
    var sum = 0
    for (position, digit) in digits.reversed().enumerated() {
      let value = Int(digit - 0x30) * (position.isMultiple(of: 2) ? 2 : 1)
      sum += value / 10 + value % 10
    }
    return (10 - sum % 10) % 10
  }
}
