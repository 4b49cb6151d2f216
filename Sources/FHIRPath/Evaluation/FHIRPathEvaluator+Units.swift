import SourceTree

/// Quantities and their units (http://hl7.org/fhirpath/N1/#quantity).
extension FHIRPathEvaluator {
  /// Significant digits to which converted quantities are compared: factors such as pi have no end.
  private static let comparedDigits = 15

  mutating func unitID(_ name: UnitName) -> UnitID {
    if let known = unitIDs[name] { return known }
    var entry = UnitEntry(name: name, unit: nil, calendar: nil)
    switch name {
    case .code(let code): entry.unit = model.units.unit(code)
    case .calendar(let calendar, _), .either(let calendar):
      entry.unit = model.units.unit(calendar.ucumCode)
      entry.calendar = calendar
    case .foreign: break
    }
    units.append(entry)
    let id = UnitID(rawValue: UInt32(units.count - 1))
    unitIDs[name] = id
    return id
  }

  func unit(_ id: UnitID) -> UnitEntry { units[Int(id.rawValue)] }

  /// Both amounts in one measure: months, milliseconds or base units; nil where the units cannot be compared. With `isLenient` calendar
  /// years and months count as UCUM's.
  func commonMeasure(
    _ left: UnitID, _ right: UnitID, isLenient: Bool = false
  ) -> (left: Unit, right: Unit)? {
    let (first, second) = (unit(left), unit(right))
    if first.name == second.name { return (first.unit ?? .one, second.unit ?? .one) }
    let asCalendar = (first.isCalendar || first.isEither) && (second.isCalendar || second.isEither)
    if asCalendar, !isLenient || (first.isCalendar && second.isCalendar), let one = first.calendar, let other = second.calendar {
      return calendarMeasure(one, other)
    }
    guard let one = first.unit, let other = second.unit, one.isCommensurable(with: other) else { return nil }
    if first.isCalendar || second.isCalendar, !isLenient {
      guard isDefinite(first), isDefinite(second) else { return nil }
    }
    return (one, other)
  }

  private func isDefinite(_ entry: UnitEntry) -> Bool {
    entry.isCalendar ? entry.calendar?.isDefinite == true : !entry.isMeanYearOrMonth && !entry.isEither
  }

  private func calendarMeasure(_ left: CalendarUnit, _ right: CalendarUnit) -> (left: Unit, right: Unit) {
    var (one, other) = (Unit.one, Unit.one)
    if !left.isDefinite && !right.isDefinite {
      one.factor = WideDecimal(left == .year ? 12 : 1)
      other.factor = WideDecimal(right == .year ? 12 : 1)
    } else {
      one.factor = WideDecimal(left.milliseconds)
      other.factor = WideDecimal(right.milliseconds)
    }
    return (one, other)
  }

  /// -1, 0 or 1, or nil where the quantities cannot be compared.
  func compareQuantities(
    _ left: (ExactDecimal, UnitID), _ right: (ExactDecimal, UnitID)
  ) -> Int? {
    if left.1 == right.1, left.0.scale <= 15, right.0.scale <= 15 { return left.0.compared(to: right.0) }
    guard let measure = commonMeasure(left.1, right.1) else { return nil }
    let first = measure.left.toBase(WideDecimal(left.0)).rounded(significant: FHIRPathEvaluator.comparedDigits)
    let second = measure.right.toBase(WideDecimal(right.0)).rounded(significant: FHIRPathEvaluator.comparedDigits)
    let difference = first - second
    return difference.isZero ? 0 : difference.isNegative ? -1 : 1
  }

  func areEquivalent(_ left: (ExactDecimal, UnitID), _ right: (ExactDecimal, UnitID)) -> Bool {
    if left.1 == right.1 { return left.0.isEquivalent(to: right.0) }
    guard let measure = commonMeasure(left.1, right.1, isLenient: true) else { return false }
    let isLeftFiner = isFiner(measure.left, than: measure.right)
    if isLeftFiner {
      guard let converted = convert(right.0, measure.right, measure.left) else { return false }
      return left.0.isEquivalent(to: converted)
    }
    guard let converted = convert(left.0, measure.left, measure.right) else { return false }
    return converted.isEquivalent(to: right.0)
  }

  func isFiner(_ unit: Unit, than other: Unit) -> Bool { (unit.factor - other.factor).isNegative }

  func convert(_ amount: ExactDecimal, _ from: Unit, _ to: Unit) -> ExactDecimal? {
    let value = to.fromBase(from.toBase(WideDecimal(amount)))
    return value.rounded(significant: 28).exact
  }

  /// An amount in another unit, or nil where it cannot be converted.
  func convert(_ amount: ExactDecimal, from: UnitID, to: UnitID) -> ExactDecimal? {
    if from == to { return amount }
    guard let measure = commonMeasure(from, to) else { return nil }
    if (measure.left.factor - measure.right.factor).isZero, measure.left.scale == measure.right.scale { return amount }
    return convert(amount, measure.left, measure.right)
  }

  /// Sum or difference, in the finer of the units.
  func addQuantities(_ left: (ExactDecimal, UnitID), _ right: (ExactDecimal, UnitID), isSum: Bool) -> Value? {
    guard let measure = commonMeasure(left.1, right.1), unit(left.1).unit?.isProper != false,
      unit(right.1).unit?.isProper != false
    else { return nil }
    var target = isFiner(measure.left, than: measure.right) ? left.1 : right.1
    if !isFiner(measure.right, than: measure.left), unit(right.1).isEither { target = left.1 }
    guard let first = convert(left.0, from: left.1, to: target), let second = convert(right.0, from: right.1, to: target) else {
      return nil
    }
    return (isSum ? first.adding(second) : first.subtracting(second)).map { .quantity($0, target) }
  }

  /// Product or quotient. Calendar durations can only be scaled; special units not even that.
  mutating func scaleQuantities(
    _ left: (ExactDecimal, UnitID), _ right: (ExactDecimal, UnitID), isProduct: Bool
  ) -> Value? {
    guard let first = unit(left.1).unit, let second = unit(right.1).unit, first.isProper, second.isProper else { return nil }
    func combine(_ one: ExactDecimal, _ other: ExactDecimal) -> ExactDecimal? {
      isProduct ? one.multiplied(by: other) : one.divided(by: other)
    }
    if second.isDimensionless {
      guard let factor = convert(right.0, second, .one) else { return nil }
      let isPlain = first.isDimensionless && left.1 != .one
      guard let amount = isPlain ? convert(left.0, first, .one) : left.0 else { return nil }
      return combine(amount, factor).map { .quantity($0, isPlain ? .one : left.1) }
    }
    if first.isDimensionless, isProduct {
      return convert(left.0, first, .one).flatMap { $0.multiplied(by: right.0) }.map { .quantity($0, right.1) }
    }
    guard !unit(left.1).isCalendar, !unit(right.1).isCalendar, let amount = combine(left.0, right.0) else { return nil }
    let combined = isProduct ? first * second : first / second
    if combined.isDimensionless { return convert(amount, combined, .one).map { .quantity($0, .one) } }
    let leftText = left.1 == .one ? "1" : unit(left.1).text
    let rightText = unit(right.1).text
    let needsBrackets = !isProduct && rightText.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    let code = leftText + (isProduct ? "." : "/") + (needsBrackets ? "(" + rightText + ")" : rightText)
    return .quantity(amount, unitID(.code(code)))
  }
}
