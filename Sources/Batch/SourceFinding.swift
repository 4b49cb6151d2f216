import Diagnostics
import Reporting
import SourceTree

/// A finding about a source as a whole, which no bytes can be shown for.
struct SourceFinding {
  var rule: Rule
  var detail: String
  var file: String
  var offset: UInt64

  var diagnostic: Diagnostic {
    Diagnostic(
      ruleID: rule.id, ruleName: rule.name, severity: rule.severity, issueType: rule.issueType,
      message: MessageTemplate.fill(rule.message) { _ in detail },
      location: SourceLocation(file: file, byteOffset: offset, byteLength: 0, line: 1, column: 1))
  }

  /// The finding alone, as a report.
  func report(_ formatter: DiagnosticFormatter) -> ChunkReport {
    var report = ChunkReport()
    var list = FindingList()
    list.append(Finding(rule, span: SourceSpan(0..<0)))
    report.counts.add(list)
    let group = FindingGroup(rule: rule.code, definition: Finding.noDefinition, path: "")
    report.groups[group] = 1
    report.diagnostics = [FormattedDiagnostic(group: group, bytes: formatter.bytes(diagnostic), label: rule.id)]
    return report
  }
}
