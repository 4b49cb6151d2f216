import CSVSyntax
import Diagnostics
import Mapping
import Reporting
import SourceTree

/// Checks and converts records that are in memory, for programs that have them there already. Keeps its buffers from one call to the
/// next; each thread needs its own.
public struct MemoryRun: ~Copyable {
  /// What was found, and what was made.
  public struct Outcome: Sendable {
    /// In the order of the records, at most as many of one kind as the options say.
    public var diagnostics: [Diagnostic] = []
    /// All findings, counted.
    public var counts = RuleCounts()
    public var records = 0
    public var recordsWithErrors = 0
    /// The format the records were read as; nil where none was recognised.
    public var format: InputFormat?
    /// Converted records, one after the other; empty unless the options ask for a conversion.
    public var output = ContiguousArray<UInt8>()
    /// Where each converted record ends in `output`.
    public var outputEnds: [Int] = []
    /// What became of the source's values, counted, where a map converted it.
    public var losses = LossTotals()
    /// What became of every source value, as JSON objects separated by commas; empty unless the options ask for a ledger.
    public var ledgerEntries: [UInt8] = []

    public init() {}
  }

  private let job: BatchJob
  private var worker: RecordWorker
  private let bases = ChunkBases()
  private var calls = 0

  public init(options: BatchOptions, engines: BatchEngines) {
    var options = options
    options.keepsDiagnostics = true
    job = BatchJob(options: options, engines: engines)
    worker = RecordWorker(job, bases: bases)
  }

  /// Works on the records in `bytes`.
  ///
  /// - Parameter name: what to call them in diagnostics; its ending helps to recognise the format.
  public mutating func run(_ bytes: some Sequence<UInt8>, name: String) -> Outcome {
    worker.source.removeAll()
    worker.source.bytes.append(contentsOf: bytes)
    let chunk = chunk(name)
    if chunk.problem != nil { worker.source.removeAll() }
    let result = worker.process(chunk)
    var outcome = Outcome()
    outcome.format = chunk.format
    outcome.diagnostics = result.report.kept
    outcome.counts = result.report.counts
    outcome.records = result.records
    outcome.recordsWithErrors = result.report.recordsWithErrors.count
    outcome.output = result.output.bytes
    outcome.outputEnds = result.output.ends
    outcome.losses = result.output.totals
    outcome.ledgerEntries = result.output.ledger
    return outcome
  }

  /// All of the bytes as one chunk.
  private mutating func chunk(_ name: String) -> Chunk {
    defer { calls += 1 }
    var chunk = Chunk(number: calls, source: calls, file: name, format: job.options.inputFormat, isFirst: true, isLast: true)
    let detector = FormatDetector(named: InputFormat(fileName: name))
    if chunk.format == nil {
      switch detector.detect(worker.source.bytes.span, atEnd: true) {
      case .format(let format): chunk.format = format
      case .needMore, .empty: chunk.problem = SourceProblem(kind: .empty, detail: "")
      case .binary(let detail): chunk.problem = SourceProblem(kind: .binary, detail: detail)
      case .unknown(let detail): chunk.problem = SourceProblem(kind: .unknownFormat, detail: detail)
      }
    }
    if let format = chunk.format, let output = job.options.conversion?.format, !output.isPossible(from: format) {
      chunk.format = nil
      chunk.problem = SourceProblem(kind: .noConversion, detail: "\(format.title) to \(output.rawValue)")
    }
    if chunk.format == .csv {
      let dialect = CSVDialect.detect(in: worker.source.bytes.span)
      chunk.table = TableHead(worker.source, dialect: dialect, limits: job.options.limits)
    }
    return chunk
  }
}
