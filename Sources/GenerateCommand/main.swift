import Definitions
import HL7v2Definitions
import SchemaCompiler

#if canImport(Glibc)
  import Glibc
#endif

// plumbline-generate [--check] PROFILES FOLDER: compiles the profiles into the images that are embedded in the program.
// plumbline-generate hl7v2-facts STANDARDS FACTS: makes the facts of HL7 v2 under PROFILES from the published tables.

func write(error message: String) {
  let line = Array("plumbline-generate: \(message)\n".utf8)
  // Writes the array's own bytes; there is nothing to do if standard error is closed.
  _ = unsafe write(STDERR_FILENO, line, line.count)
}

func fail(_ message: String) -> Never {
  write(error: message)
  exit(1)
}

/// The compiled facts of HL7 v2.
func messageFacts(_ folder: String) throws -> [UInt8] {
  var reader = FactsReader()
  for file in FactsReader.files {
    try reader.read(file, String(decoding: try FileSystem.read("\(folder)/\(file)"), as: UTF8.self))
  }
  return reader.facts.image()
}

var arguments = Array(CommandLine.arguments.dropFirst())
let isCheck = arguments.first == "--check"
if isCheck { arguments.removeFirst() }
do {
  if arguments.first == "hl7v2-facts", arguments.count == 3 {
    var generator = try HL7v2FactsGenerator(standards: arguments[1])
    try generator.run(into: arguments[2])
    exit(0)
  }
  guard arguments.count == 2 else { fail("usage: plumbline-generate [--check] PROFILES FOLDER") }
  let result = try ProfileImage.compile(arguments[0])
  for diagnostic in result.diagnostics.diagnostics {
    let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    write(error: "\(place)\(diagnostic.severity.code): \(diagnostic.message) [\(diagnostic.ruleID)]")
  }
  if result.diagnostics.hasErrors { fail("`\(arguments[0])` has errors, no image was made") }
  var images = result.files.map { (name: $0.name, bytes: $0.bytes) }
  images.append(("hl7v2.image", try messageFacts(arguments[0] + "/hl7v2/facts")))
  for (name, bytes) in images {
    let path = arguments[1] + "/" + name
    if !isCheck {
      try FileSystem.write(bytes, to: path)
      print("\(path): \(bytes.count) bytes")
    } else if try FileSystem.read(path) != bytes {
      fail("`\(path)` is not what `\(arguments[0])` compiles to: run `make generate`")
    }
  }
} catch let error as DefinitionError {
  fail(error.diagnostic.message)
} catch {
  fail("\(error)")
}
