import Batch
import Diagnostics
import Mapping
import Reporting
import SourceTree

/// Checks and converts health records in memory: the way into Plumbline for other programs.
///
/// ```swift
/// import Plumbline
///
/// var engine = try RecordEngine()
/// let report = engine.validate(bytes, name: "patient.json")
/// for diagnostic in report.diagnostics {
///   print(diagnostic.ruleID, diagnostic.instancePath, diagnostic.message)
/// }
/// let conversion = engine.convert(message, to: .fhirJSON, name: "admission.hl7")
/// ```
///
/// The format is recognised by content and name: FHIR in JSON, NDJSON or XML, HL7 v2, CSV. Values of records are masked in
/// diagnostics unless ``Options/showsValues`` is set. An engine loads its definitions once and keeps its buffers from call to call;
/// use one for each thread. For files, folders and streams larger than memory there is `Batch.BatchRun`.
public struct RecordEngine: ~Copyable {
  /// What may be chosen.
  public struct Options: Sendable {
    /// What the bytes are, instead of what they look like.
    public var inputFormat: InputFormat?
    public var limits = Limits.standard
    /// Shows values of records, which are personal data, in diagnostics.
    public var showsValues = false
    /// Diagnostics of one rule at one element; more are counted only.
    public var diagnosticsPerRule = 100
    /// The kind of Bundle that a conversion makes; nil for the map's own choice.
    public var bundle: BundleKind?
    /// The maps that convert.
    public var maps = MapSources()
    /// Whether values of messages that stand in no element of the result are kept in it as extensions.
    public var keepsResidue = true
    /// Whether organisations, people and places that say the same are one resource; else there is one for each mention.
    public var unitesEntities = true
    /// Whether converted records are checked.
    public var checksConversions = true

    public init() {}
  }

  private let engines: BatchEngines
  private let options: Options
  private var checking: MemoryRun
  private var converting: MemoryRun?
  private var target: OutputFormat?

  /// Loads the definitions that are part of the program, which takes a few milliseconds, and compiles maps of the caller's own.
  public init(_ options: Options = Options()) throws(PlumblineError) {
    self.options = options
    var engines = try BatchEngines.embedded()
    if !options.maps.isStandard {
      engines.use(options.maps)
      if let error = RecordEngine.fault(of: options.maps, engines.maps.value) { throw PlumblineError.unusableMaps(error) }
    }
    self.engines = engines
    checking = MemoryRun(options: RecordEngine.batch(options), engines: engines)
    converting = nil
    target = nil
  }

  /// Checks records: their syntax, and what they say in FHIR against its definitions. Messages and rows that a map knows are
  /// converted in memory for that, and findings traced back to the field they came from.
  ///
  /// - Parameter name: what to call the records in diagnostics; its ending helps to recognise their format.
  public mutating func validate(_ bytes: some Sequence<UInt8>, name: String = "record") -> ValidationReport {
    ValidationReport(checking.run(bytes, name: name))
  }

  /// Converts records, checks the result and accounts for every value of a feed.
  public mutating func convert(
    _ bytes: some Sequence<UInt8>, to format: OutputFormat, name: String = "record"
  ) -> Conversion {
    if target != format {
      var batch = RecordEngine.batch(options)
      batch.conversion = ConversionOptions(format: format, destination: .descriptor(-1), ledgerPath: "")
      batch.validates = options.checksConversions
      converting = MemoryRun(options: batch, engines: engines)
      target = format
    }
    return Conversion(converting?.run(bytes, name: name) ?? MemoryRun.Outcome())
  }

  /// What is wrong with maps of the caller's own: the first fault, and where it is.
  private static func fault(of maps: MapSources, _ library: Result<MapLibrary, MapLibraryError>) -> MapLibraryError? {
    switch library {
    case .failure(let error): return error
    case .success(let library):
      guard let problem = library.problems.first else { return nil }
      let file = library.fileNames[problem.file]
      let rule = ProductRules.registry[problem.finding.rule].map { "\($0.id) \($0.name): " } ?? ""
      return MapLibraryError("\(file):\(maps.line(of: problem, in: file)): \(rule)\(problem.detail)")
    }
  }

  /// Why results up to now cannot be relied on; nil unless the program was built wrongly.
  public var fault: String? { engines.fault }

  private static func batch(_ options: Options) -> BatchOptions {
    var batch = BatchOptions(
      inputFormat: options.inputFormat, jobs: 1, limits: options.limits,
      rendering: RenderSettings(visibility: options.showsValues ? .shown : .masked),
      bounds: .init(perGroup: options.diagnosticsPerRule))
    batch.maps.bundle = options.bundle
    batch.maps.keepsResidue = options.keepsResidue
    batch.maps.unitesEntities = options.unitesEntities
    return batch
  }
}

/// What was found in records.
public struct ValidationReport: Sendable {
  /// In the order of the records.
  public var diagnostics: [Diagnostic]
  /// How many records there are, those that could not be read included.
  public var records: Int
  /// The highest severity of all findings, or nil where there are none.
  public var worst: Severity?
  /// The format the records were read as; nil where none was recognised.
  public var format: InputFormat?

  /// Whether there is no error.
  public var conforms: Bool { (worst ?? .information) < .error }

  init(_ outcome: MemoryRun.Outcome) {
    diagnostics = outcome.diagnostics
    records = outcome.records
    worst = outcome.counts.worst
    format = outcome.format
  }
}

/// What records were converted to.
public struct Conversion: Sendable {
  /// The converted records, in the order of the source.
  public var records: [ContiguousArray<UInt8>]
  /// What was found in the source and in the result.
  public var report: ValidationReport
  /// What became of the source's values, counted; `losses.isBalanced` says that every one is accounted for.
  public var losses: LossTotals
  /// What became of every value, as JSON: `{"entries":[{"record":1,"at":"PID[1]-5[1].1.1","status":"mapped","to":"…"}]}`.
  public var ledger: [UInt8]

  init(_ outcome: MemoryRun.Outcome) {
    var start = 0
    records = outcome.outputEnds.map { end in
      defer { start = end }
      return ContiguousArray(outcome.output[start..<end])
    }
    report = ValidationReport(outcome)
    losses = outcome.losses
    ledger = Array("{\"entries\":[".utf8) + outcome.ledgerEntries + Array("]}\n".utf8)
  }
}
