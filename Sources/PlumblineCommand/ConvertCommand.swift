import ArgumentParser
import Batch
import Definitions
import HL7v2Definitions
import Mapping
import Plumbline

extension OutputFormat: ExpressibleByArgument {}
extension BundleKind: ExpressibleByArgument {}

/// How often a thing stands that is mentioned several times.
enum EntityChoice: String, CaseIterable, ExpressibleByArgument { case united, mentioned }

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Converts records, checks the result and accounts for every value.",
    discussion: """
      HL7 v2 messages and vaccination batches become Bundles; FHIR is written in another form; HL7 v2 and CSV can be written back as \
      they are, and Bundles of FHIR become HL7 v2 messages. Findings go to standard error, each at its place in the source.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var checks: CheckOptions
  @OptionGroup var definitions: DefinitionOptions
  @OptionGroup var messages: MessageOptions
  @OptionGroup var maps: MapInput

  @Option(help: "What to convert to.")
  var to: OutputFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file, or a folder for a file each, numbered where names repeat. (default: standard output)", valueName: "path"))
  var output: String?

  @Option(help: "The kind of Bundle to make of a message or row. (default: as the map says)")
  var bundle: BundleKind?

  @Option(
    help: ArgumentHelp(
      "Writes what became of every source value, as JSON: one file, or in a folder one a source.", valueName: "path"))
  var ledger: String?

  @Flag(help: "Exit code 1 where a value of a message or row stands nowhere in the result and no rule says why.")
  var failOnLoss = false

  @Flag(
    name: .customLong("no-residue"),
    help: "Leave out the values of messages that no element holds, instead of keeping them in extensions, segment by segment.")
  var leavesResidue = false

  @Option(
    help: "Organisations, people, places and devices that say the same: `united` in one resource, or one for each as `mentioned`."
  )
  var entities = EntityChoice.united

  @Option(
    help: ArgumentHelp(
      "Gathers codes that no map knows, with counts, in a ConceptMap to be filled in; what it says already is used.",
      valueName: "file"))
  var unmapped: String?

  @Option(
    help: ArgumentHelp(
      "The event of messages made from FHIR, such as ADT^A08. (default: as the record says)", valueName: "event"))
  var event: String?

  @Option(help: ArgumentHelp("The version of HL7 v2 of messages made from FHIR.", valueName: "version"))
  var messageVersion = "2.5.1"

  @Flag(help: "Indent FHIR.")
  var pretty = false

  @Flag(name: .customLong("no-validate"), help: "Do not check the result.")
  var skipsValidation = false

  @Flag(
    help:
      "Check HL7 v2 messages as such, too; so they are wherever --hl7v2-profile or --senders says what they are checked against.")
  var checkMessages = false

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = report.batch(input, descriptor: 2)
    options.conversion = ConversionOptions(format: to, destination: destination, ledgerPath: ledgerPath, isPretty: pretty)
    options.conversion?.reverse = ReverseOptions(version: messageVersion, event: event)
    options.validates = !skipsValidation
    options.checksMessages = checkMessages || messages.profile != nil || messages.senders != nil
    options.maps.bundle = bundle
    options.maps.keepsResidue = !leavesResidue
    options.maps.unitesEntities = entities == .united
    var sources = try maps.sources()
    // Who asks for records of UK Core gets them made as such.
    if definitions.profiles.contains(where: { $0 == "uk-core" || $0 == "uk-core-staging" }), !maps.ownMapsOnly {
      sources.layers.insert("uk-core")
    }
    var codes = try unmappedFile()
    sources.files += codes?.maps ?? []
    options.maps.gathersUnmappedCodes = codes != nil
    var loaded = try Engines.load(report.logger, checks.validation(), definitions, messages)
    if !sources.isStandard {
      loaded.engines.use(sources)
      if case .success(let library) = loaded.engines.maps.value { try MapInput.check(sources, library) }
    }
    if let path = messages.senders { loaded.engines.senders = try SenderInput.choices(path, sources, loaded.engines.schema) }
    let result = BatchRun(SourceList(input.files, format: input.inputFormat), options: options, engines: loaded.engines).run(
      version: ProductVersion.number, definitions: loaded.label, reportDescriptor: 2)
    try Engines.checkFaults(loaded.engines)
    if let unmapped {
      codes?.add(result.unmappedCodes)
      try MapInput.orExit { () throws(FileSystem.Failure) in try FileSystem.write(codes?.bytes ?? [], to: unmapped) }
    }
    if failOnLoss, !report.quiet, result.losses.unmapped > 0 { Console.error(ConvertCommand.lossText(result.losses)) }
    try report.conclude(result, seconds: (clock.now - start) / .seconds(1))
    try loaded.conclude()
    if failOnLoss, result.losses.unmapped > 0 { throw ExitCode(CommandLineRun.findings) }
  }

  /// The file of codes to be filled in, empty where there is none yet.
  private func unmappedFile() throws -> UnmappedCodeFile? {
    guard let unmapped else { return nil }
    // The first run makes it. What is there and cannot be read may be somebody's work, and is not written over.
    guard FileSystem.isFile(unmapped) else { return UnmappedCodeFile() }
    let bytes = try MapInput.orExit { () throws(FileSystem.Failure) in try FileSystem.read(unmapped) }
    guard let file = UnmappedCodeFile(bytes) else {
      Console.error("plumbline: `\(unmapped)`: not a ConceptMap in JSON\n")
      throw ExitCode(CommandLineRun.usage)
    }
    return file
  }

  /// What is lost, in counts; which values they are is in the ledger.
  private static func lossText(_ losses: LossTotals) -> String {
    """
    plumbline: \(losses.unmapped) of \(losses.populated) values are lost: no rule of a map has carried them over. \
    `--ledger FILE` lists them, each with its place and the reason

    """
  }

  func validate() throws {
    guard HL7Version(exactly: messageVersion) != nil else {
      throw ValidationError("`\(messageVersion)` is no version of HL7 v2: \(HL7Version.names.joined(separator: ", "))")
    }
  }

  private var ledgerPath: String? {
    guard let ledger, !ledger.hasSuffix("/"), Console.isFolder(ledger) else { return ledger }
    return ledger + "/"
  }

  private var destination: ConversionOptions.Destination {
    guard let output, output != "-" else { return .descriptor(1) }
    return output.hasSuffix("/") || Console.isFolder(output) ? .folder(output) : .file(output)
  }
}
