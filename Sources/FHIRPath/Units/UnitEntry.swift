/// A unit that an evaluator has met.
struct UnitEntry: Sendable {
  var name: UnitName
  /// As UCUM has it, or nil where the code is not UCUM.
  var unit: Unit?
  /// The calendar duration it stands for or may stand for.
  var calendar: CalendarUnit?

  /// The code or word alone.
  var text: String {
    switch name {
    case .code(let code), .foreign(let code): code
    case .calendar(_, let word): word
    case .either(let unit): unit.ucumCode
    }
  }

  /// As a quantity's unit is written: words bare, codes in quotes.
  var description: String {
    if case .calendar(_, let word) = name { return word }
    return "'" + text + "'"
  }

  /// Whether the unit is a calendar duration and nothing else.
  var isCalendar: Bool {
    if case .calendar = name { return true }
    return false
  }

  var isEither: Bool {
    if case .either = name { return true }
    return false
  }

  /// Whether this is a UCUM year or month, of which calendar durations are no multiple.
  var isMeanYearOrMonth: Bool {
    guard case .code(let code) = name else { return false }
    return code == "a" || code == "mo" || code.hasPrefix("a_") || code.hasPrefix("mo_")
  }
}
