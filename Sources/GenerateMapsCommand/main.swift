import Definitions
import EmbeddedDefinitions
import MapGenerator
import Mapping

#if canImport(Glibc)
  import Glibc
#endif

// plumbline-generate-maps [--check] TABLES PROFILE REPORT: writes the published HL7 v2-to-FHIR tables (a folder with their CSV files)
// as maps below PROFILE/tables, and which of their rows are executed to REPORT.
// plumbline-generate-maps [--check] image PROFILES IMAGE: compiles all maps into the image that is embedded in the program.

func write(error message: String) {
  let line = Array("plumbline-generate-maps: \(message)\n".utf8)
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
guard arguments.count == 3 else {
  fail("usage: plumbline-generate-maps [--check] TABLES PROFILE REPORT, or image PROFILES IMAGE")
}

func run(_ tablesFolder: String, _ profile: String, _ reportPath: String) throws {
  var tables = PublishedTables()
  for path in try FileSystem.files(under: tablesFolder).sorted() {
    tables.add(path: path, bytes: try FileSystem.read("\(tablesFolder)/\(path)"))
  }
  let patches = Patches(
    patches: try FileSystem.read("\(profile)/tables/patches.yaml"),
    decisions: try FileSystem.read("\(profile)/tables/decisions.yaml"))
  if let problem = patches.problems.first { fail(problem) }
  var others: [MapFile] = []
  for path in try FileSystem.files(under: profile).sorted()
  where path.hasSuffix(".yaml") && !path.hasPrefix("tables/") && !path.hasPrefix("uk-core/") {
    others.append(MapFile(name: path, text: ContiguousArray(try FileSystem.read("\(profile)/\(path)"))))
  }
  var generator = MapGenerator(tables, patches: patches, schema: try EmbeddedDefinitions.schema())
  let maps = try generator.generate(with: others)
  for patch in generator.unusedPatches { fail("the patch of `\(patch)` fits no row") }
  var outputs = maps.map { (path: "\(profile)/tables/\($0.path)", bytes: Array($0.text.utf8)) }
  outputs.append((reportPath, Array(generator.report.markdown.utf8)))
  for output in outputs {
    if !isCheck {
      try FileSystem.write(output.bytes, to: output.path)
    } else if (try? FileSystem.read(output.path)) != output.bytes {
      fail("`\(output.path)` is not what the tables say: run plumbline-generate-maps")
    }
  }
  let total = generator.report.total
  print("\(maps.count) maps, \(total.executed) of \(total.rows) rows with a target are executed")
}

func compile(_ profiles: String, to imagePath: String) throws {
  var files: [MapFile] = []
  for folder in ["hl7v2-to-fhir", "vaccination-csv"] {
    for path in try FileSystem.files(under: "\(profiles)/\(folder)").sorted() where path.hasSuffix(".yaml") {
      if path == "tables/patches.yaml" || path == "tables/decisions.yaml" || path.hasPrefix("uk-core/") { continue }
      files.append(
        MapFile(name: "\(folder)/\(path)", text: ContiguousArray(try FileSystem.read("\(profiles)/\(folder)/\(path)"))))
    }
  }
  let generated = files.filter { $0.name.contains("/tables/") }
  let library = try MapLibrary(
    schema: try EmbeddedDefinitions.schema(), files: generated + files.filter { !$0.name.contains("/tables/") })
  for problem in library.problems { write(error: "\(library.fileNames[problem.file]): \(problem.detail)") }
  if !library.problems.isEmpty { fail("the maps have errors, no image was made") }
  let image = Array(MapImage.write(library))
  if !isCheck {
    try FileSystem.write(image, to: imagePath)
    print("\(imagePath): \(image.count) bytes")
  } else if try FileSystem.read(imagePath) != image {
    fail("`\(imagePath)` is not what the maps compile to: run `make generate`")
  }
}

do {
  if arguments[0] == "image" {
    try compile(arguments[1], to: arguments[2])
  } else {
    try run(arguments[0], arguments[1], arguments[2])
  }
} catch {
  fail("\(error)")
}
