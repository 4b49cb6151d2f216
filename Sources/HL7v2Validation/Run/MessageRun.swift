import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// The check of one message.
struct MessageRun {
  let plan: MessagePlan
  let library: PlanLibrary
  let definitions: MessageDefinitions
  /// The message.
  let root: NodeID
  let delimiters: Delimiters
  /// Severities that the profile and the sender give to rules.
  var severities: SeverityChoices
  var findings: FindingList
  /// What the segments are in the structure; made where a profile asks for it.
  var occurrences: OccurrenceTree?

  /// Whether a profile defines the message whole.
  var isWhole: Bool { plan.compiled?.isWhole ?? false }

  mutating func report(_ finding: Finding) {
    var finding = finding
    if severities.apply(&finding) { findings.append(finding) }
  }

  /// Reports, at most as a warning where the sources of the definition do not agree.
  mutating func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, isDoubtful: Bool = false, expected: Evidence = .none,
    actual: Evidence = .none
  ) {
    var finding = Finding(rule, node: node, span: SourceSpan(document[node].range), expected: expected, actual: actual)
    if isDoubtful { finding.severity = min(finding.severity, .warning) }
    report(finding)
  }
}

/// Numbers of data types.
enum HL7v2TypeIndex {
  static let none = UInt16.max
}
