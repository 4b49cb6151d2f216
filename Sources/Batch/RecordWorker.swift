import Diagnostics
import HL7v2Syntax
import JSONSyntax
import Reporting
import SourceTree

/// Reads and checks one chunk after the other. Everything it works with is its own and is used again for the next chunk.
struct RecordWorker: ~Copyable {
  private let job: BatchJob
  private let bases: ChunkBases
  var source: SourceDocument
  private var findings = FindingList()

  init(_ job: BatchJob, bases: ChunkBases) {
    self.job = job
    self.bases = bases
    source = SourceDocument(format: .json, seed: job.engines.schema.seed)
  }

  /// Works on the chunk whose bytes are in ``source``.
  mutating func process(_ chunk: Chunk) -> ChunkResult {
    var result = ChunkResult(chunk: chunk)
    result.bytes = source.bytes.count
    findings.removeAll()
    if let format = chunk.format, !source.bytes.isEmpty { read(format) }
    let records = RecordIndex(source, findings: findings.findings)
    result.records = chunk.problem == nil ? records.count : 0
    let size = ChunkBases.Base(lines: LineCount.of(source.bytes.span), records: result.records)
    bases.publish(chunk.number, size: size, endsSource: chunk.isLast)
    defer { bases.release(chunk.number) }
    var reporter = ChunkReporter(job, chunk, place: ChunkPlace(file: chunk.file), bases: bases, records: records)
    if let problem = chunk.problem { reporter.add(problem, at: source.baseOffset) }
    reporter.add(findings, in: source, source: source)
    result.report = reporter.report
    return result
  }

  private mutating func read(_ format: InputFormat) {
    switch format {
    case .json:
      var reader = JSONReader(limits: job.options.limits)
      reader.parse(&source, findings: &findings)
    case .ndjson:
      var reader = JSONReader(limits: job.options.limits)
      reader.parseLines(&source, findings: &findings)
    case .hl7v2:
      var reader = HL7v2Reader(limits: job.options.limits)
      reader.parse(&source, findings: &findings)
    case .xml, .csv: break
    }
  }
}
