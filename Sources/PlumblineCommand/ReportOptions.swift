import ArgumentParser
import Batch
import Diagnostics
import Logging
import Plumbline
import Reporting

extension ReportFormat: ExpressibleByArgument {}

enum ColourChoice: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

/// The lowest severity that makes the exit code 1.
enum FailOn: String, CaseIterable, ExpressibleByArgument {
  case error, warning, information, never

  func isMet(by worst: Severity?) -> Bool {
    guard let worst else { return false }
    switch self {
    case .error: return worst >= .error
    case .warning: return worst >= .warning
    case .information: return true
    case .never: return false
    }
  }
}

/// How to report.
struct ReportOptions: ParsableArguments {
  @Option(help: "Form of the report.")
  var format = ReportFormat.text

  @Option(help: "Findings of this severity or a higher one make the exit code 1.")
  var failOn = FailOn.error

  @Flag(help: "Show values of records in the report. They are masked otherwise: they are personal data.")
  var showValues = false

  @Option(name: .customLong("color"), help: "Colours; `auto` is on a terminal, unless NO_COLOR is set.")
  var colour = ColourChoice.auto

  @Option(help: ArgumentHelp("Findings to show in all. (default: no limit)", valueName: "number"))
  var limitFindings: Int?

  @Option(
    help: ArgumentHelp(
      "Findings to show of one rule at one element of a file; the others are counted. (default: 3 in text, else no limit)",
      valueName: "number"))
  var limitPerRule: Int?

  @Flag(name: .shortAndLong, help: "No report and no summary, only the exit code; with a format other than text, no summary.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell on standard error what is being done: sources, formats, definitions, times.")
  var verbose = false

  /// Debug messages on standard error when asked for; they hold names and counts, never values of records.
  var logger: Logger {
    guard verbose else { return .silent }
    var logger = Logger(label: "plumbline") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .debug
    return logger
  }

  mutating func validate() throws {
    if let limitFindings, limitFindings < 0 { throw ValidationError("--limit-findings must be at least 0") }
    if let limitPerRule, limitPerRule < 1 { throw ValidationError("--limit-per-rule must be at least 1") }
  }

  /// Options of a run that reports to a descriptor.
  func batch(_ input: InputOptions, descriptor: Int32) -> BatchOptions {
    let visibility = showValues ? ValueVisibility.shown : .masked
    let total = quiet && format == .text ? 0 : limitFindings ?? .max
    var options = BatchOptions(
      inputFormat: input.inputFormat, jobs: input.jobs, limits: input.limits,
      formatter: DiagnosticFormatter(format: format, style: TextStyle(isColoured: isColoured(descriptor))),
      rendering: RenderSettings(visibility: visibility, excerptWidth: max(40, Console.width(descriptor) - 10)),
      bounds: ReportStream.Bounds(perGroup: limitPerRule ?? (format == .text ? 3 : .max), total: total))
    options.logger = logger
    return options
  }

  /// The summary, on standard error, and the exit code.
  func conclude(_ result: RunResult, seconds: Double) throws {
    var summary = result.summary
    summary.seconds = seconds
    logger.debug("\(summary.records) records, \(summary.bytes) bytes in \(Int(seconds * 1000)) ms")
    if !quiet, !result.isOutputClosed { Console.error(SummaryText.text(summary, registry: ProductRules.registry)) }
    if result.hasUnreadable { throw ExitCode(CommandLineRun.usage) }
    if failOn.isMet(by: summary.counts.worst) { throw ExitCode(CommandLineRun.findings) }
  }

  private func isColoured(_ descriptor: Int32) -> Bool {
    switch colour {
    case .always: true
    case .never: false
    case .auto:
      Console.isTerminal(descriptor) && (Console.environment("NO_COLOR") ?? "").isEmpty && Console.environment("TERM") != "dumb"
    }
  }
}
