import CSVSyntax
import Diagnostics
import EmbeddedDefinitions
import FHIRModel
import HL7v2Syntax
import JSONSyntax
import Mapping
import Schema
import SourceTree
import Validation

func benchmarkValidation(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) throws {
  let schema = try EmbeddedDefinitions.schema()
  var document = SourceDocument(format: .json, valueEncoding: .json, seed: schema.seed)
  var findings = FindingList()
  document.bytes = bytes
  var reader = JSONReader()
  reader.parseLines(&document, findings: &findings)
  var validator = StructuralValidator(schema: schema)
  floor.report("structural validation, parsed before", bytes: bytes.count) {
    for root in document.roots { validator.validate(document, root: root, findings: &findings) }
    return document.roots.count
  }
}

private func mapEngine(_ folder: String, _ schema: Schema) throws -> MapEngine? {
  let files = try EmbeddedDefinitions.files(under: folder).map {
    MapFile(name: $0.path, text: ContiguousArray($0.contents))
  }
  let library = try MapLibrary(schema: schema, files: files)
  return CalendarDay(year: 2026, month: 1, day: 15).map { MapEngine(library: library, options: MapOptions(today: $0)) }
}

/// The whole way of a feed: read, mapped, validated, written as NDJSON; and the mapping alone.
func benchmarkHL7v2Conversion(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) throws {
  let schema = try EmbeddedDefinitions.schema()
  guard var engine = try mapEngine("hl7v2-to-fhir/", schema) else { return }
  var findings = FindingList()
  var feed = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
  feed.bytes = bytes
  var reader = HL7v2Reader()
  reader.parse(&feed, findings: &findings)
  var result = SourceDocument(format: .canonical, seed: schema.seed)
  var ledger = LossLedger()
  floor.report("HL7 v2 mapping, parsed before", bytes: bytes.count) {
    for root in feed.roots {
      result.removeAll()
      ledger.removeAll()
      engine.convert(feed, root: root, into: &result, ledger: &ledger, findings: &findings)
    }
    return feed.roots.count
  }
  var validator = StructuralValidator(schema: schema)
  var writer = FHIRJSONWriter(schema: schema)
  var output = ContiguousArray<UInt8>()
  floor.report("HL7 v2 → validated FHIR NDJSON", bytes: bytes.count) {
    feed.removeNodes()
    reader.parse(&feed, findings: &findings)
    for root in feed.roots {
      result.removeAll()
      ledger.removeAll()
      output.removeAll(keepingCapacity: true)
      engine.convert(feed, root: root, into: &result, ledger: &ledger, findings: &findings)
      for bundle in result.roots {
        validator.validate(result, root: bundle, findings: &findings)
        writer.writeLine(result, bundle, into: &output)
      }
    }
    return feed.roots.count
  }
}

/// The name says which disease and organisation the batch is for.
let vaccinationBatchName = "FLU_Vaccinations_v5_RNX_20251014T17000001.csv"

/// The whole way of a vaccination batch: read, mapped, validated, written as NDJSON.
func benchmarkVaccinationConversion(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) throws {
  let schema = try EmbeddedDefinitions.schema()
  guard var engine = try mapEngine("vaccination-csv/", schema) else { return }
  engine.options.fileName = vaccinationBatchName
  var table = SourceDocument(format: .csv)
  table.bytes = bytes
  var result = SourceDocument(format: .canonical, seed: schema.seed)
  var findings = FindingList()
  var ledger = LossLedger()
  var validator = StructuralValidator(schema: schema)
  var writer = FHIRJSONWriter(schema: schema)
  var output = ContiguousArray<UInt8>()
  floor.report("vaccination CSV → validated FHIR NDJSON", bytes: bytes.count) {
    table.removeNodes()
    var reader = CSVReader()
    reader.parse(&table, findings: &findings)
    guard let header = table.roots.first, engine.beginTable(table, header: header, findings: &findings) else { return 0 }
    var bundles = 0
    for row in table.roots.dropFirst() {
      result.removeAll()
      ledger.removeAll()
      output.removeAll(keepingCapacity: true)
      engine.convert(table, root: row, into: &result, ledger: &ledger, findings: &findings)
      for bundle in result.roots {
        validator.validate(result, root: bundle, findings: &findings)
        writer.writeLine(result, bundle, into: &output)
        bundles += 1
      }
    }
    return bundles
  }
}
