/// A date, date with time, or time of day, as precise as it was written (http://hl7.org/fhirpath/N1/#datetime).
@frozen
public struct Temporal: Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable { case date, dateTime, time }

  /// The last component that is there. Seconds and their fraction count as one when values are compared.
  public enum Precision: UInt8, Sendable, Comparable, BitwiseCopyable {
    case year, month, day, hour, minute, second, fraction

    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  public var nanosecond: UInt32 = 0
  public var year: UInt16 = 0
  /// Minutes east of UTC; counts only with ``hasOffset``.
  public var offset: Int16 = 0
  public var month: UInt8 = 1
  public var day: UInt8 = 1
  public var hour: UInt8 = 0
  public var minute: UInt8 = 0
  public var second: UInt8 = 0
  /// Digits of fraction that were written, 1 to 9.
  public var fractionDigits: UInt8 = 0
  public var precision: Precision
  private var kindAndOffset: UInt8

  public init(_ kind: Kind, precision: Precision) {
    self.precision = precision
    kindAndOffset = kind.rawValue
  }

  public var kind: Kind {
    get { Kind(rawValue: kindAndOffset & 3) ?? .date }
    set { kindAndOffset = kindAndOffset & ~3 | newValue.rawValue }
  }

  public var hasOffset: Bool {
    get { kindAndOffset & 4 != 0 }
    set { kindAndOffset = newValue ? kindAndOffset | 4 : kindAndOffset & ~4 }
  }

  static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 0000-03-01 of the proleptic Gregorian calendar.
  var dayNumber: Int {
    let year = Int(self.year) - (month <= 2 ? 1 : 0)
    let shifted = (Int(month) + 9) % 12
    let era = year >= 0 ? year / 400 : (year - 399) / 400
    let yearOfEra = year - era * 400
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * shifted + 2) / 5 + Int(day) - 1
  }

  /// Sets year, month and day; nil outside the years 1 to 9999.
  func settingDay(_ number: Int) -> Temporal? {
    let era = number >= 0 ? number / 146_097 : (number - 146_096) / 146_097
    let dayOfEra = number - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    guard 1...9999 ~= year else { return nil }
    var result = self
    result.year = UInt16(year)
    result.month = UInt8(month)
    result.day = UInt8(dayOfYear - (153 * shifted + 2) / 5 + 1)
    return result
  }

  /// Nanoseconds since midnight.
  var timeOfDay: Int64 {
    ((Int64(hour) * 60 + Int64(minute)) * 60 + Int64(min(second, 59))) * 1_000_000_000 + Int64(nanosecond)
  }

  mutating func setTimeOfDay(_ nanoseconds: Int64) {
    nanosecond = UInt32(nanoseconds % 1_000_000_000)
    let seconds = nanoseconds / 1_000_000_000
    second = UInt8(seconds % 60)
    minute = UInt8(seconds / 60 % 60)
    hour = UInt8(seconds / 3600 % 24)
  }
}

extension Temporal: CustomStringConvertible {
  /// As FHIR writes it: `2015-02`, `2015-02-04T14:34:28.123+10:00`, `14:34`.
  public var description: String {
    var text = ""
    if kind != .time {
      text = Temporal.digits(Int(year), 4)
      if precision >= .month { text += "-" + Temporal.digits(Int(month), 2) }
      if precision >= .day { text += "-" + Temporal.digits(Int(day), 2) }
      guard precision >= .hour else { return text }
      text += "T"
    }
    text += Temporal.digits(Int(hour), 2)
    if precision >= .minute { text += ":" + Temporal.digits(Int(minute), 2) }
    if precision >= .second { text += ":" + Temporal.digits(Int(second), 2) }
    if precision == .fraction { text += "." + Temporal.digits(Int(nanosecond), 9).prefix(Int(fractionDigits)) }
    return hasOffset ? text + offsetText : text
  }

  private var offsetText: String {
    let minutes = abs(Int(offset))
    return offset == 0
      ? "Z" : (offset < 0 ? "-" : "+") + Temporal.digits(minutes / 60, 2) + ":" + Temporal.digits(minutes % 60, 2)
  }

  static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
