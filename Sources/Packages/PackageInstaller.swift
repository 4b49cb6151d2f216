import Definitions
import Diagnostics

#if canImport(Glibc)
  import Glibc
#endif

/// Puts a package that is a file or a folder into a package cache.
public enum PackageInstaller {
  public struct Installed: Sendable {
    public var identity: PackageIdentity
    public var folder: String
    public var fileCount: Int
  }

  /// Installs the package at `path` as `name#version/package/…`. It is written beside and renamed, so that others see it whole; what was
  /// there before is replaced.
  public static func install(_ path: String, in cache: String) throws(DefinitionError) -> Installed {
    var reader = PackageReader()
    let identity = try reader.readManifest(path).identity
    guard PackageIdentity(identity.description) == identity else {
      throw DefinitionError(
        Diagnostic(DefinitionsRules.brokenManifest, at: DiagnosticPlace(file: path), RuleWords(name: "name and version")))
    }
    let folder = cache + "/" + identity.description
    let fresh = cache + "/.\(identity).\(getpid()).new"
    let files = try PackageReader.files(path)
    do {
      for file in files {
        let name = file.name.hasPrefix("package/") ? file.name : "package/" + file.name
        // Names that would lead out of the folder are no files of a package.
        if name.split(separator: "/").contains("..") { continue }
        try FileSystem.write(file.bytes, to: fresh + "/" + name)
      }
      if FileSystem.isFolder(folder) { try FileSystem.removeFolder(folder) }
      try FileSystem.move(fresh, to: folder)
    } catch {
      throw DefinitionError(unreadable: error)
    }
    return Installed(identity: identity, folder: folder, fileCount: files.count)
  }
}
