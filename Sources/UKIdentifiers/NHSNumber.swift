/// The NHS number: ten digits, the last of them a check digit modulus 11 (NHS Data Dictionary, NHS NUMBER).
public enum NHSNumber {
  public enum Fault: Sendable, Hashable, CaseIterable {
    /// Not ten digits.
    case form
    /// Ten digits with blanks or hyphens between them, as numbers are shown to people.
    case separators
    /// A number that stands for "none": ten times the same digit, or the digits in their order.
    case placeholder
    case checkDigit
    /// In a range that no service issues numbers from.
    case notIssued
  }

  /// Who issues numbers of a range.
  public enum Service: Sendable, Hashable, CaseIterable {
    case unallocated, scotland, northernIreland, englandAndWales, ireland, test
  }

  /// What is wrong with a number, or nil. The check digit is looked at before the range, and both before separators: a number that is
  /// wrong without its separators is reported as that.
  public static func fault(_ text: [UInt8]) -> Fault? {
    guard let digits = digits(text) else { return .form }
    if isPlaceholder(digits) { return .placeholder }
    if ModulusEleven.checkDigit(digits.prefix(9)) != digits[9] { return .checkDigit }
    if service(digits) == .unallocated { return .notIssued }
    return digits.count == text.count ? nil : .separators
  }

  /// The ten digits (0 to 9), without single blanks and hyphens between them; nil where there are not ten.
  public static func digits(_ text: [UInt8]) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x30...0x39: digits.append(byte - 0x30)
      case UInt8(ascii: " "), UInt8(ascii: "-"): continue
      default: return nil
      }
    }
    return digits.count == 10 ? digits : nil
  }

  /// Every number made of one digit passes the check, and so does 0123456789.
  static func isPlaceholder(_ digits: [UInt8]) -> Bool {
    digits.allSatisfy { $0 == digits[0] } || digits.elementsEqual(0...9)
  }

  /// Whose range a number lies in.
  public static func service(_ digits: [UInt8]) -> Service {
    let number = digits.reduce(0) { $0 * 10 + Int($1) }
    switch number {
    case 100_000_000...3_112_999_999: return .scotland
    case 3_200_000_000...3_999_999_999: return .northernIreland
    case 4_000_000_000...4_999_999_999, 6_000_000_000...7_999_999_999: return .englandAndWales
    case 8_000_000_000...8_599_999_999: return .ireland
    case 9_000_000_000...9_999_999_999: return .test
    default: return .unallocated
    }
  }
}

/// The check digit modulus 11 with weights 10 to 2, which the health numbers of the United Kingdom and Ireland share.
enum ModulusEleven {
  /// The digit that belongs after nine digits; nil for digits that no number starts with.
  static func checkDigit(_ digits: some Collection<UInt8>) -> UInt8? {
    var sum = 0
    for (index, digit) in digits.enumerated() { sum += Int(digit) * (10 - index) }
    let check = 11 - sum % 11
    switch check {
    case 11: return 0
    case 10: return nil
    default: return UInt8(check)
    }
  }
}
