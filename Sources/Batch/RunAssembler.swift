import Diagnostics
import Mapping
import Reporting

/// Takes the results of chunks in order, writes the report and adds up.
final class RunAssembler {
  private let job: BatchJob
  private var stream: ReportStream
  private var report: OutputStream
  private(set) var result = RunResult()
  private var files: OutputFiles?
  private var recordsInSource = 0
  private var findingsInSource = 0

  init(_ job: BatchJob, header: ReportStream.Header, reportDescriptor: Int32) {
    self.job = job
    stream = ReportStream(format: job.options.formatter.format, header: header, bounds: job.options.bounds)
    report = OutputStream(descriptor: reportDescriptor)
    if let conversion = job.options.conversion { files = OutputFiles(conversion) }
  }

  func begin() {
    var bytes: [UInt8] = []
    stream.begin(to: &bytes)
    report.write(bytes)
  }

  /// Takes the next chunk's result; false if there is nobody left to write for.
  func take(_ chunk: ChunkResult) -> Bool {
    var bytes: [UInt8] = []
    if chunk.chunk.isFirst {
      recordsInSource = 0
      findingsInSource = 0
      stream.beginSource(to: &bytes)
      if chunk.chunk.countsAsSource { result.summary.sources += 1 }
      if chunk.chunk.problem == nil { files?.begin(chunk.chunk.file) }
      logBeginning(of: chunk.chunk)
    }
    recordsInSource += chunk.records
    findingsInSource += chunk.report.groups.count
    add(chunk.report, to: &bytes)
    if chunk.chunk.problem?.isUnreadable == true {
      result.hasUnreadable = true
      result.summary.unreadableSources += 1
    }
    result.summary.records += chunk.records
    result.summary.bytes += UInt64(chunk.bytes)
    result.losses += chunk.output.totals
    result.unmappedCodes += chunk.output.unmappedCodes
    files?.write(chunk.output)
    if chunk.chunk.isLast { endSource(chunk.chunk, to: &bytes) }
    report.write(bytes)
    if report.failure != nil || files?.isClosed == true { result.isOutputClosed = true }
    return !result.isOutputClosed && files?.failure == nil
  }

  private func logBeginning(of chunk: Chunk) {
    let format = chunk.format?.title ?? "no known format"
    job.options.logger.debug("`\(chunk.file)`: reading \(format)")
  }

  func end() {
    var bytes: [UInt8] = []
    files?.end()
    addOutputFailure(to: &bytes)
    stream.end(result.summary, registry: { [job] in job.engines.vocabulary().registry }, to: &bytes)
    report.write(bytes)
    report.flush()
    if report.failure != nil { result.isOutputClosed = true }
  }

  /// What could not be written.
  private func addOutputFailure(to bytes: inout [UInt8]) {
    guard let failure = files?.failure else { return }
    result.hasUnreadable = true
    let finding = SourceFinding(rule: InputRules.unwritable, detail: failure.detail, file: failure.path, offset: 0)
    add(finding.report(job.options.formatter), to: &bytes)
  }

  private func add(_ chunk: ChunkReport, to bytes: inout [UInt8]) {
    result.summary.counts.add(chunk.counts)
    result.summary.recordsWithErrors += chunk.recordsWithErrors.count
    stream.add(chunk.diagnostics, counts: chunk.groups, to: &bytes)
  }

  private func endSource(_ chunk: Chunk, to bytes: inout [UInt8]) {
    if chunk.problem == nil, recordsInSource == 0, findingsInSource == 0 {
      let finding = SourceFinding(rule: InputRules.noRecords, detail: "", file: chunk.file, offset: 0)
      add(finding.report(job.options.formatter), to: &bytes)
    }
    if files?.hasTooMany == true, !result.hasUnreadable {
      result.hasUnreadable = true
      let finding = SourceFinding(rule: InputRules.oneRecordOnly, detail: "", file: chunk.file, offset: 0)
      add(finding.report(job.options.formatter), to: &bytes)
    }
    if chunk.problem == nil { files?.endSource() }
    job.options.logger.debug("`\(chunk.file)`: \(recordsInSource) records, findings of \(findingsInSource) kinds")
    stream.endSource(of: chunk.file, to: &bytes)
  }
}
