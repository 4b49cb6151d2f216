import Definitions
import Diagnostics
import EmbeddedDefinitions
import Schema

/// The packages that are part of the program, as definitions: what other packages are compiled together with. They are read from their
/// YAML when somebody needs them, which plain runs do not.
enum BaseDefinitions {
  static let core = PackageIdentity(name: "hl7.fhir.r4.core", version: "4.0.1")
  private static let coreFolder = "fhir-r4"

  /// The definitions of FHIR R4.
  static func corePackage() throws(DefinitionError) -> Package { try package(folder: coreFolder) }

  /// The embedded package with a name and a version that fits, other than the core.
  static func package(_ wanted: PackageIdentity) throws(DefinitionError) -> Package? {
    for folder in EmbeddedPackages.all where folder.identity.name == wanted.name {
      let version = PackageVersion(folder.identity.version ?? "")
      if wanted.version.map({ version.satisfies($0) }) ?? true { return try package(folder: folder.folder) }
    }
    return nil
  }

  private static func package(folder: String) throws(DefinitionError) -> Package {
    let prefix = folder + "/"
    let files: [ImageFile]
    do {
      files = try EmbeddedDefinitions.files(under: prefix)
    } catch {
      throw DefinitionError(unreadable: FileSystem.Failure(path: folder, reason: "the embedded definitions are damaged"))
    }
    return try ProfileFolder.read(files: files.map { (String($0.path.dropFirst(prefix.count)), $0.contents) }, name: folder)
      .package
  }
}

/// A package that is part of the program, beside FHIR R4.
public struct EmbeddedPackages: Sendable, Hashable {
  public var identity: PackageIdentity
  /// Under `Profiles/`.
  public var folder: String

  public static let all: [EmbeddedPackages] = []
}
