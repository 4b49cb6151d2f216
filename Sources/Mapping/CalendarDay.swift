#if canImport(Glibc)
  import Glibc
#endif

/// A day of the Gregorian calendar.
public struct CalendarDay: Sendable, Hashable, Comparable, BitwiseCopyable {
  public var year: Int
  public var month: Int
  public var day: Int

  /// Nil unless the day exists.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarDay.days(inMonth: month, of: year) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The current day in UTC.
  public static func today() -> CalendarDay {
    var seconds = time(nil)
    var parts = unsafe tm()  // C: has a pointer to the name of the zone, which is not read
    unsafe gmtime_r(&seconds, &parts)
    return unsafe CalendarDay(
      uncheckedYear: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// 0 for Sunday (Sakamoto's method).
  var weekday: Int {
    let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let shifted = month < 3 ? year - 1 : year
    return (shifted + shifted / 4 - shifted / 100 + shifted / 400 + shifts[month - 1] + day) % 7
  }

  /// The day of the last Sunday of a month.
  static func lastSunday(ofMonth month: Int, _ year: Int) -> Int {
    let last = days(inMonth: month, of: year)
    return last - CalendarDay(uncheckedYear: year, month: month, day: last).weekday
  }
}
