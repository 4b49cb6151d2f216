import Diagnostics
import FHIRPath
import Schema
import SourceTree

// Bounds, bindings and invariants of a value.
extension ProfileChecker {
  mutating func checkBounds(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    let span = SourceSpan(document[value.node].range)
    checkLength(value, plan, document)
    if let minimum = plan.minimum, order(value, minimum, isMinimum: true, document) == .less {
      report(
        ConformanceRules.belowBound, value.node, span, plan,
        expected: Evidence(.schemaString, plan.element.minimumValue.rawValue), actual: .node(value.node))
    }
    if let maximum = plan.maximum, order(value, maximum, isMinimum: false, document) == .greater {
      report(
        ConformanceRules.aboveBound, value.node, span, plan,
        expected: Evidence(.schemaString, plan.element.maximumValue.rawValue), actual: .node(value.node))
    }
  }

  private mutating func checkLength(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    let (minimum, maximum) = (Int(plan.element.minimumLength), Int(plan.element.maximumLength))
    guard minimum > 0 || plan.element.maximumLength != .max, document[value.node].isScalar else { return }
    let span = SourceSpan(document[value.node].range)
    let text = document.decodedBytes(of: value.node)
    let count = TextFormat.characterCount(text.span)
    if count > maximum {
      report(ConformanceRules.tooLong, value.node, span, plan, expected: .number(maximum), actual: .number(count))
    } else if count < minimum {
      report(ConformanceRules.tooShort, value.node, span, plan, expected: .number(minimum), actual: .number(count))
    }
  }

  private mutating func order(
    _ value: Occurrence, _ bound: ValueTree, isMinimum: Bool, _ document: borrowing SourceDocument
  ) -> Temporal.Order {
    guard bound.root != .none else { return .unknown }
    if document[value.node].kind == .object {
      guard bound.document[bound.root].kind == .object, let own = document.child("value", of: value.node),
        let limit = bound.document.child("value", of: bound.root)
      else { return .unknown }
      if isSameUnit(value.node, bound, document) {
        return numericOrder(document.decodedBytes(of: own), bound.document.decodedBytes(of: limit))
      }
      return BoundExpression(bound).flatMap { evaluate($0.quantity, value, document) } ?? .unknown
    }
    if bound.document[bound.root].kind == .object {
      return BoundExpression(bound)?.time(isMinimum: isMinimum).flatMap { evaluate($0, value, document) } ?? .unknown
    }
    let own = document.decodedBytes(of: value.node)
    let limit = bound.document.decodedBytes(of: bound.root)
    switch context.schema.tables.types[value.type.index].primitive {
    case .date: return temporalOrder(own, limit, .date)
    case .dateTime, .instant: return temporalOrder(own, limit, .dateTime)
    case .time: return temporalOrder(own, limit, .time)
    default: return numericOrder(own, limit)
    }
  }

  /// How a value compares with what an expression gives, units converted.
  private mutating func evaluate(
    _ limit: String, _ value: Occurrence, _ document: borrowing SourceDocument
  ) -> Temporal.Order? {
    if evaluator == nil { evaluator = context.evaluator() }
    let focus = FHIRPathFocus(node: value.node, type: value.type)
    for (sign, order) in [("<", Temporal.Order.less), (">", .greater)] {
      guard let program = try? FHIRPathCompiler.compile("$this \(sign) \(limit)", model: context.model) else { return nil }
      if (try? evaluator?.holds(program, in: document, focus: focus)) == true { return order }
    }
    return .equal
  }

  /// Quantities compare where their units are the same (http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.minValue_x_).
  private func isSameUnit(_ node: NodeID, _ bound: ValueTree, _ document: borrowing SourceDocument) -> Bool {
    for name in ["system", "code"] {
      let own = document.child(name, of: node).map { document.text(of: $0) }
      let other = bound.document.child(name, of: bound.root).map { bound.document.text(of: $0) }
      if let other, own != other { return false }
    }
    return true
  }

  private func numericOrder(_ own: ContiguousArray<UInt8>, _ limit: ContiguousArray<UInt8>) -> Temporal.Order {
    guard let own = ExactDecimal(own.span, allowsExponent: true), let limit = ExactDecimal(limit.span, allowsExponent: true)
    else {
      return .unknown
    }
    let order = own.compared(to: limit)
    return order < 0 ? .less : order > 0 ? .greater : .equal
  }

