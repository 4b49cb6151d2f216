import Diagnostics
import HL7v2Validation

/// A report about one message in the form of NIST's validator: entries by structure, content and value sets.
struct V2ProfileReport {
  private enum Section: String, CaseIterable { case structure, content, valueSet = "value-set" }

  private var entries: [Section: [String]] = [:]
  private var counts: [Section: [Severity: Int]] = [:]

  mutating func add(_ finding: Finding, _ diagnostic: Diagnostic) {
    let (section, category) = V2ProfileReport.kind(finding.rule)
    let classification =
      finding.severity >= .error ? "Error" : finding.severity == .warning ? "Warning" : "Alert"
    let fields = [
      "\"line\":\(diagnostic.location?.line ?? 1)", "\"column\":\(diagnostic.location?.column ?? 1)",
      "\"path\":" + AnswerText.quoted(diagnostic.instancePath), "\"description\":" + AnswerText.quoted(diagnostic.message),
      "\"category\":" + AnswerText.quoted(category), "\"classification\":" + AnswerText.quoted(classification),
      "\"rule\":" + AnswerText.quoted(diagnostic.ruleName),
    ]
    entries[section, default: []].append("{" + fields.joined(separator: ",") + "}")
    counts[section, default: [:]][min(finding.severity, .error), default: 0] += 1
  }

  private static func kind(_ rule: RuleCode) -> (Section, String) {
    let kinds: [(Section, String, [Rule])] = [
      (
        .valueSet, "Value Set",
        [
          MessageProfileRules.codeNotInValueSet, MessageProfileRules.codeExcluded, MessageProfileRules.codingSystem,
          MessageRules.codeUnknown, MessageRules.codeNotSuggested, MessageRules.codeDeprecated,
        ]
      ),
      (.content, "Constraint Failure", [MessageRules.condition]),
      (.content, "Predicate Failure", [MessageProfileRules.requiredByPredicate]),
      (
        .content, "Co-Constraint",
        [
          MessageProfileRules.coConstraintMissing, MessageProfileRules.coConstraintCount, MessageProfileRules.coConstraintCell,
          MessageProfileRules.coConstraintGroupNotDistinct,
        ]
      ),
      (
        .structure, "Usage",
        [
          MessageRules.segmentMissing, MessageRules.fieldMissing, MessageRules.componentMissing, MessageProfileRules.notSupported,
          MessageRules.fieldWithdrawn,
        ]
      ),
      (
        .structure, "Cardinality",
        [MessageRules.fieldRepeated, MessageRules.segmentRepeated, MessageProfileRules.tooFewRepetitions]
      ),
      (.structure, "Length", [MessageProfileRules.length, MessageProfileRules.conformanceLength]),
      (
        .structure, "Format",
        [MessageRules.number, MessageRules.comparedNumber, MessageRules.sequence, MessageRules.date, MessageRules.time]
          + [MessageRules.timeStamp]
      ),
      (.structure, "Constant Value", [MessageProfileRules.notTheFixedValue]),
      (.structure, "Extra", [MessageRules.fieldUnknown, MessageRules.componentUnknown]),
      (.structure, "Unescaped Separator", [MessageRules.componentsUnexpected]),
    ]
    for (section, category, rules) in kinds where rules.contains(where: { $0.code == rule }) { return (section, category) }
    return (.structure, "Other")
  }

  var text: String {
    func numbers(_ severity: Severity) -> String {
      Section.allCases.map { "\"\($0.rawValue)\":\(counts[$0]?[severity] ?? 0)" }.joined(separator: ",")
    }
    let lists = Section.allCases.map { "\"\($0.rawValue)\":[" + (entries[$0] ?? []).joined(separator: ",\n") + "]" }
    let errors = Section.allCases.filter { counts[$0]?[.error] ?? 0 > 0 }
    let status = errors.isEmpty ? "VALID_MESSAGE" : errors.contains(.structure) ? "STRUCTURE_ERRORS" : "CONTENT_ERRORS"
    return "{\"entries\":{" + lists.joined(separator: ",\n") + "},\n\"error-count\":{" + numbers(.error)
      + "},\n\"warning-count\":{" + numbers(.warning) + "},\n\"status\":\"\(status)\"}\n"
  }

  /// One line for each message.
  static func list(_ outcomes: [V2ProfileSuite.Outcome]) -> String {
    let lines = outcomes.map { outcome in
      "{\"message\":" + AnswerText.quoted(outcome.message) + ",\"profile\":" + AnswerText.quoted(outcome.profile)
        + ",\"label\":" + AnswerText.quoted(outcome.label) + ",\"errors\":\(outcome.errors),\"warnings\":\(outcome.warnings)"
        + (outcome.agrees.map { ",\"agrees\":\($0)" } ?? "") + "}"
    }
    return "[" + lines.joined(separator: ",\n") + "]\n"
  }
}
