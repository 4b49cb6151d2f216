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
  @OptionGroup var definitions: DefinitionOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let loaded = try Engines.load(report.logger, checks.validation(), definitions, messages)
    let options = report.batch(input, descriptor: 1)
    let result = BatchRun(SourceList(input.files, format: input.inputFormat), options: options, engines: loaded.engines).run(
      version: ProductVersion.number, definitions: loaded.label)
    try Engines.checkFaults(loaded.engines)
    try report.conclude(result, seconds: (clock.now - start) / .seconds(1))
    try loaded.conclude()
  }
}

extension Logger {
  static let silent = Logger(label: "plumbline") { _ in SwiftLogNoOpLogHandler() }
}

/// The engines, or an internal fault.
enum Engines {
  /// Engines with the definitions that a user asked for.
  struct Loaded {
    var engines: BatchEngines
    /// The packages in use, for reports.
    var label: String
    /// Whether definitions were left out because they are broken, and nobody said that this is all right.
    var isBroken = false

    /// Ends a run whose result cannot be relied on.
    func conclude() throws {
      guard isBroken else { return }
      Console.error(
        "plumbline: definitions are broken, so that records were not checked in full; --allow-broken-definitions accepts that\n")
      throw ExitCode(CommandLineRun.usage)
    }
  }

  static func load(
    _ logger: Logger, _ options: ValidationOptions, _ definitions: DefinitionOptions, _ messages: MessageOptions
  ) throws -> Loaded {
    var definitions = definitions
    let senders = try messages.senderRules()
    let profile = try messages.take(from: &definitions.profiles)
    var result = try loadDefinitions(logger, options, definitions)
    if profile != nil || !senders.isEmpty {
      result.engines.messages = LazyValue {
        var library = EmbeddedMessages.library(profile)
        library?.senders = senders
        return library
      }
    }
    return result
  }

  private static func loadDefinitions(
    _ logger: Logger, _ options: ValidationOptions, _ definitions: DefinitionOptions
  ) throws -> Loaded {
    if definitions.isEmpty { return Loaded(engines: try load(logger, options), label: ProductVersion.definitions) }
    let clock = ContinuousClock()
    let start = clock.now
    let loaded = try definitions.load()
    let chosen = ProfileChoice.choose(definitions.profiles, in: loaded.schema)
    if let unknown = chosen.unknown.first {
      throw ArgumentParser.ValidationError(
        "there is no profile `\(unknown)` in the definitions at hand; name its package with --package or its file with --definitions"
      )
    }
    var options = options
    options.profiles += chosen.profiles
    options.picksProfilesByType = chosen.picksByType
    let label = loaded.packages.map(\.description).joined(separator: ", ")
    logger.debug("definitions: \(label), ready after \(Int((clock.now - start) / .milliseconds(1))) ms")
    return Loaded(
      engines: BatchEngines.engines(loaded, options: options), label: label,
      isBroken: loaded.diagnostics.hasErrors && !definitions.allowBrokenDefinitions)
  }

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

  /// A run without maps or definitions does nothing, which must not look like success.
  static func checkFaults(_ engines: BatchEngines) throws {
    if let fault = engines.fault { throw InternalFault(detail: fault) }
  }
}
