import Definitions
import Diagnostics
import EmbeddedDefinitions
import FHIRModel
import Schema
import SchemaCompiler
import Synchronization

/// Loads definitions at run time: FHIR packages and single definitions become one ``Schema/Schema`` together with the definitions of
/// FHIR R4 that are part of the program.
///
/// ```swift
/// let loader = DefinitionLoader()
/// let loaded = try loader.load(packages: ["hl7.fhir.us.core#6.1.0"], files: ["my-profile.json", "codes/"])
/// for diagnostic in loaded.diagnostics.diagnostics { print(diagnostic.message) }
/// let validator = StructuralValidator(schema: loaded.schema)
/// let codes = loaded.supplied.resource(canonical: "http://example.org/CodeSystem/codes")
/// ```
///
/// * `packages` are paths of `.tgz` files or of unpacked folders, or names in the package cache with or without a version; what they
///   depend on is looked for among the packages named, those that are part of the program, and the cache. Nothing is fetched.
/// * `files` are StructureDefinitions, ValueSets, CodeSystems and any other resources in JSON or XML, profiles in YAML, or folders of
///   these. `resources` are the same in memory.
/// * Every resource, whatever its kind, can be had from ``LoadedDefinitions/supplied``.
/// * A package, file or definition that cannot be used is an error in ``LoadedDefinitions/diagnostics``; one that was asked for by name
///   and is not there at all is thrown.
///
/// A loader remembers the packages it has read and may be used from all threads. With an image folder the compiled schema is kept there
/// and found again by the contents of everything that went into it; without one (the default for tests and adapters) nothing is written.
public final class DefinitionLoader: Sendable {
  public struct Options: Sendable {
    /// Where packages by name are looked for, in this order.
    public var packageFolders: [String]
    /// Where compiled schemas are kept; nil to compile each time.
    public var imageFolder: String?

    public init(packageFolders: [String] = [], imageFolder: String? = nil) {
      self.packageFolders = packageFolders
      self.imageFolder = imageFolder
    }
  }

  private struct Memory {
    var core: Package?
    var packages: [String: (package: Package, diagnostics: DiagnosticList)] = [:]
  }

  private let options: Options
  private let memory = Mutex(Memory())
  /// FHIR R4 alone.
  public let baseSchema: Schema

  /// - Throws: where the definitions inside the program are damaged.
  public init(_ options: Options = Options()) throws(SchemaImageError) {
    self.options = options
    baseSchema = try EmbeddedDefinitions.schema()
  }

  /// The definitions of FHIR R4 and what is asked for, compiled.
  public func load(
    packages: [String] = [], files: [String] = [], resources: [DefinitionRequest.Resource] = []
  ) throws(DefinitionError) -> LoadedDefinitions {
    try load(DefinitionRequest(packages: packages, files: files, resources: resources))
  }

  /// The definitions of FHIR R4 and what is asked for, compiled.
  public func load(_ request: DefinitionRequest) throws(DefinitionError) -> LoadedDefinitions {
    if request.isEmpty {
      return LoadedDefinitions(
        schema: baseSchema, supplied: SuppliedResources(schema: baseSchema), diagnostics: DiagnosticList(),
        packages: [BaseDefinitions.core])
    }
    return compile(try gather(request))
  }

  /// The definitions of FHIR R4 and what is asked for, as they were published: for those who compile, list or print them.
  public func definitions(_ request: DefinitionRequest) throws(DefinitionError) -> DefinitionSet {
    DefinitionSet(try gather(request).packages)
  }

  private func compile(_ gathered: GatheredDefinitions) -> LoadedDefinitions {
    var compiler = SchemaCompiler(DefinitionSet(gathered.packages), scope: .typesAndProfiles)
    let schema = Schema(compiler.compile())
    var diagnostics = gathered.diagnostics
    diagnostics.append(contentsOf: compiler.diagnostics)
    return LoadedDefinitions(
      schema: schema, supplied: SuppliedSources(gathered.sources).resources(gathered.entries, schema: schema),
      diagnostics: diagnostics, packages: gathered.packages.filter { !$0.name.isEmpty }.map(\.identity))
  }
}

/// Everything a request leads to.
struct GatheredDefinitions {
  /// The core first, then loose files as a package without a name, then packages, those that others build on first.
  var packages: [Package]
  var diagnostics: DiagnosticList
  var entries: [SuppliedResources.Entry] = []
  /// Where the bytes of each entry are.
  var sources: [ResourceSource] = []
  var missing: [PackageIdentity] = []

  mutating func supply(_ package: Package, from name: String, _ source: (Int, Package.Entry) -> ResourceSource) {
    for (index, entry) in package.entries.enumerated() {
      entries.append(
        SuppliedResources.Entry(
          resourceType: entry.resourceType, id: entry.id, url: entry.url, version: entry.version, source: name,
          file: String(sources.count)))
      sources.append(source(index, entry))
    }
  }
}

extension DefinitionLoader {
  private func gather(_ request: DefinitionRequest) throws(DefinitionError) -> GatheredDefinitions {
    var loose = LooseFiles(schema: baseSchema)
    for path in request.files { try loose.add(path: path) }
    for resource in request.resources { loose.add(resource.bytes, name: resource.name) }
    var resolver = PackageResolver(cache: PackageCache(folders: options.packageFolders)) {
      [self] (path: String) throws(DefinitionError) in try package(path)
    }
    try resolver.resolve(request.packages)
    var gathered = GatheredDefinitions(packages: [try core()], diagnostics: resolver.diagnostics)
    gathered.missing = resolver.missing
    gathered.diagnostics.append(contentsOf: loose.diagnostics)
    gathered.packages.append(loose.package)
    let looseSources = loose.sources
    gathered.supply(loose.package, from: "") { index, _ in looseSources[index] }
    // What is named last and builds on others comes first: its resources are the ones that are meant.
    for found in resolver.resolved.reversed() {
      guard let path = found.path else { continue }
      gathered.supply(found.package, from: found.package.identity.description) { _, entry in
        .package(path: path, file: entry.file)
      }
    }
    gathered.packages += resolver.resolved.map(\.package)
    return gathered
  }

  private func core() throws(DefinitionError) -> Package {
    if let known = memory.withLock({ $0.core }) { return known }
    let package = try BaseDefinitions.corePackage()
    memory.withLock { $0.core = package }
    return package
  }

  private func package(_ path: String) throws(DefinitionError) -> (package: Package, diagnostics: DiagnosticList) {
    if let known = memory.withLock({ $0.packages[path] }) { return known }
    var reader = PackageReader()
    let package = try reader.read(path)
    let result = (package: package, diagnostics: reader.diagnostics)
    memory.withLock { $0.packages[path] = result }
    return result
  }
}
