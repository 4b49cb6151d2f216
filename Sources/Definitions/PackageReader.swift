import Diagnostics
import SourceTree

/// Reads a FHIR npm package: a `.tgz`, or the folder that one was unpacked to
/// (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification).
public struct PackageReader {
  /// What was found wrong in single definitions; a package that cannot be used at all is thrown as an error.
  public private(set) var diagnostics = DiagnosticList()
  private var reader = DefinitionReader()

  public init() {}

  /// How often elements had a property that the model has no place for, by name; prose is not counted.
  public var unreadProperties: [String: Int] { reader.unreadProperties }

  /// The package at `path`.
  public mutating func read(_ path: String) throws(DefinitionError) -> Package {
    if FileSystem.isFolder(path) { return try readFolder(path) }
    let bytes = try PackageReader.contents(path)
    return try read(archive: bytes, name: path)
  }

  /// The package in the bytes of a `.tgz`.
  public mutating func read(archive: [UInt8], name: String) throws(DefinitionError) -> Package {
    let (tar, entries) = try PackageReader.unpack(archive, name: name)
    let files = entries.filter { $0.name.hasSuffix(".json") }.map { ($0.name, tar[$0.range]) }
    guard let manifest = files.first(where: { $0.0 == "package/package.json" }) else { throw PackageReader.noManifest(name) }
    var package = try readManifest(Array(manifest.1), file: name + "/" + manifest.0)
    for (file, bytes) in files where PackageReader.isDefinition(file, in: "package/") {
      add(Array(bytes), file: name + "/" + file, to: &package)
    }
    return finished(package)
  }

  private mutating func readFolder(_ path: String) throws(DefinitionError) -> Package {
    let root = FileSystem.isFolder(path + "/package") ? path + "/package" : path
    let names: [String]
    do { names = try FileSystem.files(under: root) } catch { throw DefinitionError(unreadable: error) }
    guard names.contains("package.json") else { throw PackageReader.noManifest(path) }
    var package = try readManifest(try PackageReader.contents(root + "/package.json"), file: root + "/package.json")
    for name in names where name.hasSuffix(".json") && PackageReader.isDefinition(name, in: "") {
      add(try PackageReader.contents(root + "/" + name), file: root + "/" + name, to: &package)
    }
    return finished(package)
  }

  private mutating func finished(_ package: Package) -> Package {
    diagnostics.append(contentsOf: reader.diagnostics)
    reader.diagnostics = DiagnosticList()
    return package
  }

  /// Definitions stand directly in the package's folder; `.index.json` and folders such as `example` are something else.
  private static func isDefinition(_ file: String, in folder: String) -> Bool {
    guard file.hasPrefix(folder) else { return false }
    let name = file.dropFirst(folder.count)
    return !name.contains("/") && !name.hasPrefix(".") && name != "package.json"
  }

  private mutating func add(_ bytes: [UInt8], file: String, to package: inout Package) {
    switch reader.read(bytes, file: file) {
    case .structure(let definition): package.structureDefinitions.append(definition)
    case .valueSet(let valueSet): package.valueSets.append(valueSet)
    case .codeSystem(let codeSystem): package.codeSystems.append(codeSystem)
    case .other(let resourceType, let url):
      package.otherResources.append(Package.OtherResource(file: file, resourceType: resourceType, url: url))
    case nil: break
    }
  }

  private mutating func readManifest(_ bytes: [UInt8], file: String) throws(DefinitionError) -> Package {
    reader.file = file
    guard let document = reader.parse(bytes), let root = document.roots.first, document[root].kind == .object else {
      throw DefinitionError(
        Diagnostic(DefinitionsRules.brokenManifest, at: DiagnosticPlace(file: file), RuleWords(name: "name")))
    }
    func required(_ name: DefinitionName) throws(DefinitionError) -> String {
      if let node = reader.child(name, of: root, in: document), let text = reader.text(node, in: document) { return text }
      throw DefinitionError(
        Diagnostic(DefinitionsRules.brokenManifest, at: DiagnosticPlace(file: file), RuleWords(name: name.rawValue)))
    }
    var package = Package(name: try required(.name), version: try required(.version))
    package.licence = reader.text(.license, of: root, in: document)
    if let list = reader.child(.dependencies, of: root, in: document), document[list].kind == .object {
      for node in reader.children(of: list, in: document) {
        if let version = reader.text(node, in: document) {
          package.dependencies.append(Package.Dependency(name: document.name(of: node), version: version))
        }
      }
    }
    return package
  }
}

extension PackageReader {
  private static func contents(_ path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }

  private static func noManifest(_ name: String) -> DefinitionError {
    DefinitionError(Diagnostic(DefinitionsRules.noManifest, at: DiagnosticPlace(file: name), RuleWords(name: name)))
  }

  private static func unpack(_ archive: [UInt8], name: String) throws(DefinitionError) -> ([UInt8], [TarReader.Entry]) {
    func damaged(_ reason: String) -> DefinitionError {
      DefinitionError(
        Diagnostic(DefinitionsRules.damagedArchive, at: DiagnosticPlace(file: name), RuleWords(name: name, actual: reason)))
    }
    let tar: [UInt8]
    do { tar = try GzipDecoder.decode(archive) } catch {
      switch error {
      case .damaged: throw damaged("the gzip data end early or are broken")
      case .largerThan(let limit): throw damaged("it unpacks to more than \(limit) bytes")
      }
    }
    do { return (tar, try TarReader.entries(tar)) } catch {
      switch error {
      case .damagedHeader(let offset): throw damaged("the tar header at byte \(offset) is broken")
      case .truncated(let entry): throw damaged("`\(entry)` is cut off")
      }
    }
  }
}
