import CSVSyntax
import Diagnostics
import FHIRModel
import HL7v2Definitions
import HL7v2Syntax
import HL7v2XML
import Mapping
import Schema
import SourceTree

/// One worker's means of converting: the map engine, the ledger of the record in hand and the writers.
struct RecordConverter {
  private let options: ConversionOptions?
  private let schema: Schema
  private var engine: MapEngine?
  private let senders: [SenderChoice]
  /// Engines of senders, made with the first message of each.
  private var senderEngines: [MapEngine?]
  private let maps: MapOptions
  /// The sender of the message last converted, or -1.
  private var sender = -1
  private var reverse: ReverseEngine?
  private var xmlMessages: V2XMLWriter?
  private var ledger = LossLedger()
  private var json: FHIRJSONWriter?
  private var xml: FHIRXMLWriter?
  private var file = ""
  private var acceptsRows = false

  init(_ job: BatchJob) {
    options = job.options.conversion
    schema = job.engines.schema
    engine = nil
    senders = job.engines.senders
    senderEngines = Array(repeating: nil, count: senders.count)
    var maps = job.options.maps
    // What is only checked needs no residue.
    if job.options.conversion == nil { maps.keepsResidue = false }
    self.maps = maps
  }

  /// Whether there is anything to write.
  var isConverting: Bool { options != nil }
  var hasLedger: Bool { options?.ledgerPath != nil }
  /// Whether messages are made from FHIR.
  var makesMessages: Bool { options?.format == .hl7v2 || options?.format == .v2xml }
  /// Whether feeds are written as what they are.
  var writesBack: Bool { makesMessages || options?.format == .csv }

  // MARK: Maps

  /// Prepares for a source; the name may matter to a map.
  mutating func begin(_ chunk: Chunk, job: BatchJob) {
    if engine == nil, let library = try? job.engines.maps.value.get() {
      engine = MapEngine(library: library, options: maps)
    }
    guard file != chunk.file else { return }
    file = chunk.file
    acceptsRows = false
    engine?.options.fileName = chunk.file.split(separator: "/").last.map(String.init)
  }

  /// Whether the rows of a table can be converted, by its header. Findings are about the header.
  mutating func beginTable(_ source: borrowing SourceDocument, _ chunk: Chunk, findings: inout FindingList) {
    guard let engine, engine.hasTableMap, let table = chunk.table, table.dialect.hasHeader else { return }
    if chunk.isFirst, let header = source.roots.first {
      acceptsRows = engine.beginTable(source, header: header, findings: &findings)
      return
    }
    // Another worker had the header: it is read again from the copy that came with the chunk.
    var head = SourceDocument(format: .csv)
    head.bytes = table.header
    var reader = CSVReader(dialect: table.dialect)
    var ignored = FindingList(bound: 0)
    reader.parse(&head, findings: &ignored)
    if let header = head.roots.first { acceptsRows = engine.beginTable(head, header: header, findings: &ignored) }
  }

  /// Converts one message or row into `canonical`, which is emptied first, and counts what became of its values.
  mutating func convert(
    _ source: borrowing SourceDocument, _ root: NodeID, into canonical: inout SourceDocument, totals: inout LossTotals,
    findings: inout FindingList
  ) {
    canonical.removeAll()
    ledger.removeAll()
    if source.format == .csv, !acceptsRows { return }
    sender = sender(of: source, root)
    if sender >= 0 {
      makeSenderEngine()
      senderEngines[sender]?.convert(source, root: root, into: &canonical, ledger: &ledger, findings: &findings)
    } else {
      engine?.convert(source, root: root, into: &canonical, ledger: &ledger, findings: &findings)
    }
    for record in ledger.records { totals += record.totals }
  }

  /// The last of the senders whose entries fit a message, or -1.
  private func sender(of source: borrowing SourceDocument, _ root: NodeID) -> Int {
    guard !senders.isEmpty, source.format == .hl7v2, let header = source.firstChild(of: root) else { return -1 }
    for index in senders.indices.reversed() where senders[index].match.matches(source, header: header) { return index }
    return -1
  }

  private mutating func makeSenderEngine() {
    guard senderEngines[sender] == nil, let library = try? senders[sender].maps.value.get() else { return }
    var options = maps
    if let zone = senders[sender].zone { options.zone = zone }
    senderEngines[sender] = MapEngine(library: library, options: options)
  }

