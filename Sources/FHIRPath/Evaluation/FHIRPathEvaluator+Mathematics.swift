import SourceTree

/// Mathematics (http://hl7.org/fhirpath/N1/#math) and the functions of later drafts on precision.
extension FHIRPathEvaluator {
  mutating func mathematics(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    if case .quantity(let amount, let unit) = value {
      guard let result = try mathematics(.decimal(amount), call, document) else { return nil }
      guard [.abs, .ceiling, .floor, .round, .truncate].contains(call.function), let number = result.number else {
        throw error(FHIRPathRules.wrongOperandType, call.index)
      }
      return .quantity(number, unit)
    }
    guard let number = value.number else { throw error(FHIRPathRules.wrongOperandType, call.index) }
    switch call.function {
    case .abs:
      switch value {
      case .integer(let whole): return whole == .min ? nil : .integer(abs(whole))
      case .long(let whole): return whole == .min ? nil : .long(abs(whole))
      default: return .decimal(number.absolute)
      }
    case .ceiling: return number.ceiling.map(Value.integer)
    case .floor: return number.floor.map(Value.integer)
    case .truncate: return number.truncated.map(Value.integer)
    case .round: return try round(number, call, document)
    case .sqrt: return WideDecimal(number).squareRoot?.result().map(Value.decimal)
    case .exp: return WideDecimal(number).exponential?.result().map(Value.decimal)
    case .ln: return WideDecimal(number).naturalLogarithm?.result().map(Value.decimal)
    case .log: return try logarithm(number, call, document)
    default: return try power(value, number, call, document)
    }
  }

  private mutating func numberArgument(_ call: ScalarCall, _ document: borrowing SourceDocument) throws(FHIRPathError) -> Value? {
    guard let value = try argument(0, of: call.node, call.index, call.frame, document) else { return nil }
    guard value.number != nil else { throw error(FHIRPathRules.wrongOperandType, call.index) }
    return value
  }

  private mutating func round(
    _ number: ExactDecimal, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    var digits: Int64 = 0
    if call.node.argumentCount > 0, let value = try numberArgument(call, document) {
      guard case .integer(let count) = value, count >= 0 else { throw error(FHIRPathRules.invalidArgument, call.index) }
      digits = min(count, 28)
    }
    return .decimal(number.rounded(to: Int(digits)))
  }

  private mutating func logarithm(
    _ number: ExactDecimal, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let base = try numberArgument(call, document)?.number, let upper = WideDecimal(number).naturalLogarithm,
      let lower = WideDecimal(base).naturalLogarithm, !lower.isZero
    else { return nil }
    return (upper / lower).result().map(Value.decimal)
  }

  private mutating func power(
    _ value: Value, _ number: ExactDecimal, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let exponent = try numberArgument(call, document) else { return nil }
    guard let power = exponent.number, let result = WideDecimal(number).raised(to: WideDecimal(power)) else { return nil }
    let isWhole = power.isWhole && !power.isNegative
    let exact = isWhole ? result.exact : result.result()
    if case .integer = value, case .integer = exponent, let whole = exact, whole.isWhole {
      return whole.truncated.map(Value.integer)
    }
    return exact.map(Value.decimal)
  }

  mutating func boundary(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    if call.function == .precision {
      if case .temporal(let moment) = value { return .integer(Int64(moment.digitCount)) }
      guard let number = value.number else { throw error(FHIRPathRules.wrongOperandType, call.index) }
      return .integer(Int64(number.scale))
    }
    var digits: Int?
    if call.node.argumentCount > 0 {
      guard case .integer(let count)? = try numberArgument(call, document) else { return nil }
      digits = Int(max(-1, min(count, 100)))
    }
    let isHigh = call.function == .highBoundary
    switch value {
    case .temporal(let moment):
      let usual = moment.kind == .date ? 8 : moment.kind == .time ? 9 : 17
      return moment.boundary(digits ?? usual, isHigh: isHigh).map(Value.temporal)
    case .quantity(let amount, let unit):
      return (isHigh ? amount.highBoundary(digits ?? 8) : amount.lowBoundary(digits ?? 8)).map { .quantity($0, unit) }
    default:
      guard let number = value.number else { throw error(FHIRPathRules.wrongOperandType, call.index) }
      return (isHigh ? number.highBoundary(digits ?? 8) : number.lowBoundary(digits ?? 8)).map(Value.decimal)
    }
  }

  /// yearOf() and the like; texts in the form of a date with time will do.
  mutating func component(_ function: FunctionID, _ value: Value, _ document: borrowing SourceDocument) -> Value? {
    var moment: Temporal?
    if case .temporal(let given) = value { moment = given }
    if case .string(let text) = value { moment = temporal(text, .dateTime, document) }
    guard let moment else { return nil }
    let isTime = moment.kind == .time
    func part(_ precision: Temporal.Precision, _ number: Int, ofTime: Bool) -> Value? {
      moment.precision >= precision && (ofTime || !isTime) ? .integer(Int64(number)) : nil
    }
    switch function {
    case .yearOf: return part(.year, Int(moment.year), ofTime: false)
    case .monthOf: return part(.month, Int(moment.month), ofTime: false)
    case .dayOf: return part(.day, Int(moment.day), ofTime: false)
    case .hourOf: return part(.hour, Int(moment.hour), ofTime: true)
    case .minuteOf: return part(.minute, Int(moment.minute), ofTime: true)
    case .secondOf: return part(.second, Int(moment.second), ofTime: true)
    case .millisecondOf: return part(.fraction, Int(moment.nanosecond / 1_000_000), ofTime: true)
    case .timezoneOffsetOf:
      guard moment.hasOffset else { return nil }
      return ExactDecimal(Int64(moment.offset)).divided(by: ExactDecimal(60)).map(Value.decimal)
    case .dateOf: return isTime ? nil : .temporal(day(of: moment))
    default:
      guard !isTime, moment.precision >= .hour else { return nil }
      var time = moment
      time.kind = .time
      time.hasOffset = false
      return .temporal(time)
    }
  }
}
