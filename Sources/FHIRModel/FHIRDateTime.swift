/// A date, dateTime, instant or time of FHIR (http://hl7.org/fhir/R4/datatypes.html#dateTime), as precise as it was given.
/// `1970-01` is a month and not the first of January.
public struct FHIRDateTime: Sendable, Hashable, CustomStringConvertible {
  public enum Precision: UInt8, Sendable, Comparable {
    case year, month, day, hour, minute, second, fraction

    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The characters as given.
  public let text: String
  public let precision: Precision
  /// 0 in a time without a date.
  public let year: Int
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  /// Up to 60: leap seconds are allowed.
  public let second: Int
  /// The digits after the decimal point.
  public let fraction: [UInt8]
  /// Minutes east of UTC; nil where none is given.
  public let offset: Int?
  public let hasDate: Bool

  /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss[.f](Z|±hh:mm)`; nil for anything else, impossible days
  /// included. A time of day needs an offset.
  public init?(_ text: String) {
    var scanner = DateScanner(bytes: Array(text.utf8))
    guard scanner.readDate(), scanner.isAtEnd || (scanner.precision == .day && scanner.readTimeOfDay() && scanner.readOffset()),
      scanner.isAtEnd
    else { return nil }
    self.init(scanner, hasDate: true)
  }

  /// Reads a time `hh:mm:ss[.f]` without date and offset; nil for anything else.
  public static func time(_ text: String) -> FHIRDateTime? {
    var scanner = DateScanner(bytes: Array(("T" + text).utf8))
    guard scanner.readTimeOfDay(), scanner.isAtEnd else { return nil }
    return FHIRDateTime(scanner, hasDate: false)
  }

  private init(_ scanner: DateScanner, hasDate: Bool) {
    text = String(decoding: hasDate ? scanner.bytes[...] : scanner.bytes.dropFirst(), as: UTF8.self)
    precision = scanner.precision
    (year, month, day) = (scanner.year, scanner.month, scanner.day)
    (hour, minute, second) = (scanner.hour, scanner.minute, scanner.second)
    fraction = scanner.fraction
    offset = scanner.offset
    self.hasDate = hasDate
  }

  public var description: String { text }

  public static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// -1, 0 or 1 as this is before, at or after the other; nil where that cannot be told because one is less precise, or only
  /// one says how far it is from UTC (the rule of FHIRPath, http://hl7.org/fhirpath/#datetime-equality).
  public func order(_ other: FHIRDateTime) -> Int? {
    guard hasDate == other.hasDate else { return nil }
    let left = comparable(with: other)
    let right = other.comparable(with: self)
    guard let left, let right else { return nil }
    for (first, second) in zip(left, right) where first != second { return first < second ? -1 : 1 }
    let bothHaveSeconds = precision >= .second && other.precision >= .second
    guard left.count == right.count || bothHaveSeconds else { return nil }
    for index in 0..<max(fraction.count, other.fraction.count) {
      let first = index < fraction.count ? fraction[index] : 0
      let second = index < other.fraction.count ? other.fraction[index] : 0
      if first != second { return first < second ? -1 : 1 }
    }
    return 0
  }

  /// The parts that are given, in UTC where both have a time with offset.
  private func comparable(with other: FHIRDateTime) -> [Int]? {
    let hasTime = precision >= .hour
    let otherHasTime = other.precision >= .hour
    if hasDate, hasTime, otherHasTime {
      guard (offset == nil) == (other.offset == nil) else { return nil }
      let minutes = FHIRDateTime.dayNumber(year, month, day) * 1440 + hour * 60 + minute - (offset ?? 0)
      return [minutes, second]
    }
    let date = [year, month, day].prefix(Int(min(precision, .day).rawValue) + 1)
    return hasDate ? Array(date) + (hasTime ? [hour] : []) : [hour, minute, second]
  }

  /// Days since 1 March of year 0 in the proleptic Gregorian calendar.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month < 3 ? year - 1 : year
    let fromMarch = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * fromMarch + 2) / 5 + day
  }
}

/// Reads the parts of dates and times.
private struct DateScanner {
  let bytes: [UInt8]
  var position = 0
  var precision = FHIRDateTime.Precision.year
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var fraction: [UInt8] = []
  var offset: Int?

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func number(_ count: Int, _ range: ClosedRange<Int>) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<(position + count) {
      guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    guard range.contains(value) else { return nil }
    position += count
    return value
  }

  mutating func readDate() -> Bool {
    guard let year = number(4, 1...9999) else { return false }
    self.year = year
    guard skip(UInt8(ascii: "-")) else { return true }
    guard let month = number(2, 1...12) else { return false }
    self.month = month
    precision = .month
    guard skip(UInt8(ascii: "-")) else { return true }
    guard let day = number(2, 1...FHIRDateTime.daysInMonth(month, of: year)) else { return false }
    self.day = day
    precision = .day
    return true
  }

  mutating func readTimeOfDay() -> Bool {
    guard skip(UInt8(ascii: "T")), let hour = number(2, 0...23), skip(UInt8(ascii: ":")), let minute = number(2, 0...59),
      skip(UInt8(ascii: ":")), let second = number(2, 0...60)
    else { return false }
    (self.hour, self.minute, self.second) = (hour, minute, second)
    precision = .second
    guard skip(UInt8(ascii: ".")) else { return true }
    while let digit = number(1, 0...9) { fraction.append(UInt8(digit)) }
    precision = .fraction
    return !fraction.isEmpty
  }

  mutating func readOffset() -> Bool {
    if skip(UInt8(ascii: "Z")) {
      offset = 0
      return true
    }
    let isNegative = skip(UInt8(ascii: "-"))
    guard isNegative || skip(UInt8(ascii: "+")), let hours = number(2, 0...14), skip(UInt8(ascii: ":")),
      let minutes = number(2, 0...59), hours < 14 || minutes == 0
    else { return false }
    offset = (isNegative ? -1 : 1) * (hours * 60 + minutes)
    return true
  }
}
