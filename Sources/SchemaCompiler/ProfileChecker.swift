import Definitions
import Diagnostics
import Schema
import YAMLSyntax

/// Checks a file in the YAML profile language: what `plumbline profile check` does. Beyond the language itself it checks that types,
/// bases and elements exist, and that a profile only narrows what it builds on, by making its snapshot.
public struct ProfileChecker {
  private var definitions: DefinitionSet
  private var snapshots: SnapshotBuilder
  private var places: [String: DiagnosticPlace] = [:]
  private var file = ""
  private var diagnostics = DiagnosticList()

  /// - Parameter definitions: what profiles may build on.
  public init(_ definitions: DefinitionSet) {
    self.definitions = definitions
    snapshots = SnapshotBuilder(definitions)
  }

  /// What is wrong with a file, or with the files of a folder that has a `package.yaml`, which may build on one another.
  public mutating func check(path: String) throws(DefinitionError) -> [Diagnostic] {
    guard FileSystem.isFolder(path) else { return check(try contents(of: path), file: path) }
    let folder = try ProfileFolder.read(path)
    definitions.add(folder.package)
    snapshots = SnapshotBuilder(definitions)
    let names: [String]
    do { names = try FileSystem.files(under: path) } catch { throw DefinitionError(unreadable: error) }
    // The manifest and the messages have been read with the folder; everything else is read again, for the places of its elements.
    let files = names.filter { $0.hasSuffix(".yaml") && !ProfileFolder.ownFiles.contains($0) }.map { path + "/" + $0 }
    var found = folder.diagnostics.diagnostics.filter { !files.contains($0.location?.file ?? "") }
    for file in files { found += check(try contents(of: file), file: file) }
    return found
  }

  private func contents(of path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }

  /// What is wrong with a file, in the order of the file.
  public mutating func check(_ bytes: some Collection<UInt8>, file name: String) -> [Diagnostic] {
    let read = ProfileReader.read(bytes, file: name)
    diagnostics = read.diagnostics
    places = read.places
    file = name
    if case .structure(let definition) = read.definition { check(definition) }
    return diagnostics.diagnostics.enumerated()
      .sorted { ($0.element.location?.byteOffset ?? 0, $0.offset) < ($1.element.location?.byteOffset ?? 0, $1.offset) }
      .map(\.element)
  }

  private mutating func check(_ definition: StructureDefinition) {
    if let base = definition.baseDefinition, definitions.structure(base) == nil {
      diagnostics.report(
        DefinitionsRules.unknownBase, at: DiagnosticPlace(file: file, path: "base"),
        RuleWords(name: definition.name, value: base.url))
      return
    }
    if definition.isProfile, definitions.type(named: definition.type) == nil {
      reportUnknownType(definition.type, DiagnosticPlace(file: file, path: "type"))
    }
    for element in definition.differential.dropFirst() { checkTypesExist(element, in: definition) }
    var own = definition
    own.snapshot = []
    for problem in snapshots.snapshot(of: own)?.problems ?? [] {
      diagnostics.report(problem.rule, at: place(problem.element), problem.words)
    }
  }

  private mutating func checkTypesExist(_ element: ElementDefinition, in definition: StructureDefinition) {
    for type in element.types where type.code != ElementType.systemString && type.code != definition.type {
      if definitions.type(named: type.code) == nil, definitions.structure(Canonical(type.code)) == nil {
        reportUnknownType(type.code, place(element.id))
      }
    }
  }

  private func place(_ element: String) -> DiagnosticPlace {
    places[element] ?? DiagnosticPlace(file: file, path: element)
  }

  private mutating func reportUnknownType(_ name: String, _ place: DiagnosticPlace) {
    let known = definitions.structures.values.filter { !$0.isProfile }.map(\.type).sorted()
    let nearest = NearMiss.nearest(to: name, in: known).map { "; did you mean `\($0)`?" }
    diagnostics.report(ProfileRules.unknownType, at: place, RuleWords(value: name, expected: nearest ?? ""))
  }
}
