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
    for (file, bytes) in files where file != manifest.0 && !PackageReader.isHidden(file) {
      add(Array(bytes), file: file, of: name, isDefinition: PackageReader.isDefinition(file, in: "package/"), to: &package)
    }
    return finished(package)
  }

  /// The name, version and dependencies of the package at `path`, without its definitions.
  public mutating func readManifest(_ path: String) throws(DefinitionError) -> Package {
    let package: Package
    if FileSystem.isFolder(path) {
      let root = PackageReader.root(path)
      guard FileSystem.isFile(root + "/package.json") else { throw PackageReader.noManifest(path) }
      package = try readManifest(try PackageReader.contents(root + "/package.json"), file: root + "/package.json")
    } else {
      let (tar, entries) = try PackageReader.unpack(try PackageReader.contents(path), name: path)
      guard let manifest = entries.first(where: { $0.name == "package/package.json" }) else {
        throw PackageReader.noManifest(path)
      }
      package = try readManifest(Array(tar[manifest.range]), file: path + "/" + manifest.name)
    }
    return finished(package)
  }

  /// The files of a package at `path`, by the names that ``Package/Entry/file`` has.
  public static func files(_ path: String) throws(DefinitionError) -> [(name: String, bytes: [UInt8])] {
    if FileSystem.isFolder(path) {
      let root = root(path)
      let names: [String]
      do { names = try FileSystem.files(under: root) } catch { throw DefinitionError(unreadable: error) }
      var files: [(name: String, bytes: [UInt8])] = []
      for name in names { files.append((name, try contents(root + "/" + name))) }
      return files
    }
    let (tar, entries) = try unpack(try contents(path), name: path)
    return entries.map { ($0.name, Array(tar[$0.range])) }
  }

  /// One file of a package at `path`.
  public static func file(_ name: String, of path: String) throws(DefinitionError) -> [UInt8] {
    if FileSystem.isFolder(path) { return try contents(root(path) + "/" + name) }
    let (tar, entries) = try unpack(try contents(path), name: path)
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw DefinitionError(unreadable: FileSystem.Failure(path: path + "/" + name, reason: "it is not in the archive"))
    }
    return Array(tar[entry.range])
  }

  /// The folder with the manifest.
  static func root(_ path: String) -> String { FileSystem.isFolder(path + "/package") ? path + "/package" : path }

  private mutating func readFolder(_ path: String) throws(DefinitionError) -> Package {
    let root = PackageReader.root(path)
    let names: [String]
    do { names = try FileSystem.files(under: root) } catch { throw DefinitionError(unreadable: error) }
    guard names.contains("package.json") else { throw PackageReader.noManifest(path) }
    var package = try readManifest(try PackageReader.contents(root + "/package.json"), file: root + "/package.json")
    for name in names where name.hasSuffix(".json") && name != "package.json" && !PackageReader.isHidden(name) {
      let bytes = try PackageReader.contents(root + "/" + name)
      add(bytes, file: name, of: root, isDefinition: PackageReader.isDefinition(name, in: ""), to: &package)
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

  /// `.index.json` and what else tools keep in a package.
  private static func isHidden(_ file: String) -> Bool {
    file.split(separator: "/").contains { $0.hasPrefix(".") } || file.hasPrefix("other/") || file.hasPrefix("package/other/")
  }

  private mutating func add(_ bytes: [UInt8], file: String, of name: String, isDefinition: Bool, to package: inout Package) {
    let path = name + "/" + file
    guard isDefinition else {
      // Examples and the like are not relied on: what is no resource is passed over.
      if let head = ResourceHead(bytes) { package.entries.append(head.entry(file)) }
      return
    }
    let result = reader.readWithHead(bytes, file: path)
    if let head = result.head, !head.resourceType.isEmpty { package.entries.append(head.entry(file)) }
    switch result.definition {
    case .structure(let definition): package.structureDefinitions.append(definition)
    case .valueSet(let valueSet): package.valueSets.append(valueSet)
    case .codeSystem(let system): package.codeSystems.append(system)
    case .other(let resourceType, let url):
      package.otherResources.append(Package.OtherResource(file: path, resourceType: resourceType, url: url))
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
    for name in [DefinitionName.fhirVersions, .fhirVersionList] where package.fhirVersions.isEmpty {
      if let list = reader.child(name, of: root, in: document), document[list].kind == .array {
        package.fhirVersions = reader.texts(of: list, in: document)
      }
    }
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
