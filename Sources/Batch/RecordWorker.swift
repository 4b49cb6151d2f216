import CSVSyntax
import Diagnostics
import FHIRModel
import HL7v2Syntax
import HL7v2Validation
import HL7v2XML
import JSONSyntax
import Reporting
import SourceTree
import XMLSyntax

/// Reads and checks one chunk after the other. Everything it works with is its own and is used again for the next chunk.
struct RecordWorker: ~Copyable {
  let job: BatchJob
  private let bases: ChunkBases
  var source: SourceDocument
  /// What is made from the source, where that is not FHIR JSON already.
  var canonical: SourceDocument
  var findings = FindingList()
  private var xml: FHIRXMLConverter
  private var messages = HL7v2Reader()
  /// Checks messages as such; made with the first one.
  var messageValidator: MessageValidator?
  var checker: RecordChecker
  var converter: RecordConverter
  /// Findings about a canonical record that was made by a map.
  var recordFindings = FindingList()

  init(_ job: BatchJob, bases: ChunkBases) {
    self.job = job
    self.bases = bases
    source = SourceDocument(format: .json, seed: job.engines.schema.seed)
    canonical = SourceDocument(format: .canonical, seed: job.engines.schema.seed)
    xml = FHIRXMLConverter(schema: job.engines.schema)
    converter = RecordConverter(job)
    checker = RecordChecker(job)
  }

  /// Works on the chunk whose bytes are in ``source``.
  mutating func process(_ chunk: Chunk) -> ChunkResult {
    var result = ChunkResult(chunk: chunk)
    result.bytes = source.bytes.count
    findings.removeAll()
    if let format = chunk.format, !source.bytes.isEmpty { read(format, chunk) }
    let records = RecordIndex(source, findings: findings.findings)
    result.records = chunk.problem == nil ? records.count : 0
    var size = ChunkBases.Base(lines: LineCount.of(source.bytes.span), records: result.records)
    if chunk.format == .hl7v2 { size.envelopes = messages.envelopes }
    bases.publish(chunk.number, size: size, endsSource: chunk.isLast)
    defer { bases.release(chunk.number) }
    if chunk.format == .hl7v2, messages.hasUnresolvedEnvelopes {
      messages.resolveEnvelopes(of: source, before: bases.base(of: chunk.number).envelopes, findings: &findings)
    }
    var reporter = ChunkReporter(job, chunk, place: place(of: chunk), bases: bases, records: records)
    if let problem = chunk.problem { reporter.add(problem, at: source.baseOffset) }
    check(chunk, &reporter, &result.output)
    result.report = reporter.report
    return result
  }

  private func place(of chunk: Chunk) -> ChunkPlace {
    let headerEnd = chunk.isFirst ? chunk.table?.headerEnd ?? 0 : 0
    return ChunkPlace(file: chunk.file, columns: chunk.table?.dialect.columnNames ?? [], headerEnd: headerEnd)
  }

  private mutating func read(_ format: InputFormat, _ chunk: Chunk) {
    switch format {
    case .json:
      var reader = JSONReader(limits: job.options.limits, allowsComments: job.options.allowsComments)
      reader.parse(&source, findings: &findings)
    case .ndjson:
      var reader = JSONReader(limits: job.options.limits, allowsComments: job.options.allowsComments)
      reader.parseLines(&source, findings: &findings)
    case .xml:
      var reader = XMLReader(limits: job.options.limits)
      reader.parse(&source, findings: &findings)
    case .hl7v2:
      // A reader for each chunk, so that what it says does not depend on which worker had the chunk before.
      messages = HL7v2Reader(limits: job.options.limits)
      messages.parse(&source, findings: &findings)
    case .csv:
      var reader = CSVReader(limits: job.options.limits, dialect: chunk.table?.dialect)
      reader.parse(&source, findings: &findings)
    }
  }

  private mutating func check(_ chunk: Chunk, _ reporter: inout ChunkReporter, _ output: inout RecordOutput) {
    switch chunk.format {
    case .xml:
      reporter.add(findings, in: source, source: source)
      findings.removeAll()
      if source.roots.isEmpty { return }
      if V2XMLReader.isMessage(source) { return mapXMLMessage(chunk, &reporter, &output) }
      xml.convert(&source, into: &canonical, findings: &findings)
      checker.check(canonical, &converter, &output, findings: &findings)
      if converter.makesMessages { makeMessages(isCanonical: true, chunk, reporter, &output) }
      reporter.add(findings, in: canonical, source: canonical)
    case .json, .ndjson:
      checker.check(source, &converter, &output, findings: &findings)
      if converter.makesMessages { makeMessages(isCanonical: false, chunk, reporter, &output) }
      reporter.add(findings, in: source, source: source)
    case .hl7v2, .csv:
      if chunk.format == .hl7v2 { prepareMessages() }
      reporter.hold(findings, source: source)
      mapRecords(chunk, &reporter, &output)
      reporter.tell(before: .max, source: source)
    case nil: return
    }
  }
}
