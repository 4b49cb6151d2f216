import SourceTree

/// Messages made from FHIR.
extension RecordWorker {
  /// Makes a message of each record of a chunk.
  ///
  /// - Parameter isCanonical: whether the records are those of ``canonical``, as they are where the source is XML.
  mutating func makeMessages(
    isCanonical: Bool, _ chunk: Chunk, _ reporter: borrowing ChunkReporter, _ output: inout RecordOutput
  ) {
    let roots = isCanonical ? canonical.roots : source.roots
    for root in roots {
      let place = LedgerText.Place(
        file: chunk.file,
        record: reporter.recordNumber(at: Int((isCanonical ? canonical[root] : source[root]).offset)), columns: [])
      if isCanonical {
        let message = converter.writeMessage(canonical, root, job, to: &output, findings: &findings)
        if let message { converter.writeLedger(canonical, canonical: message, place: place, to: &output) }
      } else {
        let message = converter.writeMessage(source, root, job, to: &output, findings: &findings)
        if let message { converter.writeLedger(source, canonical: message, place: place, to: &output) }
      }
    }
  }
}
