import HL7v2Definitions

/// The exact forms of values of data types without components (HL7 v2.5.1 chapter 2A, v2.9 chapter 2A).
enum LexicalCheck {
  /// NM: an optional sign, digits, at most one decimal point (section 2A.2.47).
  static func isNumber(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    if position < range.upperBound, source[position] == UInt8(ascii: "-") || source[position] == UInt8(ascii: "+") {
      position += 1
    }
    var digits = 0
    var points = 0
    while position < range.upperBound {
      if source[position] &- 0x30 < 10 {
        digits += 1
      } else if source[position] == UInt8(ascii: "."), points == 0 {
        points = 1
      } else {
        return false
      }
      position += 1
    }
    return digits > 0
  }

  /// A number behind a comparator, such as `<5` or `>=10`: common in results that should be structured numeric.
  static func isComparedNumber(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound,
      source[position] == UInt8(ascii: "<") || source[position] == UInt8(ascii: ">") || source[position] == UInt8(ascii: "=")
        || source[position] == 0x20
    {
      position += 1
    }
    return position > range.lowerBound && isNumber(source, position..<range.upperBound)
  }

  /// SI: digits only (section 2A.2.70).
  static func isSequence(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    digits(source, range.lowerBound, range.upperBound) == range.count && range.count <= 9
  }

  /// DT: YYYY, YYYYMM or YYYYMMDD (section 2A.2.21).
  static func isDate(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    digits(source, range.lowerBound, range.upperBound) == range.count && isCalendar(source, range.lowerBound, range.count)
  }

  /// TM: HH, HHMM, HHMMSS or HHMMSS.SSSS, and an offset (section 2A.2.75).
  static func isTime(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let end = beforeOffset(source, range) else { return false }
    return isClock(source, range.lowerBound, end)
  }

  /// DTM: YYYY to YYYYMMDDHHMMSS.SSSS, and an offset (section 2A.2.22).
  static func isTimeStamp(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let end = beforeOffset(source, range) else { return false }
    let start = range.lowerBound
    guard end - start > 8 else {
      return digits(source, start, end) == end - start && isCalendar(source, start, end - start)
    }
    return digits(source, start, start + 8) == 8 && isCalendar(source, start, 8) && isClock(source, start + 8, end)
  }

  /// How many digits follow each other.
  private static func digits(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end, source[position] &- 0x30 < 10 { position += 1 }
    return position - start
  }

  private static func number(_ source: Span<UInt8>, _ start: Int, _ count: Int) -> Int {
    var value = 0
    for index in start..<(start + count) { value = value * 10 + Int(source[index] &- 0x30) }
    return value
  }

  /// Whether 4, 6 or 8 digits are a year, month and day that exist.
  private static func isCalendar(_ source: Span<UInt8>, _ start: Int, _ count: Int) -> Bool {
    guard count == 4 || count == 6 || count == 8 else { return false }
    let year = number(source, start, 4)
    guard year > 0 else { return false }
    guard count > 4 else { return true }
    let month = number(source, start + 4, 2)
    guard 1...12 ~= month else { return false }
    guard count > 6 else { return true }
    let day = number(source, start + 6, 2)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let last = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return 1...last ~= day
  }

  /// Whether HH, HHMM or HHMMSS with up to four decimals are a time of the day.
  private static func isClock(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let count = digits(source, start, end)
    guard count == 2 || count == 4 || count == 6, number(source, start, 2) < 24 else { return false }
    if count >= 4, number(source, start + 2, 2) >= 60 { return false }
    if count == 6, number(source, start + 4, 2) >= 60 { return false }
    guard start + count < end else { return true }
    guard count == 6, source[start + 6] == UInt8(ascii: ".") else { return false }
    let decimals = digits(source, start + 7, end)
    return 1...4 ~= decimals && start + 7 + decimals == end
  }

  /// Where the offset from UTC begins, or the end; nil where there is one that does not exist.
  private static func beforeOffset(_ source: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound
    while position < range.upperBound, source[position] != UInt8(ascii: "+"), source[position] != UInt8(ascii: "-") {
      position += 1
    }
    guard position < range.upperBound else { return position }
    guard range.upperBound - position == 5, digits(source, position + 1, range.upperBound) == 4 else { return nil }
    guard number(source, position + 1, 2) <= 14, number(source, position + 3, 2) < 60 else { return nil }
    return position
  }
}
