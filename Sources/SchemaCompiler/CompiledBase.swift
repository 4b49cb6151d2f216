import Definitions
import Schema
import Synchronization

/// Definitions that are compiled already, on top of which others are compiled: their tables stand, and theirs that others build on are
/// read again one by one.
public final class CompiledBase: Sendable {
  public let schema: Schema
  private let libraries: [ProfileLibrary]
  /// What compiling goes on from.
  let state: State
  private let snapshots = Mutex<[String: SnapshotBuilder.Snapshot]>([:])

  /// What a compiler knows of the tables that stand.
  struct State: Sendable {
    var builder: TableBuilder
    var typesByName: [String: TypeID] = [:]
    var typesByURL: [String: TypeID] = [:]
    var anonymousTypes: [String: TypeID] = [:]
    var valueSets: [String] = []
  }

  /// - Parameters:
  ///   - schema: what the packages of `libraries` were compiled to, all of them together.
  public init(schema: Schema, libraries: [ProfileLibrary]) {
    self.schema = schema
    self.libraries = libraries
    state = CompiledBase.state(schema)
  }

  private static func state(_ schema: Schema) -> State {
    var state = State(builder: TableBuilder(extending: schema.tables))
    for (index, type) in schema.tables.types.enumerated() {
      let id = TypeID(UInt32(index))
      let url = schema.string(type.url)
      if type.kind == .backbone {
        if !type.isProfile { state.anonymousTypes[url + "#" + schema.string(type.name)] = id }
        continue
      }
      if !type.isProfile { state.typesByName[schema.string(type.name)] = id }
      state.typesByURL[url] = id
    }
    state.valueSets = schema.tables.valueSets.map { schema.string($0.url) }
    return state
  }

  var typeCount: Int { schema.tables.types.count }
}

// Definitions, read again.
extension CompiledBase {
  func structure(_ url: String) -> StructureDefinition? {
    guard case .structure(let definition) = definition(.structure, url) else { return nil }
    return definition
  }

  func valueSet(_ url: String) -> ValueSet? {
    guard case .valueSet(let definition) = definition(.valueSet, url) else { return nil }
    return definition
  }

  func codeSystem(_ url: String) -> CodeSystem? {
    guard case .codeSystem(let definition) = definition(.codeSystem, url) else { return nil }
    return definition
  }

  func type(named name: String) -> StructureDefinition? {
    state.typesByName[name].flatMap { structure(schema.string(schema.tables.types[$0.index].url)) }
  }

  private func definition(_ kind: ProfileLibrary.Kind, _ url: String) -> Definition? {
    for library in libraries {
      if let definition = library.definition(kind, url) { return definition }
    }
    return nil
  }

  /// The package that has a definition, as `name#version`; nil where none has it.
  func source(of kind: ProfileLibrary.Kind, _ url: String) -> String? {
    libraries.first { $0.contains(kind, url) }?.manifest.identity.description
  }

  func snapshot(of url: String) -> SnapshotBuilder.Snapshot? { snapshots.withLock { $0[url] } }

  func keep(_ snapshot: SnapshotBuilder.Snapshot, of url: String) { snapshots.withLock { $0[url] = snapshot } }
}

// Whether something can be compiled on top.
extension CompiledBase {
  /// Whether compiling packages on top of this gives what compiling all together gives: they bring no other version of what is here, and
  /// nothing that is missing here.
  public func canCarry(_ packages: [Package]) -> Bool {
    let gaps = Gaps(schema)
    for package in packages {
      for definition in package.structureDefinitions {
        if gaps.profiles.contains(definition.url) || isOther(definition.version, than: structure(definition.url).map(\.version)) {
          return false
        }
      }
      for valueSet in package.valueSets {
        if gaps.valueSets.contains(valueSet.url) || isOther(valueSet.version, than: self.valueSet(valueSet.url).map(\.version)) {
          return false
        }
      }
      for system in package.codeSystems where system.supplements == nil {
        if gaps.systems.contains(system.url) || isOther(system.version, than: codeSystem(system.url).map(\.version)) {
          return false
        }
      }
    }
    return true
  }

  /// - Parameter known: the version of the definition that is here; nil where there is none.
  private func isOther(_ version: String?, than known: String??) -> Bool {
    guard let known else { return false }
    return version != known
  }

  /// What definitions refer to and is not there.
  private struct Gaps {
    var profiles: Set<String> = []
    var valueSets: Set<String> = []
    /// Code systems of which not every code is there.
    var systems: Set<String> = []

    init(_ schema: Schema) {
      for text in Set(schema.tables.profileLists) {
        let url = Canonical(schema.string(text)).url
        if schema.type(url: url) == nil { profiles.insert(url) }
      }
      for record in schema.tables.valueSets where !record.flags.contains(.defined) { valueSets.insert(schema.string(record.url)) }
      let tables = schema.tables.terminology
      for text in Set(tables.imports) {
        let url = Canonical(schema.string(text)).url
        if schema.valueSet(url: url) == nil { valueSets.insert(url) }
      }
      let complete = Set(tables.codeSystems.filter { $0.content == .complete }.map(\.url))
      for component in tables.components where component.system != .none && !complete.contains(component.system) {
        systems.insert(schema.string(component.system))
      }
    }
  }
}
