import Diagnostics
import Schema
import SourceTree

// What is demanded of the values of one element: how many there are, and each of them.
extension ProfileChecker {
  /// Checks the values from `start` on, those of one element of `parent`.
  mutating func check(_ plan: ElementPlan, _ start: Int, of parent: Occurrence, _ document: borrowing SourceDocument) {
    let count = occurrences.count - start
    if plan.element.demands.contains(.cardinality) { checkCount(count, start, plan, parent, document) }
    if let slicing = plan.slicing {
      checkSlices(slicing, plan, start..<occurrences.count, of: parent, document)
    } else {
      for place in start..<(start + count) { checkValue(occurrences[place], plan, document) }
    }
  }

  private mutating func checkCount(
    _ count: Int, _ start: Int, _ plan: ElementPlan, _ parent: Occurrence, _ document: borrowing SourceDocument
  ) {
    let element = plan.element
    if count < Int(element.minimum), count >= Int(plan.baseMinimum) {
      report(
        ConformanceRules.belowMinimum, parent.place, opening(parent.place, document), plan,
        expected: .number(Int(element.minimum)),
        actual: .number(count))
    } else if element.maximum != ElementRecord.unbounded, count > Int(element.maximum), element.maximum < plan.baseMaximum {
      let first = occurrences[start].place
      if element.maximum == 0 {
        report(ConformanceRules.notAllowed, first, SourceSpan(document[first].range), plan)
      } else {
        report(
          ConformanceRules.aboveMaximum, parent.place, opening(parent.place, document), plan,
          expected: .number(Int(element.maximum)), actual: .number(count))
      }
    }
  }

  /// Checks what a profile says of a value as a whole.
  mutating func checkRoot(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    checkOwn(value, plan, document)
    checkInvariants(plan.invariants, value, definition: plan.index, document)
  }

  /// Checks one value of an element, and what is inside it.
  mutating func checkValue(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    let demands = plan.element.demands
    if demands.isEmpty { return }
    work += 1
    if demands.contains(.types), !checkType(value, plan, document) { return }
    checkOwn(value, plan, document)
    if demands.contains(.constraints) {
      checkInvariants(plan.invariants, value, definition: plan.index, isOfElement: true, document)
    }
    if plan.element.children != .none {
      checkChildren(of: value, library.plan(plan.element.children, context), document)
    }
  }

  /// Fixed value, pattern and bounds.
  private mutating func checkOwn(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) {
    if let tree = plan.value, tree.root != .none, value.node != .none || !plan.isPattern || plan.value != nil {
      checkFixed(value, tree, plan, document)
    }
    if value.node == .none { return }
    if plan.element.demands.contains(.bounds) { checkBounds(value, plan, document) }
    if plan.element.demands.contains(.binding) { checkBinding(value, plan, document) }
  }

  private mutating func checkFixed(
    _ value: Occurrence, _ tree: ValueTree, _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    if value.node != .none {
      let comparison = ValueComparison(record: record, isPattern: plan.isPattern)
      if comparison.matches(document, value.node, tree, tree.root) { return }
    }
    report(
      plan.isPattern ? ConformanceRules.pattern : ConformanceRules.fixedValue, value.place,
      SourceSpan(document[value.place].range), plan, expected: Evidence(.schemaString, plan.element.fixedOrPattern.rawValue),
      actual: value.node == .none || document[value.node].kind == .object ? .none : .node(value.node))
  }

  /// The first byte of a container.
  func opening(_ node: NodeID, _ document: borrowing SourceDocument) -> SourceSpan {
    SourceSpan(offset: document[node].offset, length: min(1, UInt32(document[node].length)))
  }

  /// Reports what an element of a profile demands; the same said by another profile is not said again.
  mutating func report(
    _ rule: Rule, _ node: NodeID, _ span: SourceSpan, _ plan: ElementPlan, expected: Evidence = .none, actual: Evidence = .none
  ) {
    report(
      rule, node, span, definition: plan.index, base: plan.element.baseElement.rawValue, expected: expected, actual: actual)
  }

  mutating func report(
    _ rule: Rule, _ node: NodeID, _ span: SourceSpan, definition: UInt32, base: UInt32, severity: Severity? = nil,
    expected: Evidence = .none, actual: Evidence = .none
  ) {
    if trial == 0 {
      let isText = expected.kind == .text
      let saying = Saying(rule: rule.code, node: node, base: base, expected: isText ? .none : expected)
      guard said.insert(saying).inserted else { return }
    }
    var finding = Finding(rule, node: node, span: span, definition: definition, expected: expected, actual: actual)
    if let severity { finding.severity = severity }
    findings.append(finding)
  }
}
