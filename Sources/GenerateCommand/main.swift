import Definitions
import SchemaCompiler

#if canImport(Glibc)
  import Glibc
#endif

// plumbline-generate [--check] PROFILES IMAGE: compiles the profiles into the image that is embedded in the program.

func write(error message: String) {
  let line = Array("plumbline-generate: \(message)\n".utf8)
  // Writes the array's own bytes; there is nothing to do if standard error is closed.
  _ = unsafe write(STDERR_FILENO, line, line.count)
}

func fail(_ message: String) -> Never {
  write(error: message)
  exit(1)
}

var arguments = Array(CommandLine.arguments.dropFirst())
let isCheck = arguments.first == "--check"
if isCheck { arguments.removeFirst() }
guard arguments.count == 2 else { fail("usage: plumbline-generate [--check] PROFILES IMAGE") }
do {
  let result = try ProfileImage.compile(arguments[0])
  for diagnostic in result.diagnostics.diagnostics {
    let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    write(error: "\(place)\(diagnostic.severity.code): \(diagnostic.message) [\(diagnostic.ruleID)]")
  }
  if result.diagnostics.hasErrors { fail("`\(arguments[0])` has errors, no image was made") }
  if !isCheck {
    try FileSystem.write(result.image, to: arguments[1])
    print("\(arguments[1]): \(result.image.count) bytes")
  } else if try FileSystem.read(arguments[1]) != result.image {
    fail("`\(arguments[1])` is not what `\(arguments[0])` compiles to: run `make generate`")
  }
} catch let error as DefinitionError {
  fail(error.diagnostic.message)
} catch {
  fail("\(error)")
}
