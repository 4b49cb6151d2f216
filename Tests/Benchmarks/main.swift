import Glibc

// Usage: plumbline-bench FOLDER. Writes the files to measure with into FOLDER unless they are there (so that other files of the
// same name can be measured), then times each part of Plumbline in memory, on one core.
guard CommandLine.arguments.count == 2 else {
  print("usage: plumbline-bench FOLDER")
  exit(2)
}
let files = BenchmarkFiles(folder: CommandLine.arguments[1])

print("in memory, one core, best of five")
let lines = files.bytes("fhir.ndjson") { Corpus.fhirLines(32 << 20) }
let floor = Measurement(copying: lines)
try benchmarkDefinitions(floor)
benchmarkJSON(floor, lines)
try benchmarkValidation(floor, lines)
benchmarkXML(floor, files.bytes("bundle.xml") { Corpus.bundleXML(16 << 20) })
let feed = files.bytes("feed.hl7") { Corpus.feed(32 << 20) }
benchmarkHL7v2(floor, feed)
try benchmarkHL7v2Conversion(floor, feed)
benchmarkCSV(floor, files.bytes("table.csv") { Corpus.table(64 << 20) })
