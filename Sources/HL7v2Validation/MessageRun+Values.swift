import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

extension MessageRun {
  /// A value of a data type that has no components.
  mutating func checkSimple(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, _ form: LexicalForm, type: UInt16
  ) {
    if Int(document[node].end) > node.index + 1 {
      // Text may hold a separator that was not escaped; so may a code.
      report(
        MessageRules.componentsUnexpected, node, document, expected: findings.text(definitions.typeCode(type)))
      return
    }
    if document.isNull(node) { return }
    let source = document.bytes.span
    let range = document[node].range
    switch form {
    case .number:
      if !LexicalCheck.isNumber(source, range) {
        let rule = LexicalCheck.isComparedNumber(source, range) ? MessageRules.comparedNumber : MessageRules.number
        report(rule, node, document, isDoubtful: part.doubts.contains(.type), actual: .node(node))
      }
    case .sequence:
      if !LexicalCheck.isSequence(source, range) {
        report(MessageRules.sequence, node, document, isDoubtful: part.doubts.contains(.type), actual: .node(node))
      }
    case .date:
      if !LexicalCheck.isDate(source, range) {
        report(MessageRules.date, node, document, isDoubtful: part.doubts.contains(.type), actual: .node(node))
      }
    case .time:
      if !LexicalCheck.isTime(source, range) {
        report(MessageRules.time, node, document, isDoubtful: part.doubts.contains(.type), actual: .node(node))
      }
    case .timeStamp:
      if !LexicalCheck.isTimeStamp(source, range) {
        report(MessageRules.timeStamp, node, document, isDoubtful: part.doubts.contains(.type), actual: .node(node))
      }
    case .coded, .userCoded, .text:
      if part.table > 0 { checkCode(document, node, part, isClosedForm: form == .coded) }
    case .composite, .varies: break
    }
  }

  /// Whether a table has a code. Only tables whose codes HL7 defines are closed; the others are suggestions.
  private mutating func checkCode(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, isClosedForm: Bool
  ) {
    // The version is judged as such, and coding systems and units are defined elsewhere.
    guard part.table != 104, part.table != 396 else { return }
    switch definitions.code(document.bytes.span, document[node].range, table: part.table) {
    case .known, .noTable: return
    case .deprecated: report(MessageRules.codeDeprecated, node, document, expected: .number(Int(part.table)), actual: .node(node))
    case .unknown:
      guard definitions.isClosed(part.table) else {
        report(MessageRules.codeNotSuggested, node, document, expected: .number(Int(part.table)), actual: .node(node))
        return
      }
      report(
        MessageRules.codeUnknown, node, document, isDoubtful: !isClosedForm || part.doubts.contains(.table),
        expected: .number(Int(part.table)), actual: .node(node))
    }
  }

  /// An identifier that is named as an NHS number, by its authority `NHS` or its type `NH`, must be one.
  mutating func checkIdentifier(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard let value = document.component(1, of: node), !document.isNull(value) else { return }
    let authority = document.component(4, of: node).flatMap { document.subcomponent(1, of: $0) }
    let isNHS = authority.map { spells(document, $0, "NHS") } ?? false
    let isTyped = document.component(5, of: node).map { spells(document, $0, "NH") } ?? false
    guard isNHS || isTyped else { return }
    switch IdentifierCheck.nhsNumber(document.bytes.span, document[value].range) {
    case nil: return
    case .form: report(MessageRules.nhsNumberForm, value, document)
    case .placeholder: report(MessageRules.nhsNumberPlaceholder, value, document)
    case .checkDigit: report(MessageRules.nhsNumberCheckDigit, value, document)
    }
  }

  private func spells(_ document: borrowing SourceDocument, _ node: NodeID, _ word: StaticString) -> Bool {
    let range = document[node].range
    guard range.count == word.utf8CodeUnitCount else { return false }
    return document.bytes[range].elementsEqual("\(word)".utf8)
  }

  // MARK: Conditions

  mutating func check(_ condition: Condition, _ document: borrowing SourceDocument, _ segment: NodeID) {
    guard holds(condition.test, document, segment), !holds(condition.consequence, document, segment) else { return }
    let place = condition.consequence.place
    let node = place.flatMap { document.field($0.field, of: segment) }
    var finding = Finding(
      MessageRules.condition, node: node ?? segment, span: SourceSpan(document[node ?? segment].range),
      expected: node == nil && place != nil ? .part(UInt32(place?.field ?? 0)) : .none,
      actual: findings.text(condition.message))
    finding.severity = condition.severity
    report(finding)
  }

  private func holds(_ test: Condition.Test, _ document: borrowing SourceDocument, _ segment: NodeID) -> Bool {
    switch test {
    case .always: return true
    case .isPresent(let place): return any(place, document, segment) { _ in true }
    case .equals(let place, let values): return any(place, document, segment) { values.contains(document.rawText(of: $0)) }
    case .matches(let place, let pattern):
      return !any(place, document, segment) { !IdentifierCheck.matches(pattern, document.bytes.span, document[$0].range) }
    case .not(let inner): return !holds(inner, document, segment)
    case .all(let tests):
      for test in tests where !holds(test, document, segment) { return false }
      return true
    case .any(let tests):
      for test in tests where holds(test, document, segment) { return true }
      return false
    }
  }

  /// Whether a value stands at a place, in any repetition, of which something is true.
  private func any(
    _ place: Condition.FieldPlace, _ document: borrowing SourceDocument, _ segment: NodeID, _ isWanted: (NodeID) -> Bool
  ) -> Bool {
    guard let field = document.field(place.field, of: segment) else { return false }
    var isFound = false
    document.forEachRepetition(of: field) { repetition in
      guard !isFound else { return }
      var node: NodeID? = repetition
      if let component = place.component { node = document.component(component, of: repetition) }
      if let subcomponent = place.subcomponent { node = node.flatMap { document.subcomponent(subcomponent, of: $0) } }
      if let node, !isEmpty(document, node), isWanted(node) { isFound = true }
    }
    return isFound
  }
}

extension Condition.Test {
  /// The place that the statement is about first.
  var place: Condition.FieldPlace? {
    switch self {
    case .always: nil
    case .isPresent(let place), .equals(let place, _), .matches(let place, _): place
    case .not(let inner): inner.place
    case .all(let tests), .any(let tests): tests.first?.place
    }
  }
}
