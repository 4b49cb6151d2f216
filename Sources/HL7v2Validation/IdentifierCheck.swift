/// The forms of identifiers that are used in the United Kingdom (NHS Data Dictionary; Organisation Data Service DCB0090).
enum IdentifierCheck {
  static func matches(_ pattern: Condition.Pattern, _ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch pattern {
    case .nhsNumber: return nhsNumber(source, range) == nil
    case .gmcNumber: return isGMC(source, range)
    case .odsCode: return isODS(source, range)
    case .postcode: return isPostcode(source, range)
    case .digits:
      for index in range where source[index] &- 0x30 >= 10 { return false }
      return true
    }
  }

  enum NHSFault { case form, placeholder, checkDigit }

  /// What is wrong with an NHS number: ten digits, the last of them a check digit modulus 11.
  static func nhsNumber(_ source: Span<UInt8>, _ range: Range<Int>) -> NHSFault? {
    guard range.count == 10 else { return .form }
    var sum = 0
    var isOneDigit = true
    var isAscending = true
    let first = range.lowerBound
    for index in 0..<10 {
      let digit = source[first + index] &- 0x30
      guard digit < 10 else { return .form }
      if digit != source[first] &- 0x30 { isOneDigit = false }
      if Int(digit) != index { isAscending = false }
      if index < 9 { sum += Int(digit) * (10 - index) }
    }
    if isOneDigit || isAscending { return .placeholder }
    return (11 - sum % 11) % 11 == Int(source[first + 9] &- 0x30) ? nil : .checkDigit
  }

  /// Seven digits, as the General Medical Council gives them; a C before them makes it a consultant code.
  private static func isGMC(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    if range.count == 8, source[start] == UInt8(ascii: "C") { start += 1 }
    guard range.upperBound - start == 7 else { return false }
    for index in start..<range.upperBound where source[index] &- 0x30 >= 10 { return false }
    return true
  }

  /// Three to nine capital letters and digits.
  private static func isODS(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard 3...9 ~= range.count else { return false }
    for index in range where source[index] &- 0x30 >= 10 && source[index] &- 0x41 >= 26 { return false }
    return true
  }

  /// Area, district, a blank, sector and unit.
  private static func isPostcode(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard 6...8 ~= range.count else { return false }
    let blank = range.upperBound - 4
    guard source[blank] == 0x20, source[blank + 1] &- 0x30 < 10, source[range.lowerBound] &- 0x41 < 26 else { return false }
    return source[blank + 2] &- 0x41 < 26 && source[blank + 3] &- 0x41 < 26
  }
}
