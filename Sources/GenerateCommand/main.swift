import Definitions
import SchemaCompiler

#if canImport(Glibc)
  import Glibc
#endif

// plumbline-generate [--check] PROFILES FOLDER: compiles the profiles into the images that are embedded in the program.

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
guard arguments.count == 2 else { fail("usage: plumbline-generate [--check] PROFILES FOLDER") }
do {
  let result = try ProfileImage.compile(arguments[0])
  for diagnostic in result.diagnostics.diagnostics {
    let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    write(error: "\(place)\(diagnostic.severity.code): \(diagnostic.message) [\(diagnostic.ruleID)]")
  }
  if result.diagnostics.hasErrors { fail("`\(arguments[0])` has errors, no image was made") }
  for file in result.files {
    let path = arguments[1] + "/" + file.name
    if !isCheck {
      try FileSystem.write(file.bytes, to: path)
      print("\(path): \(file.bytes.count) bytes")
    } else if try FileSystem.read(path) != file.bytes {
      fail("`\(path)` is not what `\(arguments[0])` compiles to: run `make generate`")
    }
  }
} catch let error as DefinitionError {
  fail(error.diagnostic.message)
} catch {
  fail("\(error)")
}
