import Schema
import SourceTree

/// Types: `is`, `as`, ofType() and type() (http://hl7.org/fhirpath/N1/#types).
extension FHIRPathEvaluator {
  mutating func typeOperator(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    try evaluate(node.left, frame, document)
    guard let value = try single(start..<stack.count, index) else { return }
    let type = program.parts.types[Int(node.right)]
    if node.operation == .isType { return settle(start, .boolean(isOf(value, type, document))) }
    if !canBeSeen(value, as: type, document) { settle(start, nil) }
  }

  mutating func testType(
    _ node: ExpressionNode, _ index: Int32, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let type = program.parts.types[Int(node.right)]
    if node.function == .ofType || isForInvariants && node.function == .as && range.count > 1 {
      var kept = range.lowerBound
      for place in range where canBeSeen(stack[place], as: type, document) {
        stack[kept] = stack[place]
        kept += 1
      }
      return stack.removeSubrange(kept...)
    }
    guard let value = try single(range, index) else {
      if isForInvariants, node.function == .is { settle(range.lowerBound, .boolean(false)) }
      return
    }
    if node.function == .is { return settle(range.lowerBound, .boolean(isOf(value, type, document))) }
    if !canBeSeen(value, as: type, document) { settle(range.lowerBound, nil) }
  }

  /// Whether a value is of a type or of one derived from it.
  private mutating func isOf(_ value: Value, _ type: TypeSpecifier, _ document: borrowing SourceDocument) -> Bool {
    guard case .node(let reference) = value else {
      return type.system != nil && value.systemType == type.system
    }
    if isUntyped(reference) {
      if type.fhir != .none, reference.type == .none, isComplex(reference, document) { return false }
      guard let system = system(reference, document) else { return false }
      return type.system != nil && system.systemType == type.system
    }
    if type.system == .string, reference.isSystemTyped { return true }
    if isForInvariants, type.system == .boolean, type.fhir == .none, model.primitive(reference.type) == .boolean { return true }
    return model.isType(reference.type, type.fhir)
  }

  /// Whether `as` and ofType() give a value. A primitive must be of the very type (http://hl7.org/fhir/R4/fhirpath.html#types: `code` is
  /// no `string` here); its FHIRPath type will do, too.
  private mutating func canBeSeen(_ value: Value, as type: TypeSpecifier, _ document: borrowing SourceDocument) -> Bool {
    guard case .node(let reference) = value, !isUntyped(reference) else { return isOf(value, type, document) }
    if model.primitive(reference.type) == .none { return isOf(value, type, document) }
    if reference.type == type.fhir { return true }
    if let schema = model.schema, type.fhir != .none, schema.tables.types[type.fhir.index].isAbstract {
      return model.isType(reference.type, type.fhir)
    }
    guard type.system != nil, let system = system(reference, document) else { return false }
    return system.systemType == type.system
  }

  /// Whether an element has no type of FHIR: plain JSON, and elements whose type is FHIRPath's own.
  private func isUntyped(_ reference: NodeReference) -> Bool {
    reference.type == .none || model.primitive(reference.type) == .systemString
  }

  mutating func types(_ range: Range<Int>, _ document: borrowing SourceDocument) throws(FHIRPathError) {
    for place in range {
      let value = stack[place]
      if case .node(let reference) = value, !isUntyped(reference), let schema = model.schema {
        let type = schema.tables.types[reference.type.index]
        let name = type.kind == .backbone ? "BackboneElement" : schema.string(type.name)
        stack[place] = .type(isSystem: false, store(name))
        continue
      }
      var name = value.systemType?.rawValue
      if case .node(let reference) = value {
        name =
          system(reference, document)?.systemType?.rawValue
          ?? resourceTypeName(
            reference.node, isScratch: reference.isScratch, document)
      }
      if case .type = value { name = "TypeInfo" }
      stack[place] = .type(isSystem: true, store(name ?? "Any"))
    }
  }

  mutating func hasValue(_ value: Value, _ document: borrowing SourceDocument) -> Bool {
    switch value {
    case .node(let reference):
      guard reference.node != .none, model.primitive(reference.type) != .xhtml else { return false }
      return !isComplex(reference, document)
    case .quantity, .type, .factory: return false
    default: return true
    }
  }

  mutating func plainValue(_ value: Value, _ document: borrowing SourceDocument) -> Value? {
    guard hasValue(value, document) else { return nil }
    guard case .node(let reference) = value else { return value }
    return system(reference, document)
  }
}
