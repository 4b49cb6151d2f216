import Diagnostics
import YAMLSyntax

/// A package in the YAML profile language: a folder with `package.yaml` and one file for each definition.
public enum ProfileFolder {
  static let manifestFile = "package.yaml"
  /// Messages of invariants by key, for definitions that give none.
  static let messagesFile = "invariant-messages.yaml"

  /// The files of a folder that hold no definition.
  public static let ownFiles = [manifestFile, messagesFile]

  /// What ``read(_:)`` found: the definitions, and what is wrong with them.
  public struct Contents: Sendable {
    public var package: Package
    public var diagnostics: DiagnosticList
  }

  /// The files of a package, by path, in a stable order.
  public static func files(of package: Package) -> [(path: String, text: String)] {
    var files = [(manifestFile, manifest(package))]
    var taken: Set<String> = []
    func add(_ folder: String, _ name: String, _ text: String) {
      var path = folder + "/" + name + ".yaml"
      var number = 2
      while !taken.insert(path.lowercased()).inserted {
        path = folder + "/" + name + "-\(number).yaml"
        number += 1
      }
      files.append((path, text))
    }
    for definition in package.structureDefinitions {
      let folder = !definition.isProfile ? "types" : definition.type == "Extension" ? "extensions" : "profiles"
      let text = ProfileWriter.write(definition, packageVersion: package.version)
      add(folder, definition.isProfile ? fileName(definition.url) : definition.type, text)
    }
    for valueSet in package.valueSets {
      add("valuesets", fileName(valueSet.url), ProfileWriter.write(valueSet, packageVersion: package.version))
    }
    for system in package.codeSystems {
      add("codesystems", fileName(system.url), ProfileWriter.write(system, packageVersion: package.version))
    }
    return files
  }

  /// The last part of a URL, with everything but letters, digits, `.`, `_` and `-` replaced.
  private static func fileName(_ url: String) -> String {
    let last = url.split(whereSeparator: { $0 == "/" || $0 == ":" }).last ?? "definition"
    return String(last.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
  }

  /// Writes a package.
  /// - Returns: how many files and bytes were written.
  @discardableResult
  public static func write(_ package: Package, to folder: String) throws(FileSystem.Failure) -> (files: Int, bytes: Int) {
    var size = 0
    let files = files(of: package)
    for file in files {
      let bytes = Array(file.text.utf8)
      try FileSystem.write(bytes, to: folder + "/" + file.path)
      size += bytes.count
    }
    return (files.count, size)
  }

  private static func manifest(_ package: Package) -> String {
    var members = [YAMLMember("package", .text(package.name)), YAMLMember("version", .text(package.version))]
    if let licence = package.licence { members.append(YAMLMember("licence", .text(licence))) }
    if !package.dependencies.isEmpty {
      members.append(
        YAMLMember("dependencies", .mapping(package.dependencies.map { YAMLMember($0.name, .text($0.version)) })))
    }
    return YAMLWriter.write(.mapping(members))
  }
}

// Reading.
extension ProfileFolder {
  /// The package in a folder.
  public static func read(_ folder: String) throws(DefinitionError) -> Contents {
    let names: [String]
    do { names = try FileSystem.files(under: folder) } catch { throw DefinitionError(unreadable: error) }
    var files: [(path: String, bytes: [UInt8])] = []
    for name in names where name.hasSuffix(".yaml") && !name.hasPrefix("examples/") {
      do { files.append((name, try FileSystem.read(folder + "/" + name))) } catch { throw DefinitionError(unreadable: error) }
    }
    return try read(files: files, name: folder)
  }

  /// The package in files that are in memory.
  /// - Parameters:
  ///   - files: by path relative to the package's folder.
  ///   - name: of the folder, for reports.
  public static func read(files: [(path: String, bytes: [UInt8])], name folder: String) throws(DefinitionError) -> Contents {
    var contents = Contents(package: Package(name: "", version: ""), diagnostics: DiagnosticList())
    guard let manifest = files.first(where: { $0.path == manifestFile }) else {
      throw DefinitionError(
        Diagnostic(ProfileRules.noManifest, at: DiagnosticPlace(file: folder), RuleWords(name: folder)))
    }
    readManifest(manifest.bytes, file: folder + "/" + manifestFile, into: &contents)
    for file in files where !ownFiles.contains(file.path) {
      let profile = ProfileReader.read(file.bytes, file: folder + "/" + file.path, packageVersion: contents.package.version)
      contents.diagnostics.append(contentsOf: profile.diagnostics)
      if let definition = profile.definition { contents.package.add(definition) }
    }
    if let messages = files.first(where: { $0.path == messagesFile }) {
      let read = Self.messages(messages.bytes, file: folder + "/" + messagesFile)
      contents.diagnostics.append(contentsOf: read.diagnostics)
      contents.package.addMessages(read.messages)
    }
    return contents
  }

  private static func readManifest(_ bytes: [UInt8], file path: String, into contents: inout Contents) {
    let file = YAMLFile(bytes, name: path)
    if let members = file.root?.mapping(["package", "version", "licence", "dependencies"]) {
      contents.package.name = members.requiredText("package") ?? ""
      contents.package.version = members.requiredText("version") ?? ""
      contents.package.licence = members.text("licence")
      contents.package.dependencies =
        members["dependencies"]?.members().map { Package.Dependency(name: $0.key, version: $0.text() ?? "") } ?? []
    }
    contents.diagnostics.append(contentsOf: file.diagnostics)
  }

  /// The messages of invariants by key.
  static func messages(_ bytes: [UInt8], file path: String) -> (messages: [String: String], diagnostics: DiagnosticList) {
    let file = YAMLFile(bytes, name: path)
    var messages: [String: String] = [:]
    for member in file.root?.members() ?? [] { messages[member.key] = member.text() }
    return (messages, file.diagnostics)
  }
}

extension Package {
  public mutating func add(_ definition: Definition) {
    switch definition {
    case .structure(let structure): structureDefinitions.append(structure)
    case .valueSet(let valueSet): valueSets.append(valueSet)
    case .codeSystem(let system): codeSystems.append(system)
    case .other: break
    }
  }

  /// Gives messages to the invariants that have none.
  mutating func addMessages(_ messages: [String: String]) {
    for structure in structureDefinitions.indices {
      for element in structureDefinitions[structure].differential.indices {
        for index in structureDefinitions[structure].differential[element].constraints.indices {
          let constraint = structureDefinitions[structure].differential[element].constraints[index]
          guard constraint.message == nil else { continue }
          structureDefinitions[structure].differential[element].constraints[index].message = messages[constraint.key]
        }
      }
    }
  }
}
