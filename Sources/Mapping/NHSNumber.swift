/// The NHS number: ten digits, the last of them a check digit modulus 11 (NHS Data Dictionary, NHS NUMBER).
enum NHSNumber {
  enum Fault: Equatable, CaseIterable {
    /// Not ten digits.
    case form
    /// A number that stands for "none", such as ten times the same digit.
    case placeholder
    case checkDigit
  }

  /// What is wrong with the number in `range` of `bytes`, or nil.
  static func fault(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Fault? {
    guard range.count == 10, bytes[range].allSatisfy({ $0 &- 0x30 < 10 }) else { return .form }
    let first = range.lowerBound
    if bytes[range].allSatisfy({ $0 == bytes[first] }) { return .placeholder }
    if bytes[range].elementsEqual("0123456789".utf8) { return .placeholder }
    var sum = 0
    for index in 0..<9 { sum += Int(bytes[first + index] &- 0x30) * (10 - index) }
    let check = (11 - sum % 11) % 11
    return check == Int(bytes[first + 9] &- 0x30) ? nil : .checkDigit
  }
}
