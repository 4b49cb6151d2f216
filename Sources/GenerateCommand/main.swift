import Definitions
import Schema
import SchemaCompiler

#if canImport(Glibc)
  import Glibc
#endif

// plumbline-generate [--check] SOURCE IMAGE: compiles definitions into the image that is embedded in the program.

func fail(_ message: String) -> Never {
  let line = Array("plumbline-generate: \(message)\n".utf8)
  // Writes the array's own bytes; there is nothing to do if standard error is closed.
  _ = unsafe write(STDERR_FILENO, line, line.count)
  exit(1)
}

func generate(from source: String) throws -> [UInt8] {
  var reader = PackageReader()
  var package = try reader.read(source)
  for index in package.structureDefinitions.indices { package.structureDefinitions[index].removeMessages() }
  var compiler = SchemaCompiler(DefinitionSet([package]))
  let tables = compiler.compile()
  for diagnostic in reader.diagnostics.diagnostics + compiler.diagnostics.diagnostics {
    print("\(diagnostic.severity.code): \(diagnostic.message) [\(diagnostic.ruleID)] \(diagnostic.location?.file ?? "")")
  }
  return SchemaImage.write(tables)
}

extension StructureDefinition {
  mutating func removeMessages() {
    for index in snapshot.indices {
      for place in snapshot[index].constraints.indices { snapshot[index].constraints[place].message = nil }
    }
  }
}

var arguments = Array(CommandLine.arguments.dropFirst())
let isCheck = arguments.first == "--check"
if isCheck { arguments.removeFirst() }
guard arguments.count == 2 else { fail("usage: plumbline-generate [--check] SOURCE IMAGE") }
do {
  let image = try generate(from: arguments[0])
  if !isCheck {
    try FileSystem.write(image, to: arguments[1])
    print("\(arguments[1]): \(image.count) bytes")
  } else if try FileSystem.read(arguments[1]) != image {
    fail("`\(arguments[1])` is not what `\(arguments[0])` compiles to: run `make generate`")
  }
} catch let error as DefinitionError {
  fail(error.diagnostic.message)
} catch {
  fail("\(error)")
}
