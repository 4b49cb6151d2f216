import Definitions
import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// Reads single definitions and other resources, whatever their form, into a package without a name.
struct LooseFiles {
  private(set) var package = Package(name: "", version: "")
  private(set) var diagnostics = DiagnosticList()
  /// The bytes behind each entry of ``package``, in its order.
  private(set) var sources: [ResourceSource] = []
  private let schema: Schema
  private var writer: FHIRJSONWriter?

  /// - Parameter schema: what XML is read with.
  init(schema: Schema) { self.schema = schema }

  /// Adds a file, or the definitions of a folder. A folder in the profile language (with `package.yaml`) is taken as a whole.
  mutating func add(path: String) throws(DefinitionError) {
    guard FileSystem.isFolder(path) else {
      add(try LooseFiles.contents(path), name: path, source: .file(path))
      return
    }
    for name in try LooseFiles.names(path) {
      add(try LooseFiles.contents(path + "/" + name), name: path + "/" + name, source: .file(path + "/" + name))
    }
  }

  /// The files of a folder that may be definitions, in the order of their names.
  static func names(_ folder: String) throws(DefinitionError) -> [String] {
    let names: [String]
    do { names = try FileSystem.files(under: folder) } catch { throw DefinitionError(unreadable: error) }
    return names.filter { name in
      [".json", ".xml", ".yaml", ".yml"].contains { name.hasSuffix($0) }
        && !name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "package.json" }
        && !ProfileFolder.ownFiles.contains(name)
    }
  }

  private static func contents(_ path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }

  /// Adds a resource in memory.
  mutating func add(_ bytes: [UInt8], name: String, source: ResourceSource? = nil) {
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return addProfile(bytes, name: name) }
    if ResourceBytes.isXML(bytes) {
      guard let json = json(bytes) else {
        return diagnostics.report(
          DefinitionsRules.malformedFile, at: DiagnosticPlace(file: name),
          RuleWords(name: name, actual: "it is no FHIR resource in well-formed XML"))
      }
      return addJSON(json, name: name, source: source ?? .memory(bytes))
    }
    guard ResourceBytes.isJSON(bytes) else {
      return diagnostics.report(DefinitionsRules.notADefinition, at: DiagnosticPlace(file: name), RuleWords(name: name))
    }
    addJSON(bytes, name: name, source: source ?? .memory(bytes))
  }

  private mutating func addProfile(_ bytes: [UInt8], name: String) {
    let file = ProfileReader.read(bytes, file: name)
    diagnostics.append(contentsOf: file.diagnostics)
    if let definition = file.definition { package.add(definition) }
  }

  private mutating func addJSON(_ bytes: [UInt8], name: String, source: ResourceSource) {
    var reader = DefinitionReader()
    let (definition, head) = reader.readWithHead(bytes, file: name)
    diagnostics.append(contentsOf: reader.diagnostics)
    if let definition { package.add(definition) }
    if let head {
      package.entries.append(head.entry(name))
      sources.append(source)
    } else if definition != nil {
      diagnostics.report(DefinitionsRules.notADefinition, at: DiagnosticPlace(file: name), RuleWords(name: name))
    }
  }

  private mutating func json(_ xml: [UInt8]) -> [UInt8]? {
    guard let document = ResourceBytes.document(xml, schema: schema), let root = document.roots.first else { return nil }
    var writer = self.writer ?? FHIRJSONWriter(schema: schema)
    var output = ContiguousArray<UInt8>()
    writer.write(document, root, into: &output)
    self.writer = writer
    return Array(output)
  }
}

/// Where the bytes of a supplied resource are.
enum ResourceSource: Sendable {
  case file(String)
  case memory([UInt8])
  /// A file of a package.
  case package(path: String, file: String)
}
