/// `date`, `dateTime`, `instant` and `time`. Days must exist in the calendar.
enum TemporalFormat {
  static func dateFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count > 10, text[10] == UInt8(ascii: "T") { return .timeOnDate }
    return dayFault(text, count: text.count)
  }

  static func dateTimeFault(_ text: Span<UInt8>) -> FormatFault {
    guard text.count > 10 else { return dayFault(text, count: text.count) }
    let fault = dayFault(text, count: 10)
    if fault != .none { return fault }
    guard text[10] == UInt8(ascii: "T") else { return .dateForm }
    return zonedTimeFault(text)
  }

  static func instantFault(_ text: Span<UInt8>) -> FormatFault {
    text.count > 10 ? dateTimeFault(text) : .instantPrecision
  }

  static func timeFault(_ text: Span<UInt8>) -> FormatFault {
    var end = 0
    let fault = clockFault(text, 0, &end)
    if fault != .none { return fault }
    return end == text.count ? .none : .zoneOnTime
  }

  /// Year, month and day in the first `count` bytes.
  private static func dayFault(_ text: Span<UInt8>, count: Int) -> FormatFault {
    guard count == 4 || count == 7 || count == 10 else { return .dateForm }
    let century = pair(text, 0)
    let yearOfCentury = pair(text, 2)
    if century < 0 || yearOfCentury < 0 { return .dateForm }
    let year = century * 100 + yearOfCentury
    if year == 0 { return .yearZero }
    guard count > 4 else { return .none }
    let month = pair(text, 5)
    if text[4] != UInt8(ascii: "-") || month < 0 { return .dateForm }
    if month == 0 || month > 12 { return .month }
    guard count > 7 else { return .none }
    let day = pair(text, 8)
    if text[7] != UInt8(ascii: "-") || day < 0 { return .dateForm }
    return day == 0 || day > dayCount(year, month) ? .day : .none
  }

  private static func dayCount(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func zonedTimeFault(_ text: Span<UInt8>) -> FormatFault {
    var end = 0
    let fault = clockFault(text, 11, &end)
    if fault != .none { return fault }
    guard end < text.count else { return .zoneMissing }
    let sign = text[end]
    if sign == UInt8(ascii: "Z") { return end + 1 == text.count ? .none : .zoneForm }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), end + 6 == text.count, text[end + 3] == UInt8(ascii: ":") else {
      return .zoneForm
    }
    let hours = pair(text, end + 1)
    let minutes = pair(text, end + 4)
    if hours < 0 || minutes < 0 || minutes > 59 || hours > 14 || (hours == 14 && minutes > 0) { return .zoneForm }
    return .none
  }

  /// `hh:mm:ss` with an optional fraction at `start`; `end` is then where it ends.
  private static func clockFault(_ text: Span<UInt8>, _ start: Int, _ end: inout Int) -> FormatFault {
    guard text.count >= start + 8, text[start + 2] == UInt8(ascii: ":"), text[start + 5] == UInt8(ascii: ":") else {
      return .timeForm
    }
    let hour = pair(text, start)
    let minute = pair(text, start + 3)
    let second = pair(text, start + 6)
    if hour < 0 || minute < 0 || second < 0 { return .timeForm }
    if hour > 23 { return .hour }
    if minute > 59 { return .minute }
    if second > 60 { return .second }
    end = start + 8
    guard end < text.count, text[end] == UInt8(ascii: ".") else { return .none }
    end += 1
    let fraction = end
    while end < text.count, text[end].isDigit { end += 1 }
    return end > fraction ? .none : .fraction
  }

  /// Two digits as a number, or -1.
  @inline(__always)
  private static func pair(_ text: Span<UInt8>, _ position: Int) -> Int {
    guard text[position].isDigit, text[position + 1].isDigit else { return -1 }
    return Int(text[position] &- 0x30) &* 10 &+ Int(text[position + 1] &- 0x30)
  }
}
