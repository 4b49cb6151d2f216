extension Temporal {
  /// How two values compare: unknown where one is less precise and agrees with the other as far as it goes, and where one is a time of day
  /// and the other is not.
  public enum Order: Sendable { case less, equal, greater, unknown }

  /// Compares component by component (http://hl7.org/fhirpath/N1/#datetime-equality). Times with an offset are compared in UTC; a time
  /// without one is taken to be in `defaultOffset`, in minutes.
  public func order(_ other: Temporal, defaultOffset: Int = 0) -> Order {
    guard (kind == .time) == (other.kind == .time) else { return .unknown }
    var left = self
    var right = other
    if hasOffset || other.hasOffset, precision >= .hour, other.precision >= .hour {
      left = inUTC(defaultOffset)
      right = other.inUTC(defaultOffset)
    }
    let common = min(left.precision.comparable, right.precision.comparable)
    for component in (kind == .time ? Precision.hour : .year).rawValue...common.rawValue {
      let (first, second) = (left.component(component), right.component(component))
      if first != second { return first < second ? .less : .greater }
    }
    return left.precision.comparable == right.precision.comparable ? .equal : .unknown
  }

  private func component(_ index: UInt8) -> Int {
    switch Precision(rawValue: index) {
    case .year: Int(year)
    case .month: Int(month)
    case .day: Int(day)
    case .hour: Int(hour)
    case .minute: Int(minute)
    default: Int(second) * 1_000_000_000 + Int(nanosecond)
    }
  }

  private func inUTC(_ defaultOffset: Int) -> Temporal {
    let minutes = hasOffset ? Int(offset) : defaultOffset
    return minutes == 0 ? self : shifted(byMinutes: -minutes) ?? self
  }

  func shifted(byMinutes minutes: Int) -> Temporal? {
    let total = Int(hour) * 60 + Int(minute) + minutes
    let days = total >= 0 ? total / 1440 : -((1439 - total) / 1440)
    guard var result = kind == .time ? self : settingDay(dayNumber + days) else { return nil }
    let rest = total - days * 1440
    result.hour = UInt8(rest / 60)
    result.minute = UInt8(rest % 60)
    return result
  }
}

extension Temporal.Precision {
  /// Seconds and fractions of seconds compare as one.
  fileprivate var comparable: Temporal.Precision { self == .fraction ? .second : self }
}
