/// Folders in which packages are kept unpacked, each as `name#version/package/…`
/// (https://confluence.hl7.org/display/FHIR/FHIR+Package+Cache). Nothing is ever fetched.
public struct PackageCache: Sendable {
  public let folders: [String]

  public init(folders: [String]) { self.folders = folders }

  /// A package in the cache.
  public struct Entry: Sendable, Hashable {
    public var identity: PackageIdentity
    public var folder: String
  }

  /// All packages, by name and version.
  public func entries() -> [Entry] {
    var seen: Set<PackageIdentity> = []
    var entries: [Entry] = []
    for folder in folders where FileSystem.isFolder(folder) {
      for name in (try? FileSystem.names(in: folder)) ?? [] where name.contains("#") {
        guard let identity = PackageIdentity(name), FileSystem.isFolder(folder + "/" + name), seen.insert(identity).inserted
        else { continue }
        entries.append(Entry(identity: identity, folder: folder + "/" + name))
      }
    }
    return entries.sorted { left, right in
      if left.identity.name != right.identity.name { return left.identity.name < right.identity.name }
      return PackageVersion(left.identity.version ?? "") < PackageVersion(right.identity.version ?? "")
    }
  }

  /// The versions of a package, the latest first.
  public func versions(of name: String) -> [Entry] { entries().filter { $0.identity.name == name }.reversed() }

  /// The folder of the package that is asked for: the version named, or the latest that fits.
  public func find(_ wanted: PackageIdentity) -> Entry? {
    guard let version = wanted.version else { return versions(of: wanted.name).first }
    for folder in folders {
      let path = folder + "/" + wanted.name + "#" + version
      if FileSystem.isFolder(path) { return Entry(identity: wanted, folder: path) }
    }
    return versions(of: wanted.name).first { PackageVersion($0.identity.version ?? "").satisfies(version) }
  }
}
