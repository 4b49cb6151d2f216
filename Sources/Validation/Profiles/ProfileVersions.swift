import Schema

/// The definitions that stand in several versions side by side. The one that an unversioned canonical means goes by its URL, each of the
/// others by `url|version`.
struct ProfileVersions: Sendable {
  /// By URL, the definitions that go by URL and version.
  private var others: [String: [TypeID]] = [:]

  init(_ schema: Schema) {
    for (index, type) in schema.tables.types.enumerated() where type.kind != .backbone {
      let url = schema.string(type.url)
      guard let bar = url.firstIndex(of: "|") else { continue }
      others[String(url[..<bar]), default: []].append(TypeID(UInt32(index)))
    }
  }

  /// The definition of a version; a version may be left incomplete (`2.1` for `2.1.3`), and then the latest that fits is meant.
  func type(_ url: String, version: String, in schema: Schema) -> TypeID? {
    let known = [schema.type(url: url)].compactMap { $0 } + (others[url] ?? [])
    if version.isEmpty { return known.first }
    func own(_ type: TypeID) -> String { schema.string(schema.tables.types[type.index].version) }
    if let exact = known.first(where: { own($0) == version }) { return exact }
    let fitting = known.filter { own($0).isEmpty || own($0).hasPrefix(version + ".") }
    return fitting.max { ProfileVersions.isOrdered(own($0), own($1)) }
  }

  /// Whether a version comes before another: numbers by value, part by part.
  private static func isOrdered(_ one: String, _ other: String) -> Bool {
    let parts = [one, other].map { $0.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 } }
    return parts[0].lexicographicallyPrecedes(parts[1])
  }
}
