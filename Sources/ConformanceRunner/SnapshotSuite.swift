import Definitions
import Diagnostics
import FHIRModel
import JSONSyntax
import Schema
import SchemaCompiler
import SourceTree

/// Regenerates snapshots: those of a package, of a folder of definitions, or of HL7's suite of the snapshot generator.
public struct SnapshotSuite {
  /// One answer: the file it goes to, and its JSON text.
  public typealias Answer = (file: String, text: String)

  private let schema: Schema
  /// What the definitions build on.
  private var dependencies: [Package] = []
  /// What is wrong with the definitions of a package or a folder.
  public private(set) var diagnostics = DiagnosticList()

  /// - Parameters:
  ///   - packages: paths of the packages to build on.
  ///   - schema: for the conversion of definitions in XML.
  public init(packages: [String], schema: Schema) throws(DefinitionError) {
    self.schema = schema
    var reader = PackageReader()
    for path in packages { dependencies.append(try reader.read(path)) }
  }

  /// The answers for a package file, a suite folder (with `tests.json`) or a folder of definitions.
  public mutating func run(_ path: String) throws(DefinitionError) -> [Answer] {
    if !FileSystem.isFolder(path) { return try package(path) }
    do {
      let files = try FileSystem.files(under: path)
      if files.contains("tests.json") { return try suite(path) }
      return try folder(path, files)
    } catch {
      throw DefinitionError(unreadable: error)
    }
  }
}

// Packages and folders.
extension SnapshotSuite {
  private mutating func package(_ path: String) throws(DefinitionError) -> [Answer] {
    let files: [(name: String, bytes: [UInt8])]
    do { files = try PackageFiles.definitions(path) } catch { throw error }
    return answers(files)
  }

  private mutating func folder(_ path: String, _ names: [String]) throws(FileSystem.Failure) -> [Answer] {
    var files: [(name: String, bytes: [UInt8])] = []
    for name in names where name.hasSuffix(".json") || name.hasSuffix(".xml") {
      files.append((name, try FileSystem.read(path + "/" + name)))
    }
    return answers(files)
  }

  private mutating func answers(_ files: [(name: String, bytes: [UInt8])]) -> [Answer] {
    var own = Package(name: "snapshots", version: "")
    var names: [(name: String, index: Int)] = []
    for file in files {
      guard case .structure(let definition) = read(file.bytes, name: file.name) else { continue }
      names.append((file.name, own.structureDefinitions.count))
      own.structureDefinitions.append(definition)
    }
    var builder = SnapshotBuilder(definitions([own]))
    var answers: [Answer] = []
    for (name, index) in names {
      let definition = own.structureDefinitions[index]
      guard definition.isProfile, !definition.differential.isEmpty else { continue }
      answers.append((json(name), text(of: definition, &builder)))
    }
    diagnostics.append(contentsOf: builder.diagnostics)
    return answers
  }

  /// Later packages come first, because of equal definitions the first counts.
  private func definitions(_ own: [Package]) -> DefinitionSet {
    var result = DefinitionSet()
    for package in own + dependencies { result.add(package) }
    return result
  }

  private func json(_ name: String) -> String {
    name.hasSuffix(".xml") ? name.dropLast(4) + ".json" : name
  }

  private func text(of definition: StructureDefinition, _ builder: inout SnapshotBuilder) -> String {
    guard let snapshot = builder.snapshot(of: definition) else { return error("there is no base for it") }
    return StructureDefinitionWriter.write(definition, snapshot: snapshot.tree.elements)
  }

  private func error(_ reason: String) -> String { "{\"error\":\(AnswerText.quoted(reason))}\n" }

  private func read(_ bytes: [UInt8], name: String) -> Definition? {
    var reader = DefinitionReader()
    return reader.read(name.hasSuffix(".xml") ? converted(bytes) : bytes, file: name)
  }

  private func converted(_ bytes: [UInt8]) -> [UInt8] {
    var findings = FindingList()
    var source = SuiteDocuments.xml(bytes, seed: schema.seed)
    var target = SourceDocument(format: .xml, valueEncoding: .xml, seed: schema.seed)
    var converter = FHIRXMLConverter(schema: schema)
    converter.convert(&source, into: &target, findings: &findings)
    guard let root = target.roots.first else { return [] }
    var writer = FHIRJSONWriter(schema: schema)
    var output = ContiguousArray<UInt8>()
    writer.write(target, root, into: &output)
    return Array(output)
  }
}

// HL7's suite.
extension SnapshotSuite {
  private func suite(_ path: String) throws(FileSystem.Failure) -> [Answer] {
    let tests = SuiteDocuments.json(try FileSystem.read(path + "/tests.json"), schema: nil)
    guard let root = tests.roots.first else { return [] }
    var answers: [Answer] = []
    for test in tests.childList(of: root) {
      guard let suite = tests.value("suite", of: test), let id = tests.value("id", of: test),
        let input = tests.value("input", of: test)
      else { continue }
      let folder = path + "/" + suite + "/"
      answers.append((suite + "/" + id + ".json", try answer(folder, input, tests.values("register", of: test))))
    }
    return answers
  }

  private func answer(_ folder: String, _ input: String, _ registered: [String]) throws(FileSystem.Failure) -> String {
    var package = Package(name: "suite", version: "")
    var reader = DefinitionReader()
    let bytes = try FileSystem.read(folder + input)
    guard case .structure(let definition) = reader.read(input.hasSuffix(".xml") ? converted(bytes) : bytes, file: input) else {
      return error("`\(input)` is not a StructureDefinition")
    }
    if let broken = reader.diagnostics.diagnostics.first(where: { $0.severity >= .error }) { return error(broken.message) }
    package.structureDefinitions.append(definition)
    for name in registered {
      if case .structure(let other) = read(try FileSystem.read(folder + name), name: name) {
        package.structureDefinitions.append(other)
      }
    }
    var builder = SnapshotBuilder(definitions([package]))
    guard let snapshot = builder.snapshot(of: definition) else { return error("there is no base for it") }
    if let problem = snapshot.problems.first(where: { $0.rule.severity >= .error }) {
      return error(Diagnostic(problem.rule, at: DiagnosticPlace(path: problem.element), problem.words).message)
    }
    return StructureDefinitionWriter.write(definition, snapshot: snapshot.tree.elements)
  }
}
