/// A set of definitions that was published together: a FHIR npm package (https://confluence.hl7.org/display/FHIR/NPM+Package+Specification),
/// a folder of definitions, or our own `Profiles/`.
public struct Package: Sendable {
  /// Another package that this one needs.
  public struct Dependency: Sendable, Hashable {
    public var name: String
    /// `4.0.1`, `4.0.x`, `current`.
    public var version: String

    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// A resource of the package that this program does not read into a model of its own.
  public struct OtherResource: Sendable, Hashable {
    public var file: String
    public var resourceType: String
    public var url: String?

    public init(file: String, resourceType: String, url: String?) {
      self.file = file
      self.resourceType = resourceType
      self.url = url
    }
  }

  /// A resource of the package, whatever its kind: a definition, an example.
  public struct Entry: Sendable, Hashable {
    /// Within the package: `package/StructureDefinition-x.json` in an archive, relative to the folder otherwise.
    public var file: String
    public var resourceType: String
    public var id: String?
    public var url: String?
    public var version: String?
    /// Of an ImplementationGuide, the profiles for all resources of a type.
    public var globalProfiles: [GlobalProfile] = []

    public init(file: String, resourceType: String, id: String?, url: String?, version: String?) {
      self.file = file
      self.resourceType = resourceType
      self.id = id
      self.url = url
      self.version = version
    }
  }

  public var name: String
  public var version: String
  /// The versions of FHIR it is for, as in the manifest; empty where it gives none.
  public var fhirVersions: [String]
  /// As in the package: `CC0-1.0`; nil where it gives none.
  public var licence: String?
  public var dependencies: [Dependency]
  public var structureDefinitions: [StructureDefinition]
  public var valueSets: [ValueSet]
  public var codeSystems: [CodeSystem]
  public var otherResources: [OtherResource]
  /// Every resource of the package, examples included.
  public var entries: [Entry]

  public init(name: String, version: String) {
    self.name = name
    self.version = version
    fhirVersions = []
    licence = nil
    dependencies = []
    structureDefinitions = []
    valueSets = []
    codeSystems = []
    otherResources = []
    entries = []
  }

  public var identity: PackageIdentity { PackageIdentity(name: name, version: version) }
}
