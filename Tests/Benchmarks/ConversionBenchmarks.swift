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

/// The whole way of a feed: read, mapped, validated, written as NDJSON; and the mapping alone.
func benchmarkHL7v2Conversion(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) throws {
  let schema = try EmbeddedDefinitions.schema()
  let files = try EmbeddedDefinitions.files(under: "hl7v2-to-fhir/").map {
    MapFile(name: $0.path, text: ContiguousArray($0.contents))
  }
  let library = try MapLibrary(schema: schema, files: files)
  guard let today = CalendarDay(year: 2026, month: 1, day: 15) else { return }
  var engine = MapEngine(library: library, options: MapOptions(today: today))
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
