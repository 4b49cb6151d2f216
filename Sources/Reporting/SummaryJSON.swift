import Diagnostics

/// The summary of a JSON report. Times are left out: the same input gives the same bytes.
enum SummaryJSON {
  static func bytes(_ summary: RunSummary, registry: RuleRegistry) -> [UInt8] {
    var json = JSONText()
    json.open("{")
    json.member("files", summary.sources)
    json.member("unreadable", summary.unreadableSources)
    json.member("records", summary.records)
    json.member("recordsWithErrors", summary.recordsWithErrors)
    json.member("bytes", summary.bytes)
    for severity in Severity.allCases.reversed() { json.member(severity.code, summary.counts.total(severity)) }
    json.open("[", "rules")
    for (key, count) in summary.counts.ranked {
      json.open("{")
      json.member("rule", registry[key.rule]?.id ?? "")
      json.member("severity", key.severity.code)
      json.member("count", count)
      json.close("}")
    }
    json.close("]")
    json.close("}")
    return json.bytes
  }
}
