import Diagnostics

/// The last lines of a text report: what was found, by severity and by rule, in how much.
public enum SummaryText {
  public static func text(_ summary: RunSummary, registry: @autoclosure () -> RuleRegistry) -> String {
    var text = ""
    let ranked = summary.counts.ranked
    if !ranked.isEmpty {
      let registry = registry()
      for (key, count) in ranked {
        let rule = registry[key.rule]
        text += pad(String(count), 9) + " " + key.severity.code + " " + (rule.map { $0.id + " " + $0.name } ?? "?") + "\n"
      }
    }
    for severity in Severity.allCases.reversed() {
      if let count = summary.counts.uncounted[severity], count > 0 {
        text += pad(String(count), 9) + " " + severity.code + " beyond the bound of findings kept for one chunk\n"
      }
    }
    return text + verdict(summary) + "; " + work(summary) + "\n"
  }

  /// `2 errors, 1 warning in 1 of 40 records`.
  static func verdict(_ summary: RunSummary) -> String {
    let fatal = summary.counts.total(.fatal)
    let parts = [
      (summary.counts.total(.error) + fatal, "error"), (summary.counts.total(.warning), "warning"),
      (summary.counts.total(.information), "note"),
    ].filter { $0.0 > 0 }.map { plural($0.0, $0.1) }
    if parts.isEmpty { return "no findings" }
    let share =
      summary.recordsWithErrors > 0 ? ", errors in \(summary.recordsWithErrors) of \(plural(summary.records, "record"))" : ""
    return parts.joined(separator: ", ") + share
  }

  /// `40 records, 1.2 MB, 0.05 s, 24 MB/s`.
  static func work(_ summary: RunSummary) -> String {
    var parts = [plural(summary.sources, "file"), plural(summary.records, "record"), size(summary.bytes)]
    parts.append(decimal(summary.seconds, places: summary.seconds < 1 ? 3 : 1) + " s")
    if summary.seconds > 0.05 { parts.append(size(UInt64(Double(summary.bytes) / summary.seconds)) + "/s") }
    return parts.joined(separator: ", ")
  }

  static func plural(_ count: Int, _ word: String) -> String { grouped(count) + " " + word + (count == 1 ? "" : "s") }

  /// `1,234,567`.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  static func size(_ bytes: UInt64) -> String {
    switch bytes {
    case ..<1_000: "\(bytes) B"
    case ..<1_000_000: decimal(Double(bytes) / 1e3, places: 1) + " kB"
    case ..<1_000_000_000: decimal(Double(bytes) / 1e6, places: 1) + " MB"
    default: decimal(Double(bytes) / 1e9, places: 2) + " GB"
    }
  }

  static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)" + (places == 0 ? "" : "." + String(repeating: "0", count: places - fraction.utf8.count) + fraction)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
