/// What definitions a run is to use beside those of FHIR R4, which are always there.
public struct DefinitionRequest: Sendable, Hashable {
  /// A definition, or any other resource, that is in memory.
  public struct Resource: Sendable, Hashable {
    /// What to call it in reports; the ending `.yaml` or `.yml` says that it is in the profile language.
    public var name: String
    /// JSON, XML or YAML.
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// Each a `.tgz`, an unpacked folder, or the name of a package in the cache, with or without a version: `hl7.fhir.us.core#6.1.0`.
  public var packages: [String]
  /// Single definitions and other resources: files, or folders of them.
  public var files: [String]
  public var resources: [Resource]

  public init(packages: [String] = [], files: [String] = [], resources: [Resource] = []) {
    self.packages = packages
    self.files = files
    self.resources = resources
  }

  public var isEmpty: Bool { packages.isEmpty && files.isEmpty && resources.isEmpty }
}
