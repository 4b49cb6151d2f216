import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// What a profile says of elements: statements, predicates and bindings.
extension MessageRun {
  mutating func check(_ rules: ContextRules, _ element: ElementRef, _ document: borrowing SourceDocument) {
    for predicate in rules.predicates { check(predicate, element, document) }
    for statement in rules.statements { check(statement, element, document) }
    for bound in rules.bindings {
      for target in elements(bound.target, element, document) { check(bound.binding, target, document) }
    }
  }

  mutating func check(_ statement: Statement, _ element: ElementRef, _ document: borrowing SourceDocument) {
    let verdict = evaluate(statement.assertion, element, document)
    if verdict == .pass { return }
    guard verdict == .fail else { return reportUndecided(statement.assertion, statement.message, element, document) }
    let path = statement.target ?? statement.assertion.subject ?? .own
    var finding = finding(MessageRules.condition, at: path, element, document)
    finding.actual = findings.text(statement.message)
    finding.severity = statement.severity
    report(finding)
  }

  private mutating func check(_ predicate: Predicate, _ element: ElementRef, _ document: borrowing SourceDocument) {
    let verdict = evaluate(predicate.condition, element, document)
    guard verdict != .undecided else { return reportUndecided(predicate.condition, predicate.message, element, document) }
    let usage = verdict == .pass ? predicate.whenTrue : predicate.whenFalse
    let found = first(predicate.target, element, document)
    switch (usage, found) {
    case (.required, nil):
      var finding = finding(MessageProfileRules.requiredByPredicate, at: predicate.target, element, document)
      finding.actual = findings.text(predicate.message)
      report(finding)
    case (.notSupported, let found?):
      report(MessageProfileRules.notSupported, found.node, document, actual: findings.text(predicate.message))
    default: return
    }
  }

  /// An expression that cannot be understood was named when the profile was read.
  private mutating func reportUndecided(
    _ assertion: Assertion, _ message: String, _ element: ElementRef, _ document: borrowing SourceDocument
  ) {
    if assertion.hasUnsupported { return }
    report(MessageProfileRules.undecided, element.node, document, actual: findings.text(message))
  }

  /// A finding at the element at a path, or where it should be.
  func finding(_ rule: Rule, at path: ElementPath, _ element: ElementRef, _ document: borrowing SourceDocument) -> Finding {
    if let found = first(path, element, document) {
      return Finding(rule, node: found.node, span: SourceSpan(document[found.node].range))
    }
    var steps = path.steps
    while let missing = steps.popLast() {
      guard let parent = first(ElementPath(steps), element, document) else { continue }
      guard parent.level == .group else {
        return Finding(
          rule, node: parent.node, span: SourceSpan(document[parent.node].range), expected: .part(UInt32(missing.position)))
      }
      let place = Finding(rule, node: root, span: SourceSpan(document[parent.node].range))
      guard let tree = plan.structure, let occurrences, parent.occurrence >= 0 else { return place }
      var finding = place
      let group = occurrences.all[parent.occurrence].node
      if let node = tree.child(missing.position, of: group) {
        finding.expected = .part(tree.firstSegment(node).rawValue)
      }
      return finding
    }
    return Finding(rule, node: element.node, span: SourceSpan(document[element.node].range))
  }
}

extension Assertion {
  /// The place that the statement is about: of an implication that of its consequence.
  var subject: ElementPath? {
    switch self {
    case .always, .unsupported: nil
    case .presence(let path), .isNull(let path), .setID(let path), .valueSet(let path, _, _): path
    case .value(let test): test.path
    case .compare(let comparison): comparison.left
    case .sequence(let parents, _): parents
    case .within(let path, _, _, _): path
    case .not(let inner): inner.subject
    case .all(let parts): parts.first?.subject
    case .any(let parts): parts.last?.subject
    case .exactlyOne(let left, _): left.subject
    }
  }

  /// Whether there is something in it that could not be understood.
  var hasUnsupported: Bool {
    switch self {
    case .unsupported: true
    case .not(let inner), .within(_, let inner, _, _): inner.hasUnsupported
    case .all(let parts), .any(let parts): parts.contains { $0.hasUnsupported }
    case .exactlyOne(let left, let right): left.hasUnsupported || right.hasUnsupported
    default: false
    }
  }
}
