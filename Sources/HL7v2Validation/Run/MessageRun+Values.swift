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
        MessageRules.componentsUnexpected, node, document, expected: findings.text(definitions.typeCode(plan.base(type))))
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
}
