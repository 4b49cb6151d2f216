import ArgumentParser
import Batch
import Plumbline

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Checks records and reports what is not true to the standard, at its place in the file.")

  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try BatchRun(
      SourceList(input.files, format: input.inputFormat), options: report.batch(input, descriptor: 1), engines: Engines.load()
    ).run(version: ProductVersion.number, definitions: ProductVersion.definitions)
    try report.conclude(result, seconds: (clock.now - start) / .seconds(1))
  }
}

/// The engines, or an internal fault.
enum Engines {
  static func load() throws -> BatchEngines {
    do {
      return try BatchEngines.embedded()
    } catch {
      throw InternalFault(detail: error.description)
    }
  }
}
