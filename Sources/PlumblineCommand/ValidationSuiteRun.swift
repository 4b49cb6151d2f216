import ArgumentParser
import Batch
import ConformanceRunner
import Definitions
import Logging
import Plumbline

/// Options of the suites of records to check.
struct ValidationSuiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only checks of these tiers of fhir-validator, separated by commas.", valueName: "tiers"))
  var tier: String?

  @Option(help: ArgumentHelp("Only checks with this in the name of their answer's file.", valueName: "text"))
  var only: String?

  @Option(help: ArgumentHelp("Threads (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "A package to load for all checks: a file, or the start of a file's name in the folder of packages; may be given again.",
      valueName: "package"))
  var package: [String] = []

  @Option(help: ArgumentHelp("The folder of packages (default: `packages` beside the folder of suites).", valueName: "dir"))
  var packagesDir: String?

  @OptionGroup var terminology: TerminologyOptions

  @Flag(help: "Writes the seconds of each check to standard error.")
  var timings = false
}

/// Runs a suite of records to check.
struct ValidationSuiteRun {
  let options: ValidationSuiteOptions
  let suiteDir: String
  let out: String

  /// What the harness of the validator suite has loaded besides the core.
  private static let harnessPackages = ["hl7.fhir.uv.extensions.r4", "hl7.terminology.r4"]

  func run(isExamples: Bool) throws {
    let clock = ContinuousClock()
    let start = clock.now
    var checks =
      if isExamples {
        try ExampleSuiteIndex(
          folder: suiteDir, packages: files.paths(options.package), packageFolder: files.folder,
          harness: files.paths(ValidationSuiteRun.harnessPackages)
        ).checks()
      } else {
        try ValidatorSuiteIndex(folder: suiteDir, packages: files.paths(ValidationSuiteRun.harnessPackages + options.package))
          .checks(tiers: options.tier?.split(separator: ",").map(String.init) ?? [])
      }
    if let only = options.only { checks = checks.filter { $0.answer.contains(only) } }
    let engines = try SuiteEngines(packageFolder: files.folder, terminology: options.terminology.source())
    let summary = try ValidationSuite(checks, out: out) { try engines.engines(for: $0) }
      .run(jobs: options.jobs ?? WorkerThreads.processors)
    if options.timings {
      for timing in summary.timings {
        Console.error("\(timing.answer)\t\(seconds(timing.setup))\t\(seconds(timing.checking))\n")
      }
    }
    for failure in summary.failures { Console.error("plumbline: \(failure)\n") }
    Console.output(
      "\(summary.checks) checks, \(summary.withErrors) with errors, \(summary.failures.count) could not be run, "
        + "\(seconds((clock.now - start) / .seconds(1))) s\n")
  }

  private var files: SuitePackages { SuitePackages(options: options, suiteDir: suiteDir) }

  /// Three decimal places.
  private func seconds(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
