import Schema
import SourceTree

/// Values of elements: the implicit conversion from FHIR's primitives to the types of FHIRPath
/// (http://hl7.org/fhir/R4/fhirpath.html#types).
extension FHIRPathEvaluator {
  /// The value of a primitive element, or nil where it has none or is complex.
  mutating func system(_ reference: NodeReference, _ document: borrowing SourceDocument) -> Value? {
    guard reference.node != .none else { return nil }
    let entry = entry(reference.node, isScratch: reference.isScratch, document)
    switch entry.kind {
    case .boolean, .number:
      let text = TextReference(reference.isScratch ? .scratch : .document, entry.range)
      if entry.kind == .boolean { return .boolean(byte(text, 0, document) == UInt8(ascii: "t")) }
      return number(text, model.primitive(reference.type), document)
    case .string, .encodedString:
      let text = text(reference.node, isScratch: reference.isScratch, document)
      return typed(text, model.primitive(reference.type), document) ?? .string(text)
    default: return nil
    }
  }

  private func number(_ text: TextReference, _ type: PrimitiveType, _ document: borrowing SourceDocument) -> Value? {
    var isWhole = type != .decimal
    var value: Int64 = 0
    var isNegative = false
    for index in 0..<Int(text.length) where isWhole {
      let byte = byte(text, index, document)
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        if overflow || carry { isWhole = false } else { value = sum }
      default: isWhole = false
      }
    }
    if isWhole { return .integer(isNegative ? -value : value) }
    return decimal(text, allowsExponent: true, document).map(Value.decimal)
  }

  func decimal(_ text: TextReference, allowsExponent: Bool, _ document: borrowing SourceDocument) -> ExactDecimal? {
    switch text.store {
    case .document: return ExactDecimal(document.bytes.span.extracting(text.range), allowsExponent: allowsExponent)
    case .scratch: return ExactDecimal(scratch.bytes.span.extracting(text.range), allowsExponent: allowsExponent)
    case .program:
      let literals = program.parts.literalBytes
      return ExactDecimal(literals.span.extracting(text.range), allowsExponent: allowsExponent)
    }
  }

  func temporal(_ text: TextReference, _ kind: Temporal.Kind, _ document: borrowing SourceDocument) -> Temporal? {
    switch text.store {
    case .document: return Temporal(document.bytes.span.extracting(text.range), kind)
    case .scratch: return Temporal(scratch.bytes.span.extracting(text.range), kind)
    case .program:
      let literals = program.parts.literalBytes
      return Temporal(literals.span.extracting(text.range), kind)
    }
  }

  private func typed(_ text: TextReference, _ type: PrimitiveType, _ document: borrowing SourceDocument) -> Value? {
    switch type {
    case .date: temporal(text, .date, document).map(Value.temporal)
    case .dateTime, .instant: temporal(text, .dateTime, document).map(Value.temporal)
    case .time: temporal(text, .time, document).map(Value.temporal)
    case .integer, .positiveInt, .unsignedInt, .decimal: number(text, type, document)
    default: nil
    }
  }

  /// A FHIR Quantity as a quantity of FHIRPath; nil for other elements, and where it has no value or a comparator.
  mutating func quantity(_ reference: NodeReference, _ document: borrowing SourceDocument) -> Value? {
    guard reference.type != .none, reference.node != .none, model.isType(reference.type, model.quantity) else { return nil }
    guard child("comparator", reference, document) == nil, let value = child("value", reference, document),
      let amount = decimal(text(value, isScratch: reference.isScratch, document), allowsExponent: true, document)
    else { return nil }
    let code = childText("code", reference, document)
    let system = childText("system", reference, document)
    if system == "http://unitsofmeasure.org", let code {
      let unit = CalendarUnit(ucumCode: code).map { $0.isDefinite ? UnitName.code(code) : .either($0) } ?? .code(code)
      return .quantity(amount, unitID(unit))
    }
    let unit = code ?? childText("unit", reference, document)
    guard let unit else { return .quantity(amount, .one) }
    return .quantity(amount, unitID(.foreign((system ?? "") + "|" + unit)))
  }

  func child(_ name: String, _ reference: NodeReference, _ document: borrowing SourceDocument) -> NodeID? {
    reference.isScratch ? scratch.child(name, of: reference.node) : document.child(name, of: reference.node)
  }

  mutating func childText(_ name: String, _ reference: NodeReference, _ document: borrowing SourceDocument) -> String? {
    guard let child = child(name, reference, document) else { return nil }
    return string(text(child, isScratch: reference.isScratch, document), document)
  }

  /// What operators work on: values of FHIRPath, FHIR quantities converted.
  mutating func converted(_ value: Value, _ document: borrowing SourceDocument) -> Value {
    guard case .node(let reference) = value else { return value }
    return system(reference, document) ?? quantity(reference, document) ?? value
  }

  /// A value as toString() gives it, or nil for what has no text.
  mutating func text(of value: Value, _ document: borrowing SourceDocument) -> String? {
    switch value {
    case .node(let reference):
      let converted = converted(value, document)
      if case .node = converted { return nil }
      if case .string = converted { return text(of: converted, document) }
      // As written: FHIR's numbers and dates keep their digits.
      if isComplex(reference, document) { return text(of: converted, document) }
      return string(text(reference.node, isScratch: reference.isScratch, document), document)
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .integer(let number), .long(let number): return String(number)
    case .decimal(let number): return number.description
    case .string(let reference): return string(reference, document)
    case .temporal(let temporal): return temporal.description
    case .quantity(let amount, let unit): return amount.description + " " + units[Int(unit.rawValue)].description
    case .type(let isSystem, let name): return (isSystem ? "System." : "FHIR.") + string(name, document)
    case .factory: return nil
    }
  }
}
