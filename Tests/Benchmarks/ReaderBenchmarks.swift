import Diagnostics
import EmbeddedDefinitions
import HL7v2Syntax
import HL7v2Validation
import Plumbline
import Schema
import SourceTree

func benchmarkDefinitions(_ floor: Measurement) throws {
  let start = Measurement.best { _ = try? EmbeddedDefinitions.schema() }
  print("  \(Measurement.padded("embedded FHIR R4 schema, loading", 44)) \(Int(start * 1e6)) µs")
}

/// Times one reader over the same bytes again and again.
func benchmarkReader(
  _ name: String, _ format: SourceFormat, _ floor: Measurement, _ bytes: ContiguousArray<UInt8>,
  _ parse: (inout SourceDocument, inout FindingList) -> Void
) {
  let seed = format == .json ? (try? EmbeddedDefinitions.schema())?.seed ?? .empty : .empty
  var document = SourceDocument(format: format, seed: seed)
  var findings = FindingList()
  document.bytes = bytes
  floor.report(name, bytes: bytes.count) {
    document.removeNodes()
    parse(&document, &findings)
    return document.roots.count
  }
}

/// Parsing and all checks of the standard: structure, fields, data types, tables.
func benchmarkHL7v2Validation(_ floor: Measurement, _ bytes: ContiguousArray<UInt8>) {
  guard let library = EmbeddedMessages.library() else { return }
  var validator = MessageValidator(library)
  benchmarkReader("HL7 v2 reader and validator", .hl7v2, floor, bytes) { document, findings in
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    for index in document.roots.indices { validator.validate(document, root: document.roots[index], findings: &findings) }
  }
}
