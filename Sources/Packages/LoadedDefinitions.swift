import Definitions
import Diagnostics
import FHIRModel
import Schema

/// Definitions ready to check records with.
public struct LoadedDefinitions: Sendable {
  /// FHIR R4 with everything that was asked for, compiled.
  public var schema: Schema
  /// What references and canonicals of records may resolve to.
  public var supplied: ResourceLibrary
  /// What is wrong with the packages and definitions. An error means that something was left out of what was named itself, as a file or
  /// in memory; what is wrong inside packages is a warning, and an error for the record that asks for it.
  public var diagnostics: DiagnosticList
  /// The packages in use, those that others build on first.
  public var packages: [PackageIdentity]
  /// The profiles that the implementation guides among them ask of all resources of a type.
  public var globalProfiles: [GlobalProfile] = []

  public init(schema: Schema, supplied: ResourceLibrary, diagnostics: DiagnosticList, packages: [PackageIdentity]) {
    self.schema = schema
    self.supplied = supplied
    self.diagnostics = diagnostics
    self.packages = packages
  }
}
