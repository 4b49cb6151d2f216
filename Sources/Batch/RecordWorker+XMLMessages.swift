import Diagnostics
import HL7v2Validation
import HL7v2XML
import Mapping
import SourceTree

/// Messages in XML: brought to the tree of the delimiter encoding, and then as other messages. Findings stand at their elements.
extension RecordWorker {
  mutating func mapXMLMessage(_ chunk: Chunk, _ reporter: inout ChunkReporter, _ output: inout RecordOutput) {
    var message = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    V2XMLReader(limits: job.options.limits).read(source, into: &message, findings: &findings)
    reporter.add(findings, in: source, source: source)
    guard let root = message.roots.first else { return }
    if converter.writesBack { return converter.writeBack(message, chunk, job, to: &output) }
    converter.begin(chunk, job: job)
    if messageValidator == nil, job.options.validates, !converter.isConverting {
      messageValidator = job.engines.messages.value.map(MessageValidator.init)
    }
    findings.removeAll()
    recordFindings.removeAll()
    messageValidator?.validate(message, root: root, findings: &findings)
    converter.convert(message, root, into: &canonical, totals: &output.totals, findings: &findings)
    if !converter.isConverting { findings.removeAll { $0.rule == MapRules.noMessageMap.code } }
    checker.check(canonical, &converter, &output, findings: &recordFindings)
    reporter.add(findings, in: message, source: source)
    if converter.hasLedger {
      converter.writeLedger(
        message, canonical: canonical, place: LedgerText.Place(file: chunk.file, record: 1, columns: []), to: &output)
    }
    traceThrough(message)
    reporter.add(recordFindings, in: canonical, source: source)
  }

  /// What was made from the message was made from the elements that the message was made from.
  private mutating func traceThrough(_ message: borrowing SourceDocument) {
    for index in canonical.origins.indices {
      let origin = canonical.origins[index]
      if origin.node != .none, let further = message.origin(of: origin.node) { canonical.origins[index] = further }
    }
  }
}
