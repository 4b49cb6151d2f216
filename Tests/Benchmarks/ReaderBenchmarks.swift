import CSVSyntax
import Diagnostics
import EmbeddedDefinitions
import HL7v2Syntax
import JSONSyntax
import Schema
import SourceTree
import XMLSyntax

func benchmarkDefinitions(_ floor: Measurement) throws {
  let start = Measurement.best { _ = try? EmbeddedDefinitions.schema() }
  print("  \(Measurement.padded("embedded FHIR R4 schema, loading", 44)) \(Int(start * 1e6)) µs")
}

func benchmarkJSON(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) {
  let seed = (try? EmbeddedDefinitions.schema())?.seed ?? .empty
  var document = SourceDocument(format: .json, valueEncoding: .json, seed: seed)
  var findings = FindingList()
  document.bytes = bytes
  floor.report("JSON reader (NDJSON)", bytes: bytes.count) {
    document.removeNodes()
    var reader = JSONReader()
    reader.parseLines(&document, findings: &findings)
    return document.roots.count
  }
}

func benchmarkXML(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) {
  var document = SourceDocument(format: .xml, valueEncoding: .xml)
  var findings = FindingList()
  document.bytes = bytes
  floor.report("XML reader", bytes: bytes.count) {
    document.removeNodes()
    var reader = XMLReader()
    reader.parse(&document, findings: &findings)
    return document.roots.count
  }
}

func benchmarkHL7v2(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) {
  var document = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
  var findings = FindingList()
  document.bytes = bytes
  floor.report("HL7 v2 reader", bytes: bytes.count) {
    document.removeNodes()
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    return document.roots.count
  }
}

func benchmarkCSV(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) {
  var document = SourceDocument(format: .csv, valueEncoding: .csv)
  var findings = FindingList()
  document.bytes = bytes
  floor.report("CSV reader", bytes: bytes.count) {
    document.removeNodes()
    var reader = CSVReader()
    reader.parse(&document, findings: &findings)
    return document.roots.count
  }
}
