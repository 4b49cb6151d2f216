import CSVSyntax
import Glibc
import HL7v2Syntax
import JSONSyntax
import XMLSyntax

// Usage: plumbline-bench FOLDER. Writes the files to measure with into FOLDER unless they are there (so that other files of the
// same name can be measured), then times each part of Plumbline in memory, on one core.
guard CommandLine.arguments.count == 2 else {
  print("usage: plumbline-bench FOLDER")
  exit(2)
}
let files = BenchmarkFiles(folder: CommandLine.arguments[1])

print("in memory, one core, best of five")
let lines = files.bytes("fhir.ndjson") { Corpus.fhirLines(32 << 20) }
_ = files.bytes("patient.json") {
  var numbers = Corpus.Numbers()
  return Corpus.patient("p1", &numbers)
}
for size in [1_800_000, 7_200_000] { _ = files.bytes("bundle-\(size).json") { Corpus.bundle(size) } }
let feed = files.bytes("feed.hl7") { Corpus.feed(32 << 20) }
let floor = Measurement(copying: lines)
try benchmarkDefinitions(floor)
benchmarkReader("JSON reader (NDJSON)", .json, floor, lines) { document, findings in
  var reader = JSONReader()
  reader.parseLines(&document, findings: &findings)
}
benchmarkReader("XML reader", .xml, floor, files.bytes("bundle.xml") { Corpus.bundleXML(16 << 20) }) { document, findings in
  var reader = XMLReader()
  reader.parse(&document, findings: &findings)
}
benchmarkReader("HL7 v2 reader", .hl7v2, floor, feed) { document, findings in
  var reader = HL7v2Reader()
  reader.parse(&document, findings: &findings)
}
benchmarkHL7v2Validation(floor, feed)
benchmarkReader("CSV reader", .csv, floor, files.bytes("table.csv") { Corpus.table(64 << 20) }) { document, findings in
  var reader = CSVReader()
  reader.parse(&document, findings: &findings)
}
try benchmarkValidation(floor, lines)
try benchmarkHL7v2Conversion(floor, feed)
try benchmarkVaccinationConversion(floor, files.bytes(vaccinationBatchName) { Corpus.vaccinations(4 << 20) })