  /// Severities that the sender of the record last converted gives to rules.
  var severities: [RuleCode: Severity?] { sender >= 0 ? senders[sender].severities : [:] }

  /// Moves the codes without map that were gathered since the last call.
  mutating func takeUnmappedCodes() -> UnmappedCodes {
    var codes = engine?.unmappedCodes ?? UnmappedCodes()
    engine?.unmappedCodes.removeAll()
    for index in senderEngines.indices {
      if let more = senderEngines[index]?.unmappedCodes { codes += more }
      senderEngines[index]?.unmappedCodes.removeAll()
    }
    return codes
  }

  // MARK: Messages

  /// Makes a message of a record of FHIR.
  ///
  /// - Returns: the message as it was written, for the ledger; nil where the maps cannot be used.
  mutating func writeMessage(
    _ document: borrowing SourceDocument, _ root: NodeID, _ job: BatchJob, to output: inout RecordOutput,
    findings: inout FindingList
  ) -> SourceDocument? {
    if reverse == nil, let library = try? job.engines.reverse.value.get() {
      reverse = ReverseEngine(library: library, options: options?.reverse ?? ReverseOptions())
    }
    guard reverse != nil else { return nil }
    var message = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    ledger.removeAll()
    reverse?.convert(document, root: root, into: &message, ledger: &ledger, findings: &findings)
    for record in ledger.records { output.totals += record.totals }
    writeMessages(message, job, to: &output)
    return message
  }

  /// Appends the messages of a document, in XML one by one.
  mutating func writeMessages(_ document: borrowing SourceDocument, _ job: BatchJob, to output: inout RecordOutput) {
    guard !document.bytes.isEmpty else { return }
    guard options?.format == .v2xml else {
      HL7v2Writer().write(document, into: &output.bytes)
      return output.endRecord()
    }
    guard let definitions = job.engines.messages.value?.definitions else { return }
    var writer = xmlMessages ?? V2XMLWriter(definitions)
    xmlMessages = nil
    for root in document.roots where document[root].kind == .message {
      writer.write(document, root, into: &output.bytes)
      output.endRecord()
    }
    xmlMessages = writer
  }

  // MARK: Output

  /// Appends one canonical record in the output format.
  mutating func write(
    _ document: borrowing SourceDocument, _ root: NodeID, to output: inout RecordOutput, findings: inout FindingList
  ) {
    guard let options else { return }
    switch options.format {
    case .fhirJSON, .ndjson:
      var writer =
        json ?? FHIRJSONWriter(schema: schema, form: options.isPretty && options.format != .ndjson ? .pretty : .compact)
      json = nil
      writer.writeLine(document, root, into: &output.bytes)
      json = writer
    case .fhirXML:
      var writer = xml ?? FHIRXMLWriter(schema: schema, form: options.isPretty ? .pretty : .compact)
      xml = nil
      writer.write(document, root, into: &output.bytes, findings: &findings)
      xml = writer
    case .hl7v2, .v2xml, .csv: return
    }
    output.endRecord()
  }

  /// Appends all of a chunk in the format it was read in.
  mutating func writeBack(
    _ source: borrowing SourceDocument, _ chunk: Chunk, _ job: BatchJob, to output: inout RecordOutput
  ) {
    if makesMessages { return writeMessages(source, job, to: &output) }
    guard options?.format == .csv, let dialect = chunk.table?.dialect else { return }
    CSVWriter(dialect: dialect).write(source, into: &output.bytes)
    output.endRecord()
  }

  /// Appends the ledger of the record last converted.
  func writeLedger(
    _ source: borrowing SourceDocument, canonical: borrowing SourceDocument, place: LedgerText.Place,
    to output: inout RecordOutput
  ) {
    guard let reasons = (sender >= 0 ? senderEngines[sender] : engine)?.reasons ?? reverse?.reasons else { return }
    LedgerText.append(ledger, reasons: reasons, source: source, canonical: canonical, place: place, to: &output)
  }
}

/// What a chunk was converted to.
struct RecordOutput: Sendable {
  var bytes = ContiguousArray<UInt8>()
  /// Where each record ends in `bytes`.
  var ends: [Int] = []
  /// Ledger entries, separated by commas.
  var ledger: [UInt8] = []
  var totals = LossTotals()
  var unmappedCodes = UnmappedCodes()

  mutating func endRecord() { ends.append(bytes.count) }
}
