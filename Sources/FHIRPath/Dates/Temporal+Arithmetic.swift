extension Temporal {
  /// Adds a duration (http://hl7.org/fhirpath/N1/#datetime-arithmetic). The fraction of an amount counts for seconds only; an amount finer
  /// than the value's precision is brought to that precision and cut. Nil where the result is out of range, or where days or more are added
  /// to a time of day.
  public func adding(_ amount: ExactDecimal, _ unit: CalendarUnit) -> Temporal? {
    if kind == .time, unit.rawValue < CalendarUnit.hour.rawValue { return nil }
    if unit == .second || unit == .millisecond, precision >= .second { return addingSeconds(amount, unit) }
    guard var count = amount.truncated else { return nil }
    var unit = unit
    if unit == .week {
      guard abs(count) < 1 << 40 else { return nil }
      count *= 7
      unit = .day
    }
    while let coarser = coarserUnit(unit) {
      count /= coarser.ratio
      unit = coarser.unit
    }
    guard abs(count) < 1 << 40 else { return nil }
    switch unit {
    case .year: return addingMonths(Int(count) * 12)
    case .month: return addingMonths(Int(count))
    case .day: return settingDay(dayNumber + Int(count))
    default: return addingNanoseconds(Int64(count).multipliedReportingOverflow(by: unit.milliseconds * 1_000_000))
    }
  }

  private func coarserUnit(_ unit: CalendarUnit) -> (unit: CalendarUnit, ratio: Int64)? {
    switch unit {
    case .millisecond: precision < .second ? (.second, 1000) : nil
    case .second: precision < .second ? (.minute, 60) : nil
    case .minute: precision < .minute ? (.hour, 60) : nil
    case .hour: kind != .time && precision < .hour ? (.day, 24) : nil
    case .day: precision == .month ? (.month, 30) : precision == .year ? (.year, 365) : nil
    case .month: precision == .year ? (.year, 12) : nil
    case .week, .year: nil
    }
  }

  private func addingMonths(_ count: Int) -> Temporal? {
    let total = Int(year) * 12 + Int(month) - 1 + count
    guard 12..<120_000 ~= total else { return nil }
    var result = self
    result.year = UInt16(total / 12)
    result.month = UInt8(total % 12 + 1)
    result.day = UInt8(min(Int(day), Temporal.daysInMonth(total / 12, total % 12 + 1)))
    return result
  }

  private func addingSeconds(_ amount: ExactDecimal, _ unit: CalendarUnit) -> Temporal? {
    guard let factor = ExactDecimal(unit.milliseconds * 1_000_000).multiplied(by: amount), let count = factor.truncated else {
      return nil
    }
    guard var result = addingNanoseconds((count, false)) else { return nil }
    if result.precision == .second, result.nanosecond != 0 {
      result.precision = .fraction
      result.fractionDigits = result.nanosecond % 1_000_000 == 0 ? 3 : 9
    }
    return result
  }

  private func addingNanoseconds(_ count: (partialValue: Int64, overflow: Bool)) -> Temporal? {
    let day: Int64 = 86_400_000_000_000
    guard !count.overflow else { return nil }
    let (total, overflow) = timeOfDay.addingReportingOverflow(count.partialValue)
    guard !overflow else { return nil }
    var days = total / day
    var rest = total % day
    if rest < 0 {
      rest += day
      days -= 1
    }
    guard var result = kind == .time || days == 0 ? self : settingDay(dayNumber + Int(days)) else { return nil }
    result.setTimeOfDay(rest)
    return result
  }

  /// The first or last moment that a value of this precision may stand for, to a number of digits (4 year, 6 month, 8 day, 10 hour, 12
  /// minute, 14 second, 17 millisecond; for times 2, 4, 6, 9). A missing offset is the earliest or latest there is. Nil for other numbers.
  public func boundary(_ digits: Int, isHigh: Bool) -> Temporal? {
    guard let wanted = Temporal.precision(digits, kind) else { return nil }
    var result = self
    if precision < .month { result.month = isHigh ? 12 : 1 }
    if precision < .day { result.day = isHigh ? UInt8(Temporal.daysInMonth(Int(year), Int(result.month))) : 1 }
    // An hour alone is the hour and minute 0: FHIR has no hours alone.
    if precision < .hour && kind != .time {
      result.hour = isHigh ? 23 : 0
      result.minute = isHigh ? 59 : 0
    }
    if precision < .second { result.second = isHigh ? 59 : 0 }
    if precision < .fraction { result.nanosecond = isHigh ? 999_000_000 : 0 }
    result.precision = wanted
    if wanted == .fraction, precision < .fraction || fractionDigits < 3 { result.fractionDigits = 3 }
    if kind == .dateTime, wanted >= .hour, !hasOffset {
      result.hasOffset = true
      result.offset = isHigh ? -12 * 60 : 14 * 60
    }
    if wanted < .hour { result.hasOffset = false }
    return result
  }

  private static func precision(_ digits: Int, _ kind: Kind) -> Precision? {
    if kind == .time {
      return [2: .hour, 4: .minute, 6: .second, 9: .fraction][digits]
    }
    let all: [Int: Precision] = [4: .year, 6: .month, 8: .day, 10: .hour, 12: .minute, 14: .second, 17: .fraction]
    guard let precision = all[digits], kind == .dateTime || precision <= .day else { return nil }
    return precision
  }

  /// The number of digits the value is written with (precision() of FHIRPath).
  public var digitCount: Int {
    let count = precision == .fraction ? 14 + Int(fractionDigits) : [4, 6, 8, 10, 12, 14][Int(precision.rawValue)]
    return kind == .time ? count - 8 : count
  }
}
