/// Scotland's Community Health Index number: date of birth as DDMMYY, two digits, a digit that is odd for men and even for women, and a
/// check digit modulus 11.
public enum CHINumber {
  public enum Fault: Sendable, Hashable, CaseIterable {
    /// Not ten digits.
    case form
    /// The first six digits are no date.
    case date
    case checkDigit
  }

  /// What is wrong with a number, or nil.
  public static func fault(_ text: [UInt8]) -> Fault? {
    guard text.count == 10, text.allSatisfy({ 0x30...0x39 ~= $0 }) else { return .form }
    let digits = text.map { $0 - 0x30 }
    let (day, month) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    // The century is not told, so that the 29th of February may always be.
    let days: [UInt8] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard 1...12 ~= month, 1...days[Int(month) - 1] ~= day else { return .date }
    return ModulusEleven.checkDigit(digits.prefix(9)) == digits[9] ? nil : .checkDigit
  }
}

/// Northern Ireland's Health and Care Number: ten digits of a range of its own, with a check digit modulus 11.
public enum HealthAndCareNumber {
  /// Whether a number is right.
  public static func isRight(_ text: [UInt8]) -> Bool {
    guard text.count == 10, let digits = NHSNumber.digits(text), !NHSNumber.isPlaceholder(digits) else { return false }
    return ModulusEleven.checkDigit(digits.prefix(9)) == digits[9] && NHSNumber.service(digits) == .northernIreland
  }
}
