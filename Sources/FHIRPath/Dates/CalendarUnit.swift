/// The calendar durations of FHIRPath (http://hl7.org/fhirpath/N1/#time-valued-quantities).
public enum CalendarUnit: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case year, month, week, day, hour, minute, second, millisecond

  public var name: String { "\(self)" }

  public init?(word: String) {
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    guard let unit = CalendarUnit.allCases.first(where: { $0.name == singular }) else { return nil }
    self = unit
  }

  /// The UCUM code of the same duration; for years and months of nearly the same.
  public var ucumCode: String {
    switch self {
    case .year: "a"
    case .month: "mo"
    case .week: "wk"
    case .day: "d"
    case .hour: "h"
    case .minute: "min"
    case .second: "s"
    case .millisecond: "ms"
    }
  }

  public init?(ucumCode: String) {
    guard let unit = CalendarUnit.allCases.first(where: { $0.ucumCode == ucumCode }) else { return nil }
    self = unit
  }

  /// Whether the unit is of fixed length and so equals its UCUM unit.
  public var isDefinite: Bool { self != .year && self != .month }

  /// Length in milliseconds: a year has 365 days and a month 30 (http://hl7.org/fhirpath/N1/#toquantityunit-string-quantity).
  public var milliseconds: Int64 {
    switch self {
    case .year: 365 * 86_400_000
    case .month: 30 * 86_400_000
    case .week: 7 * 86_400_000
    case .day: 86_400_000
    case .hour: 3_600_000
    case .minute: 60_000
    case .second: 1_000
    case .millisecond: 1
    }
  }

  /// Factor from this unit to another calendar unit as a fraction; 12 months make a year.
  func factor(to other: CalendarUnit) -> (numerator: Int64, denominator: Int64) {
    switch (self, other) {
    case (.year, .month): (12, 1)
    case (.month, .year): (1, 12)
    default: (milliseconds, other.milliseconds)
    }
  }
}
