import Diagnostics
import HL7v2Model
import HL7v2Syntax
import YAMLSyntax

/// Severities that a profile gives to rules in place of their own.
public struct SeverityChoices: Sendable {
  /// Nil where a rule is switched off.
  var choices: [RuleCode: Severity?] = [:]

  public init() {}

  /// The rules whose severity can be chosen.
  static let rules = MessageRules.all + MessageProfileRules.all + HL7v2SyntaxRules.all + HL7v2ModelRules.all

  static func rule(_ name: String) -> Rule? { rules.first { $0.name == name || $0.id == name } }

  /// Reads severities by rule name or id; what it cannot read is reported at its place.
  mutating func read(_ value: YAMLValue?) {
    for member in value?.members() ?? [] {
      guard let rule = SeverityChoices.rule(member.key) else {
        member.reportUnknownKey(known: SeverityChoices.rules.map(\.name))
        continue
      }
      let text = member.rawText
      if text == "off" {
        choose(nil, for: rule.code)
      } else if let severity = MessageProfileReader.severity(text) {
        choose(severity, for: rule.code)
      } else {
        member.reportValue(expected: "`error`, `warning`, `information` or `off`")
      }
    }
  }

  var isEmpty: Bool { choices.isEmpty }

  /// The choices of others go before these.
  func overridden(by other: SeverityChoices) -> SeverityChoices {
    var result = self
    result.choices.merge(other.choices) { _, new in new }
    return result
  }

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
