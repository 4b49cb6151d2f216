import Definitions
import Diagnostics
import EmbeddedDefinitions
import Schema

/// The packages that are part of the program, as definitions: what other packages are compiled together with. They are read from their
/// YAML when somebody needs them, which plain runs do not.
enum BaseDefinitions {
  static let core = PackageIdentity(name: "hl7.fhir.r4.core", version: "4.0.1")
  private static let coreFolder = "fhir-r4"
  /// Code systems of others that FHIR R4 refers to, which are compiled together with it.
  private static let codesFolder = "iso"

  /// The definitions of FHIR R4.
  static func corePackage() throws(DefinitionError) -> Package {
    var package = try package(folder: coreFolder)
    package.codeSystems += try self.package(folder: codesFolder).codeSystems
    return package
  }

  /// An embedded package other than the core.
  static func package(_ embedded: EmbeddedPackage) throws(DefinitionError) -> Package { try package(folder: embedded.name) }

  /// The definitions of FHIR R4, to be read one by one.
  static func coreLibrary() throws(DefinitionError) -> ProfileLibrary { try library(folder: coreFolder) }

  /// The definitions of another embedded package, to be read one by one.
  static func library(_ embedded: EmbeddedPackage) throws(DefinitionError) -> ProfileLibrary {
    try library(folder: embedded.name)
  }

  private static func library(folder: String) throws(DefinitionError) -> ProfileLibrary {
    try ProfileLibrary(files: try files(folder), name: folder)
  }

  static func damaged(_ folder: String) -> DefinitionError {
    DefinitionError(unreadable: FileSystem.Failure(path: folder, reason: "the embedded definitions are damaged"))
  }

  private static func package(folder: String) throws(DefinitionError) -> Package {
    try ProfileFolder.read(files: try files(folder), name: folder).package
  }

  private static func files(_ folder: String) throws(DefinitionError) -> [(path: String, bytes: [UInt8])] {
    let prefix = folder + "/"
    do {
      return try EmbeddedDefinitions.files(under: prefix).map { (String($0.path.dropFirst(prefix.count)), $0.contents) }
    } catch {
      throw damaged(folder)
    }
  }
}

/// A package that is part of the program, beside FHIR R4.
public struct EmbeddedPackage: Sendable, Hashable {
  public var identity: PackageIdentity
  /// The name under which a user asks for it, which is its folder under `Profiles/` too: `uk-core`.
  public var name: String
  /// It and FHIR R4, compiled.
  public var overlay: EmbeddedDefinitions.Overlay

  public static let all = [
    EmbeddedPackage(
      identity: PackageIdentity(name: "fhir.r4.ukcore.stu2", version: "2.0.2"), name: "uk-core", overlay: .ukCore),
    EmbeddedPackage(
      identity: PackageIdentity(name: "fhir.r4.ukcore.staging", version: "2.0.0-staging.20250620"), name: "uk-core-staging",
      overlay: .ukCoreStaging),
  ]

  /// The embedded package that a reference names: by its own name, or as a package with a version that fits.
  public static func named(_ reference: String) -> EmbeddedPackage? {
    if let package = all.first(where: { $0.name == reference }) { return package }
    return PackageIdentity(reference).flatMap { fitting($0) }
  }

  static func fitting(_ wanted: PackageIdentity) -> EmbeddedPackage? {
    all.first { package in
      package.identity.name == wanted.name
        && (wanted.version.map { PackageVersion(package.identity.version ?? "").satisfies($0) } ?? true)
    }
  }
}
