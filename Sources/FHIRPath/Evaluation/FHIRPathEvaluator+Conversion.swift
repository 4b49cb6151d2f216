import SourceTree

/// Conversions (http://hl7.org/fhirpath/N1/#conversion), encodings and escapes.
extension FHIRPathEvaluator {
  mutating func conversion(
    _ item: Value, _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    switch call.function {
    case .toBoolean: return toBoolean(value, document).map(Value.boolean)
    case .convertsToBoolean: return .boolean(toBoolean(value, document) != nil)
    case .toInteger: return toWhole(value, document).map(Value.integer)
    case .convertsToInteger: return .boolean(toWhole(value, document) != nil)
    case .toLong: return toWhole(value, document).map(Value.long)
    case .convertsToLong: return .boolean(toWhole(value, document) != nil)
    case .toDecimal: return toDecimal(value, document).map(Value.decimal)
    case .convertsToDecimal: return .boolean(toDecimal(value, document) != nil)
    case .toDate: return toTemporal(value, .date, document).map(Value.temporal)
    case .convertsToDate: return .boolean(toTemporal(value, .date, document) != nil)
    case .toDateTime: return toTemporal(value, .dateTime, document).map(Value.temporal)
    case .convertsToDateTime: return .boolean(toTemporal(value, .dateTime, document) != nil)
    case .toTime: return toTemporal(value, .time, document).map(Value.temporal)
    case .convertsToTime: return .boolean(toTemporal(value, .time, document) != nil)
    case .toString: return text(of: item, document).map { .string(store($0)) }
    case .convertsToString: return .boolean(text(of: item, document) != nil)
    case .toQuantity: return try toQuantity(item, value, call, document)
    case .convertsToQuantity: return .boolean(try toQuantity(item, value, call, document) != nil)
    default: throw error(FHIRPathRules.wrongOperandType, call.index)
    }
  }

  private func toBoolean(_ value: Value, _ document: borrowing SourceDocument) -> Bool? {
    switch value {
    case .boolean(let isTrue): return isTrue
    case .string(let text):
      switch string(text, document).lowercased() {
      case "true", "t", "yes", "y", "1", "1.0": return true
      case "false", "f", "no", "n", "0", "0.0": return false
      default: return nil
      }
    default:
      guard let number = value.number else { return nil }
      return number.compared(to: .one) == 0 ? true : number.isZero ? false : nil
    }
  }

  private func toWhole(_ value: Value, _ document: borrowing SourceDocument) -> Int64? {
    switch value {
    case .integer(let number), .long(let number): return number
    case .boolean(let isTrue): return isTrue ? 1 : 0
    case .string(let text):
      let digits = string(text, document)
      return digits.utf8.contains(UInt8(ascii: ".")) ? nil : Int64(digits)
    default: return nil
    }
  }

  private func toDecimal(_ value: Value, _ document: borrowing SourceDocument) -> ExactDecimal? {
    switch value {
    case .boolean(let isTrue): isTrue ? ExactDecimal("1.0") : ExactDecimal("0.0")
    case .string(let text): decimal(text, allowsExponent: false, document)
    default: value.number
    }
  }

  private func toTemporal(_ value: Value, _ kind: Temporal.Kind, _ document: borrowing SourceDocument) -> Temporal? {
    switch value {
    case .string(let text):
      if let found = temporal(text, kind, document) { return found }
      guard kind == .date, let found = temporal(text, .dateTime, document) else { return nil }
      return day(of: found)
    case .temporal(var moment):
      guard (moment.kind == .time) == (kind == .time) else { return nil }
      if kind == .date { return day(of: moment) }
      moment.kind = kind
      return moment
    default: return nil
    }
  }

  func day(of moment: Temporal) -> Temporal {
    var result = moment
    result.kind = .date
    result.precision = min(moment.precision, .day)
    result.hasOffset = false
    return result
  }

  private mutating func toQuantity(
    _ item: Value, _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    var result: (ExactDecimal, UnitID)?
    switch value {
    case .quantity(let amount, let unit): result = (amount, unit)
    case .integer(let number): result = (ExactDecimal(number), .one)
    case .decimal(let number): result = (number, .one)
    case .boolean(let isTrue): result = ExactDecimal(isTrue ? "1.0" : "0.0").map { ($0, .one) }
    case .string(let text): result = parseQuantity(string(text, document))
    case .node(let reference):
      if model.isType(reference.type, model.quantity), child("comparator", reference, document) != nil {
        throw error(FHIRPathRules.invalidArgument, call.index)
      }
      guard case .quantity(let amount, let unit)? = quantity(reference, document) else { return nil }
      if case .foreign = self.unit(unit).name { return nil }
      result = (amount, unit)
    default: return nil
    }
    guard let (amount, unit) = result else { return nil }
    guard call.node.argumentCount > 0 else { return .quantity(amount, unit) }
    guard let target = try textArgument(0, call, document) else { return nil }
    let name = string(target, document)
    let wanted = unitID(CalendarUnit(word: name).map { .calendar($0, word: name) } ?? .code(name))
    guard unit == wanted || self.unit(wanted).unit != nil else { return nil }
    return convert(amount, from: unit, to: wanted).map { .quantity($0, wanted) }
  }

  /// `4.5 'mg'`, `4 days` or a number alone.
  private mutating func parseQuantity(_ text: String) -> (ExactDecimal, UnitID)? {
    let bytes = ContiguousArray(text.utf8)
    var end = 0
    while end < bytes.count, [0x2B, 0x2D, 0x2E].contains(bytes[end]) || 0x30...0x39 ~= bytes[end] { end += 1 }
    guard end > 0, let amount = ExactDecimal(bytes.span.extracting(0..<end)) else { return nil }
    var start = end
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    if start == bytes.count { return start == end ? (amount, .one) : nil }
    let rest = Array(bytes[start...])
    if rest.first == UInt8(ascii: "'") {
      guard rest.count > 2, rest.last == UInt8(ascii: "'") else { return nil }
      return (amount, unitID(.code(String(decoding: rest.dropFirst().dropLast(), as: UTF8.self))))
    }
    let word = String(decoding: rest, as: UTF8.self)
    return CalendarUnit(word: word).map { (amount, unitID(.calendar($0, word: word))) }
  }

  mutating func transcode(
    _ text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let kind = try textArgument(0, call, document) else { return nil }
    let name = string(kind, document)
    let content = string(text, document)
    let bytes = Array(content.utf8)
    let result: [UInt8]?
    switch (call.function, name) {
    case (.encode, "hex"): result = TextCodes.hexadecimal(bytes)
    case (.encode, "base64"), (.encode, "urlbase64"): result = TextCodes.base64(bytes, isURL: name == "urlbase64")
    case (.decode, "hex"): result = TextCodes.fromHexadecimal(bytes)
    case (.decode, "base64"), (.decode, "urlbase64"): result = TextCodes.fromBase64(bytes, isURL: name == "urlbase64")
    case (.escape, "html"): result = Array(TextCodes.escapeHTML(content).utf8)
    case (.escape, "json"): result = Array(TextCodes.escapeJSON(content).utf8)
    case (.unescape, "html"):
      var decoded = ContiguousArray<UInt8>()
      XMLReferences.decode(ContiguousArray(bytes).span, isAttribute: false, into: &decoded)
      result = Array(decoded)
    case (.unescape, "json"): result = TextCodes.unescapeJSON(bytes)
    default: result = nil
    }
    guard let result, String(validating: result, as: UTF8.self) != nil else {
      throw error(FHIRPathRules.invalidArgument, call.index)
    }
    return .string(store(result))
  }
}
