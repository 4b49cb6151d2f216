/// What a schema holds, in words: the data behind `plumbline profile list` and `plumbline profile show`.
public struct SchemaEntry: Sendable, Hashable {
  public var name: String
  public var url: String
  public var version: String
  public var kind: TypeKind
  public var isProfile: Bool
  public var isAbstract: Bool
  /// Name of the type that this builds on; empty for the roots.
  public var base: String
}

extension Schema {
  /// All types and profiles but not the parts of them, by name.
  public func entries() -> [SchemaEntry] {
    tables.types.indices
      .filter { tables.types[$0].kind != .backbone && tables.types[$0].primitive != .systemString }
      .map { entry(TypeID(UInt32($0))) }.sorted { ($0.name, $0.url) < ($1.name, $1.url) }
  }

  /// A profile by its name for machines: `UKCorePatient`.
  public func profile(named name: String) -> TypeID? {
    tables.types.indices.first { index in
      let type = tables.types[index]
      return type.isProfile && type.kind != .backbone && string(type.name) == name
    }.map { TypeID(UInt32($0)) }
  }

  func entry(_ id: TypeID) -> SchemaEntry {
    let type = tables.types[id.index]
    return SchemaEntry(
      name: string(type.name), url: string(type.url), version: string(type.version), kind: type.kind, isProfile: type.isProfile,
      isAbstract: type.isAbstract, base: type.base == .none ? "" : string(tables.types[type.base.index].name))
  }
}
