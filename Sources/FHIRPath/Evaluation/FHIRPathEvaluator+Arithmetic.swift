import SourceTree

/// Arithmetic (http://hl7.org/fhirpath/N1/#math-2). Overflow and division by zero give an empty result.
extension FHIRPathEvaluator {
  mutating func arithmetic(
    _ operation: Operation, _ left: Range<Int>, _ right: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    guard left.count <= 1, right.count <= 1 else { throw error(FHIRPathRules.singletonExpected, index) }
    guard let first = try operand(left, index, document), let second = try operand(right, index, document) else {
      return settle(left.lowerBound, nil)
    }
    let result = try calculate(operation, converted(first, document), converted(second, document), index, document)
    settle(left.lowerBound, result)
  }

  mutating func calculate(
    _ operation: Operation, _ left: Value, _ right: Value, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    switch (left, right) {
    case (.string(let first), .string(let second)) where operation == .add:
      var text: [UInt8] = []
      append(first, to: &text, document)
      append(second, to: &text, document)
      return .string(store(text))
    case (.temporal(let moment), .quantity(let amount, let unit)) where operation == .add || operation == .subtract:
      return try shift(moment, operation == .add ? amount : amount.negated, unit, index)
    case (.quantity(let amount, let unit), .temporal(let moment)) where operation == .add:
      return try shift(moment, amount, unit, index)
    case (.quantity(let amount, let unit), _):
      if let number = right.number { return quantities(operation, (amount, unit), (number, .one)) }
      if case .quantity(let other, let otherUnit) = right { return quantities(operation, (amount, unit), (other, otherUnit)) }
    case (_, .quantity(let amount, let unit)):
      if let number = left.number { return quantities(operation, (number, .one), (amount, unit)) }
    default:
      if let value = whole(operation, left, right) { return value.result }
      if let first = left.number, let second = right.number { return decimals(operation, first, second) }
    }
    throw error(FHIRPathRules.wrongOperandType, index)
  }

  /// Integers and longs; nil for other types and for `/`, which gives a decimal.
  private func whole(_ operation: Operation, _ left: Value, _ right: Value) -> (result: Value?, Void)? {
    let (one, other, isLong): (Int64, Int64, Bool)
    switch (left, right) {
    case (.integer(let first), .integer(let second)): (one, other, isLong) = (first, second, false)
    case (.integer(let first), .long(let second)), (.long(let first), .integer(let second)),
      (.long(let first), .long(let second)):
      (one, other, isLong) = (first, second, true)
    default: return nil
    }
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = one.addingReportingOverflow(other)
    case .subtract: result = one.subtractingReportingOverflow(other)
    case .multiply: result = one.multipliedReportingOverflow(by: other)
    case .wholeDivide: result = one.dividedReportingOverflow(by: other)
    case .modulo: result = one.remainderReportingOverflow(dividingBy: other)
    default: return nil
    }
    if result.overflow { return (nil, ()) }
    return (isLong ? .long(result.partialValue) : .integer(result.partialValue), ())
  }

  private func decimals(_ operation: Operation, _ left: ExactDecimal, _ right: ExactDecimal) -> Value? {
    switch operation {
    case .add: left.adding(right).map(Value.decimal)
    case .subtract: left.subtracting(right).map(Value.decimal)
    case .multiply: left.multiplied(by: right).map(Value.decimal)
    case .divide: left.divided(by: right).map(Value.decimal)
    case .wholeDivide: left.dividedWhole(by: right)?.truncated.map(Value.integer)
    case .modulo: left.remainder(dividingBy: right).map(Value.decimal)
    default: nil
    }
  }

  private mutating func quantities(
    _ operation: Operation, _ left: (ExactDecimal, UnitID), _ right: (ExactDecimal, UnitID)
  ) -> Value? {
    switch operation {
    case .add: return addQuantities(left, right, isSum: true)
    case .subtract: return addQuantities(left, right, isSum: false)
    case .multiply: return scaleQuantities(left, right, isProduct: true)
    case .divide: return right.0.isZero ? nil : scaleQuantities(left, right, isProduct: false)
    default:
      guard let amount = convert(right.0, from: right.1, to: left.1) else { return nil }
      let result = operation == .wholeDivide ? left.0.dividedWhole(by: amount) : left.0.remainder(dividingBy: amount)
      return result.map { .quantity($0, operation == .wholeDivide ? .one : left.1) }
    }
  }

  /// A date or time moved by a calendar duration, or by a definite duration of UCUM.
  private func shift(
    _ moment: Temporal, _ amount: ExactDecimal, _ unit: UnitID, _ index: Int32
  ) throws(FHIRPathError) -> Value? {
    let entry = self.unit(unit)
    var calendar = entry.calendar
    if case .code(let code) = entry.name, let definite = CalendarUnit(ucumCode: code), definite.isDefinite { calendar = definite }
    guard let calendar, moment.kind != .time || calendar.rawValue >= CalendarUnit.hour.rawValue else {
      throw error(FHIRPathRules.wrongOperandType, index)
    }
    return moment.adding(amount, calendar).map(Value.temporal)
  }
}
