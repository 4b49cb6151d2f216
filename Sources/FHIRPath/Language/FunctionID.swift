/// The functions: those of FHIRPath N1, those of later drafts that are in use, and those of FHIR
/// (http://hl7.org/fhir/R4/fhirpath.html#functions).
enum FunctionID: String, Sendable, CaseIterable {
  // Existence
  case empty, exists, all, allTrue, anyTrue, allFalse, anyFalse, subsetOf, supersetOf, count, distinct, isDistinct
  // Filtering, projection, subsetting, combining
  case `where`, select, `repeat`, repeatAll, ofType, single, first, last, tail, skip, take, intersect, exclude, union, combine
  case coalesce, sort
  // Conversion
  case iif, toBoolean, toInteger, toLong, toDecimal, toDate, toDateTime, toTime, toQuantity, toString
  case convertsToBoolean, convertsToInteger, convertsToLong, convertsToDecimal, convertsToDate, convertsToDateTime
  case convertsToTime, convertsToQuantity, convertsToString
  // Strings
  case indexOf, lastIndexOf, substring, startsWith, endsWith, contains, upper, lower, replace, matches, matchesFull
  case replaceMatches, length, toChars, split, join, trim, encode, decode, escape, unescape
  // Mathematics
  case abs, ceiling, exp, floor, ln, log, power, round, sqrt, truncate, sum, min, max, avg
  // Navigation and utility
  case children, descendants, trace, now, today, timeOfDay, not, `is`, `as`, aggregate, type, defineVariable
  case lowBoundary, highBoundary, precision, comparable
  case yearOf, monthOf, dayOf, hourOf, minuteOf, secondOf, millisecondOf, timezoneOffsetOf, dateOf, timeOf
  // FHIR
  case `extension`, hasExtension, hasValue, getValue, resolve, memberOf, subsumes, subsumedBy, htmlChecks, conformsTo
  case elementDefinition, slice, checkModifiers
  /// A function of `%factory`; its name is the first argument.
  case factory

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .exists, .join, .round, .toQuantity, .convertsToQuantity, .lowBoundary, .highBoundary: 0...1
    case .where, .select, .all, .repeat, .repeatAll, .ofType, .skip, .take, .intersect, .exclude, .union, .combine, .subsetOf,
      .supersetOf, .indexOf, .lastIndexOf, .startsWith, .endsWith, .contains, .split, .encode, .decode, .escape, .unescape, .log,
      .power, .is, .as, .comparable, .extension, .hasExtension, .memberOf, .subsumes, .subsumedBy, .conformsTo,
      .elementDefinition:
      1...1
    case .substring, .matches, .matchesFull, .aggregate, .trace, .defineVariable: 1...2
    case .replace, .slice: 2...2
    case .replaceMatches, .iif: 2...3
    case .checkModifiers: 0...64
    case .coalesce: 1...64
    case .sort: 0...64
    case .factory: 1...12
    default: 0...0
    }
  }

  /// The arity in words.
  var arityText: String {
    let (low, high) = (arity.lowerBound, arity.upperBound)
    if high == 0 { return "no argument" }
    if low == high { return low == 1 ? "one argument" : "\(low) arguments" }
    return high == 64 ? "at least \(low) arguments" : "\(low) to \(high) arguments"
  }

  /// Whether the argument is the name of a type.
  var takesType: Bool { self == .ofType || self == .is || self == .as }

  /// Whether the result depends on the order of the input.
  var needsOrder: Bool { [.first, .last, .tail, .skip, .take].contains(self) }
}
