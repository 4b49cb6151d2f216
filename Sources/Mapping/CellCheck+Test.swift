import SourceTree
import UKIdentifiers

extension CellCheck {
  /// What is wrong with a cell that is neither empty nor blank.
  enum Fault: Equatable { case form, future }

  func fault(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, today: CalendarDay) -> Fault? {
    let isRight: Bool
    switch self {
    case .nhsNumber: isRight = NHSNumber.isWritten(bytes, range)
    case .forenames: isRight = CellCheck.areNames(bytes, range)
    case .surname: isRight = CellCheck.characters(bytes, range) <= 35
    case .date: isRight = CellCheck.day(bytes, range) != nil
    case .pastDate:
      guard let day = CellCheck.day(bytes, range) else { return .form }
      return day > today ? .future : nil
    case .pastTime:
      guard let day = CellCheck.time(bytes, range) else { return .form }
      return day > today ? .future : nil
    case .gender:
      isRight = CellCheck.isOne(["0", "1", "2", "9", "male", "female", "other", "unknown"], bytes, range)
    case .action: isRight = CellCheck.isOne(["new", "update", "delete"], bytes, range)
    case .boolean: isRight = CellCheck.isOne(["true", "false"], bytes, range)
    case .concept: isRight = CellCheck.isConcept(bytes, range)
    case .doseSequence: isRight = range.count == 1 && (0x31...0x39).contains(bytes[range.lowerBound])
    case .number: isRight = NumberForm.isDecimal(bytes, range)
    case .text: isRight = true
    }
    return isRight ? nil : .form
  }

  /// 6 to 18 digits of SNOMED CT that check, in the partition of concepts (00 and 10 before the check digit).
  static func isConcept(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard (6...18).contains(range.count), bytes[range].allSatisfy({ $0 &- 0x30 < 10 }), bytes[range.lowerBound] != 0x30 else {
      return false
    }
    let isLong = bytes[range.upperBound - 3] == 0x31
    return bytes[range.upperBound - 2] == 0x30 && (isLong || bytes[range.upperBound - 3] == 0x30)
      && SNOMEDIdentifier.checks(Array(bytes[range]))
  }

  /// Whether the text is one of some words, in any case.
  static func isOne(_ words: [String], _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    words.contains { word in
      word.utf8.count == range.count && zip(word.utf8, bytes[range]).allSatisfy { $0 == $1 | ($1 &- 0x41 < 26 ? 0x20 : 0) }
    }
  }

  private static func characters(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (bytes[$1] & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func areNames(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    let names = bytes[range].split(separator: 0x20)
    return names.count <= 5 && names.allSatisfy { characters(bytes, $0.startIndex..<$0.endIndex) <= 180 }
  }

  private static func number(_ bytes: ContiguousArray<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<(start + count) {
      guard bytes[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(bytes[index] &- 0x30)
    }
    return value
  }

  /// The day at the start of a text.
  private static func day(at start: Int, _ bytes: ContiguousArray<UInt8>) -> CalendarDay? {
    guard let year = number(bytes, start, 4), let month = number(bytes, start + 4, 2), let day = number(bytes, start + 6, 2)
    else {
      return nil
    }
    return CalendarDay(year: year, month: month, day: day)
  }

  private static func day(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> CalendarDay? {
    range.count == 8 ? day(at: range.lowerBound, bytes) : nil
  }

  /// The day of `YYYYMMDDThhmmss[00|01]`.
  private static func time(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> CalendarDay? {
    let start = range.lowerBound
    guard range.count == 15 || range.count == 17, bytes[start + 8] == UInt8(ascii: "T"), let day = day(at: start, bytes),
      let hour = number(bytes, start + 9, 2), let minute = number(bytes, start + 11, 2),
      let second = number(bytes, start + 13, 2), hour < 24, minute < 60, second < 60
    else { return nil }
    if range.count == 17 {
      guard let zone = number(bytes, start + 15, 2), zone < 2 else { return nil }
    }
    return day
  }
}

extension NHSNumber {
  /// Ten digits that pass the check, without blanks between them.
  static func isWritten(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == 10 else { return false }
    let fault = fault(Array(bytes[range]))
    return fault == nil || fault == .notIssued
  }
}