  private func temporalOrder(
    _ own: ContiguousArray<UInt8>, _ limit: ContiguousArray<UInt8>, _ kind: Temporal.Kind
  ) -> Temporal.Order {
    guard let own = Temporal(own.span, kind), let limit = Temporal(limit.span, kind) else { return .unknown }
    return own.order(limit)
  }

  /// The bindings of a profile's element.
  mutating func checkBinding(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    guard value.node != .none else { return }
    bindings.isTrial = trial != 0
    bindings.check(value.node, value.type, plan.index, document, record, &findings)
  }

  /// Whether a code, Coding, CodeableConcept or Quantity is in a value set, as far as that can be told.
  func isMember(_ value: Occurrence, _ valueSet: ValueSetID, _ document: borrowing SourceDocument) -> Bool {
    guard value.node != .none else { return false }
    return bindings.isMember(value.node, value.type, valueSet, document, record)
  }

  mutating func checkInvariants(
    _ list: InvariantList, _ value: Occurrence, definition: UInt32, isOfElement: Bool = false,
    _ document: borrowing SourceDocument
  ) {
    if list.invariants.isEmpty { return }
    var resource = record.resource(around: value.place)
    // What an element demands of a resource in it is said by the resource around.
    if isOfElement, record.resources[resource].node == value.node, record.resources[resource].outer >= 0 {
      resource = Int(record.resources[resource].outer)
    }
    var focus = FHIRPathFocus(
      node: value.node, companion: value.companion, type: value.type, resource: record.resources[resource].node,
      rootResource: record.rootResource(of: resource))
    focus.bundle = record.resources[resource].isBundle ? record.resources[resource].node : record.resources[resource].bundle
    for invariant in list.invariants { evaluate(invariant, value, focus, definition, document) }
  }

  private mutating func evaluate(
    _ invariant: CompiledInvariant, _ value: Occurrence, _ focus: FHIRPathFocus, _ definition: UInt32,
    _ document: borrowing SourceDocument
  ) {
    let key = context.schema.tables.constraints[Int(invariant.constraint)].key
    let span = SourceSpan(document[value.place].range)
    var problem = invariant.problem?.message
    if let program = invariant.program {
      if evaluator == nil { evaluator = context.evaluator() }
      do {
        if try evaluator?.holds(program, in: document, focus: focus) == true { return }
      } catch {
        problem = error.problem(in: program).message
      }
    }
    if let problem {
      let said = Saying(rule: InvariantRules.undecided.code, node: .none, base: invariant.constraint, expected: .none)
      guard trial != 0 || self.said.insert(said).inserted else { return }
      var finding = Finding(
        InvariantRules.undecided, node: value.place, span: span, definition: definition, expected: findings.text(problem),
        actual: Evidence(.schemaString, key.rawValue))
      finding.severity = min(invariant.severity, InvariantRules.undecided.severity)
      return findings.append(finding)
    }
    // One invariant that several profiles inherit is reported once.
    if trial == 0 {
      let said = Saying(
        rule: InvariantRules.broken.code, node: value.place, base: .max, expected: Evidence(.schemaString, key.rawValue))
      guard self.said.insert(said).inserted else { return }
    }
    var finding = Finding(
      InvariantRules.broken, node: value.place, span: span, definition: definition,
      expected: Evidence(.constraint, invariant.constraint), actual: Evidence(.schemaString, key.rawValue))
    finding.severity = invariant.severity
    findings.append(finding)
  }
}

/// A bound that is a quantity, as an expression to compare with.
private struct BoundExpression {
  let value: String
  let code: String

  init?(_ bound: ValueTree) {
    func text(_ name: String) -> String? { bound.document.child(name, of: bound.root).map { bound.document.text(of: $0) } }
    guard let value = text("value"), let code = text("code"), ExactDecimal(value) != nil, !code.contains("'"),
      !code.contains("\\")
    else { return nil }
    self.value = value
    self.code = code
  }

  var quantity: String { "\(value) '\(code)'" }

  /// For dates: so long before now for a minimum, after now for a maximum
  /// (http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.minValue_x_).
  func time(isMinimum: Bool) -> String? {
    let words = ["a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "s": "seconds"]
    return words[code].map { "(now() \(isMinimum ? "-" : "+") \(value) \($0))" }
  }
}
