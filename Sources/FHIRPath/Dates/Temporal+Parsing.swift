extension Temporal {
  /// Reads a whole text as a date (`2015-02`), as a date with time (`2015-02-04T14:34Z`, a date alone or with a bare `T` included) or as a
  /// time (`14:34`, with or without `T`). Nil where it has another form or a component out of range.
  public init?(_ text: Span<UInt8>, _ kind: Kind) {
    var scanner = TemporalScanner(position: 0)
    guard let value = scanner.scan(text, kind), scanner.position == text.count else { return nil }
    self = value
  }

  /// Reads the longest date, date with time or time (from its `T` on) at a position: the literals of FHIRPath.
  static func literal(_ text: Span<UInt8>, _ position: inout Int) -> Temporal? {
    var scanner = TemporalScanner(position: position)
    let isTime = position < text.count && text[position] == UInt8(ascii: "T")
    guard var value = scanner.scan(text, isTime ? .time : .dateTime) else { return nil }
    if !isTime, !scanner.sawT { value.kind = .date }
    position = scanner.position
    return value
  }
}

private struct TemporalScanner {
  var position: Int
  var sawT = false

  mutating func scan(_ text: Span<UInt8>, _ kind: Temporal.Kind) -> Temporal? {
    if kind == .time {
      if peek(text) == UInt8(ascii: "T") { position += 1 }
      var value = Temporal(.time, precision: .hour)
      return scanTime(text, &value) ? value : nil
    }
    guard let year = number(text, 4), year > 0 else { return nil }
    var value = Temporal(kind, precision: .year)
    value.year = UInt16(year)
    guard scanDate(text, &value) else { return nil }
    guard kind == .dateTime, peek(text) == UInt8(ascii: "T") else { return value }
    position += 1
    sawT = true
    guard isDigit(text, position) else { return value }
    guard value.precision == .day, scanTime(text, &value), scanOffset(text, &value) else { return nil }
    return value
  }

  private mutating func scanDate(_ text: Span<UInt8>, _ value: inout Temporal) -> Bool {
    guard peek(text) == UInt8(ascii: "-"), isDigit(text, position + 1) else { return true }
    position += 1
    guard let month = number(text, 2), 1...12 ~= month else { return false }
    value.month = UInt8(month)
    value.precision = .month
    guard peek(text) == UInt8(ascii: "-"), isDigit(text, position + 1) else { return true }
    position += 1
    guard let day = number(text, 2), 1...Temporal.daysInMonth(Int(value.year), month) ~= day else { return false }
    value.day = UInt8(day)
    value.precision = .day
    return true
  }

  private mutating func scanTime(_ text: Span<UInt8>, _ value: inout Temporal) -> Bool {
    guard let hour = number(text, 2), hour < 24 else { return false }
    value.hour = UInt8(hour)
    value.precision = .hour
    guard peek(text) == UInt8(ascii: ":") else { return true }
    position += 1
    guard let minute = number(text, 2), minute < 60 else { return false }
    value.minute = UInt8(minute)
    value.precision = .minute
    guard peek(text) == UInt8(ascii: ":") else { return true }
    position += 1
    guard let second = number(text, 2), second <= 60 else { return false }
    value.second = UInt8(second)
    value.precision = .second
    guard peek(text) == UInt8(ascii: "."), isDigit(text, position + 1) else { return true }
    position += 1
    scanFraction(text, &value)
    return true
  }

  private mutating func scanFraction(_ text: Span<UInt8>, _ value: inout Temporal) {
    var unit: UInt32 = 100_000_000
    var digits = 0
    while isDigit(text, position) {
      value.nanosecond += UInt32(text[position] - UInt8(ascii: "0")) * unit
      unit /= 10
      digits += 1
      position += 1
    }
    value.fractionDigits = UInt8(min(digits, 9))
    value.precision = .fraction
  }

  private mutating func scanOffset(_ text: Span<UInt8>, _ value: inout Temporal) -> Bool {
    switch peek(text) {
    case UInt8(ascii: "Z"):
      position += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isNegative = text[position] == UInt8(ascii: "-")
      guard isDigit(text, position + 1), isDigit(text, position + 2), position + 3 < text.count,
        text[position + 3] == UInt8(ascii: ":")
      else { return true }
      position += 1
      guard let hours = number(text, 2) else { return false }
      position += 1
      guard let minutes = number(text, 2), minutes < 60, hours * 60 + minutes <= 14 * 60 else { return false }
      value.offset = Int16(hours * 60 + minutes) * (isNegative ? -1 : 1)
    default: return true
    }
    value.hasOffset = true
    return true
  }

  private func peek(_ text: Span<UInt8>) -> UInt8 { position < text.count ? text[position] : 0 }

  private func isDigit(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index < text.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index]
  }

  private mutating func number(_ text: Span<UInt8>, _ digits: Int) -> Int? {
    var value = 0
    for index in position..<(position + digits) {
      guard isDigit(text, index) else { return nil }
      value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
    }
    position += digits
    return value
  }
}
