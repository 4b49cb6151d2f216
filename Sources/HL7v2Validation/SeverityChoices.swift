import Diagnostics
import HL7v2Model
import HL7v2Syntax

/// Severities that a profile gives to rules in place of their own.
public struct SeverityChoices: Sendable {
  /// Nil where a rule is switched off.
  var choices: [RuleCode: Severity?] = [:]

  public init() {}

  /// The rules whose severity can be chosen.
  static let rules = MessageRules.all + MessageProfileRules.all + HL7v2SyntaxRules.all + HL7v2ModelRules.all

  static func rule(_ name: String) -> Rule? { rules.first { $0.name == name || $0.id == name } }

  mutating func choose(_ severity: Severity?, for rule: RuleCode) { choices[rule] = .some(severity) }

  /// Puts the chosen severity into a finding; false where the rule is off.
  @inline(__always)
  func apply(_ finding: inout Finding) -> Bool {
    guard !choices.isEmpty, let choice = choices[finding.rule] else { return true }
    guard let severity = choice else { return false }
    finding.severity = severity
    return true
  }
}
