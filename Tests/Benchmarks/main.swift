import Diagnostics
import Glibc
import JSONSyntax
import SourceTree

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
var json = SourceDocument(format: .json, valueEncoding: .json)
var findings = FindingList()
json.bytes = lines
floor.report("JSON reader (NDJSON)", bytes: lines.count) {
  json.removeNodes()
  var reader = JSONReader()
  reader.parseLines(&json, findings: &findings)
  return json.roots.count
}
