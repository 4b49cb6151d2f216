import ArgumentParser
import Batch
import Logging
import Plumbline
import Validation

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Checks records and reports what is not true to the standard, at its place in the file.")

  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var checks: CheckOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let engines = try Engines.load(report.logger, checks.validation)
    let options = report.batch(input, descriptor: 1)
    let result = BatchRun(SourceList(input.files, format: input.inputFormat), options: options, engines: engines).run(
      version: ProductVersion.number, definitions: ProductVersion.definitions)
    try report.conclude(result, seconds: (clock.now - start) / .seconds(1))
  }
}

extension Logger {
  static let silent = Logger(label: "plumbline") { _ in SwiftLogNoOpLogHandler() }
}

/// The engines, or an internal fault.
enum Engines {
  static func load(_ logger: Logger, _ options: ValidationOptions = ValidationOptions()) throws -> BatchEngines {
    do {
      let clock = ContinuousClock()
      let start = clock.now
      let engines = try BatchEngines.embedded(options)
      logger.debug("definitions: \(ProductVersion.definitions), ready after \(Int((clock.now - start) / .milliseconds(1))) ms")
      return engines
    } catch {
      throw InternalFault(detail: error.description)
    }
  }
}
