import Diagnostics
import HL7v2Syntax
import HL7v2Validation
import Mapping
import Reporting
import SourceTree

/// Messages and rows: converted in memory, so that what they become can be checked, and written where that was asked for.
extension RecordWorker {
  mutating func mapRecords(_ chunk: Chunk, _ reporter: inout ChunkReporter, _ output: inout RecordOutput) {
    if converter.writesBack {
      converter.writeBack(source, chunk, job, to: &output)
      return
    }
    guard !source.roots.isEmpty else { return }
    converter.begin(chunk, job: job)
    var first = 0
    if chunk.format == .csv {
      findings.removeAll()
      converter.beginTable(source, chunk, findings: &findings)
      if !converter.isConverting, isOtherTable(chunk) { findings.removeAll() }
      if chunk.table?.dialect.hasHeader == true, chunk.isFirst { first = 1 }
      reporter.add(findings, in: source, source: source)
    }
    for index in first..<max(first, source.roots.count) {
      let next = index + 1 < source.roots.count ? Int(source[source.roots[index + 1]].offset) : Int.max
      reporter.tell(before: next, source: source)
      mapRecord(source.roots[index], chunk, &reporter, &output)
    }
    if job.options.maps.gathersUnmappedCodes { output.unmappedCodes = converter.takeUnmappedCodes() }
  }

  /// Joins messages that came in parts, unless they are written back, and makes what checks messages as such.
  mutating func prepareMessages() {
    if !converter.writesBack, ContinuationJoiner().join(&source, findings: &findings, limits: job.options.limits) {
      // The tree is another one now.
      findings.forgetNodes(from: NodeID(0), inFindingsFrom: 0)
    }
    makeMessageValidator()
    messageValidator?.adjust(&findings, in: source)
  }

  /// Where messages are to be checked as such.
  private mutating func makeMessageValidator() {
    guard messageValidator == nil, job.options.validates, !converter.isConverting || job.options.checksMessages,
      !source.roots.isEmpty
    else { return }
    messageValidator = job.engines.messages.value.map(MessageValidator.init)
  }

  /// Whether a table has neither the header nor the name of what the map is for: then it is just a table.
  private func isOtherTable(_ chunk: Chunk) -> Bool {
    findings.findings.contains { $0.rule == VaccinationRules.header.code } && !chunk.file.contains("_Vaccinations_")
  }

  private mutating func mapRecord(
    _ root: NodeID, _ chunk: Chunk, _ reporter: inout ChunkReporter, _ output: inout RecordOutput
  ) {
    findings.removeAll()
    recordFindings.removeAll()
    messageValidator?.validate(source, root: root, findings: &findings)
    converter.convert(source, root, into: &canonical, totals: &output.totals, findings: &findings)
    if !converter.isConverting { findings.removeAll { $0.rule == MapRules.noMessageMap.code } }
    checker.check(canonical, &converter, &output, findings: &recordFindings)
    dropRepeated()
    let severities = converter.severities
    if !severities.isEmpty {
      findings.applySeverities(severities)
      recordFindings.applySeverities(severities)
    }
    reporter.add(findings, in: source, source: source)
    reporter.add(recordFindings, in: canonical, source: source)
    if converter.hasLedger {
      let place = LedgerText.Place(
        file: chunk.file, record: reporter.recordNumber(at: Int(source[root].offset)),
        columns: chunk.table?.dialect.columnNames ?? [])
      converter.writeLedger(source, canonical: canonical, place: place, to: &output)
    }
  }

  /// A value that the map could not understand is passed on as it is, and then breaks the form of its target, too: that is one
  /// defect, told once.
  private mutating func dropRepeated() {
    guard !findings.isEmpty, !recordFindings.isEmpty else { return }
    let told = findings.findings.filter { $0.severity >= .error }.map(\.span.range)
    var repeated: Set<Finding> = []
    for finding in recordFindings.findings {
      let range = DiagnosticRenderer.sourceRange(of: finding, in: canonical, source: source)
      if !range.isEmpty, told.contains(range) { repeated.insert(finding) }
    }
    if !repeated.isEmpty { recordFindings.removeAll { repeated.contains($0) } }
  }
}
