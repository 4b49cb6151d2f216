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

  struct Memory {
    var base: Schema?
    /// All definitions of FHIR R4, for what cannot be compiled on top of it.
    var core: Package?
    /// What others are compiled on top of: FHIR R4 alone, or with a package that is part of the program.
    var bases: [EmbeddedDefinitions.Overlay?: CompiledBase] = [:]
    var packages: [String: (package: Package, diagnostics: DiagnosticList)] = [:]
  }

  let options: Options
  let memory = Mutex(Memory())

  public init(_ options: Options = Options()) { self.options = options }

  /// FHIR R4 alone.
  public func base() throws(DefinitionError) -> Schema {
    if let known = memory.withLock({ $0.base }) { return known }
    do {
      let schema = try EmbeddedDefinitions.schema()
      return memory.withLock { memory in
        if let known = memory.base { return known }
        memory.base = schema
        return schema
      }
    } catch {
      throw BaseDefinitions.damaged("fhir-r4")
    }
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
        schema: try base(), supplied: ResourceLibrary(schema: try base()), diagnostics: DiagnosticList(),
        packages: [BaseDefinitions.core])
    }
    if let package = request.soleEmbedded { return try load(package) }
    guard let imageFolder = options.imageFolder, request.resources.isEmpty else { return try compile(try gather(request)).loaded }
    let cache = ImageCache(folder: imageFolder)
    let key = try key(of: request)
    if let kept = cache.find(key), try holds(kept.details) { return loaded(kept.schema, kept.details) }
    let gathered = try gather(request)
    let compiled = try compile(gathered)
    var details = CachedDefinitions()
    for path in gathered.packagePaths { details.witnesses.append(try witness(path)) }
    details.lookUps = gathered.lookUps
    details.packages = compiled.loaded.packages
    details.globalProfiles = compiled.loaded.globalProfiles
    details.entries = gathered.entries
    details.sources = gathered.sources
    details.diagnostics = compiled.loaded.diagnostics.diagnostics
    cache.keep(compiled.tables, details, under: key)
    return compiled.loaded
  }

  /// The definitions of FHIR R4 and what is asked for, as they were published: for those who compile, list or print them.
  public func definitions(_ request: DefinitionRequest) throws(DefinitionError) -> DefinitionSet {
    DefinitionSet(try whole(try gather(request)))
  }

  private func compile(_ gathered: GatheredDefinitions) throws(DefinitionError) -> (
    loaded: LoadedDefinitions, tables: Schema.Tables
  ) {
    var compiler = SchemaCompiler(try definitions(gathered), scope: .typesAndProfiles)
    let schema = Schema(compiler.compile())
    var diagnostics = gathered.diagnostics
    diagnostics.append(contentsOf: gathered.weighed(compiler.diagnostics))
    let supplied = SuppliedSources(gathered.sources).resources(gathered.entries, schema: schema)
    let packages = gathered.packages.filter { !$0.name.isEmpty }.map(\.identity)
    var loaded = LoadedDefinitions(schema: schema, supplied: supplied, diagnostics: diagnostics, packages: packages)
    loaded.globalProfiles = gathered.packages.flatMap { $0.entries.flatMap(\.globalProfiles) }
    return (loaded, schema.tables)
  }
}

// Schemas that need no compiling.
extension DefinitionLoader {
  func load(_ package: EmbeddedPackage) throws(DefinitionError) -> LoadedDefinitions {
    do {
      let schema = try EmbeddedDefinitions.schema(package.overlay)
      return LoadedDefinitions(
        schema: schema, supplied: ResourceLibrary(schema: schema), diagnostics: DiagnosticList(),
        packages: [BaseDefinitions.core, package.identity])
    } catch {
      throw BaseDefinitions.damaged(package.name)
    }
  }

  private func loaded(_ schema: Schema, _ details: CachedDefinitions) -> LoadedDefinitions {
    var diagnostics = DiagnosticList()
    for diagnostic in details.diagnostics { diagnostics.append(diagnostic) }
    var loaded = LoadedDefinitions(
      schema: schema, supplied: SuppliedSources(details.sources).resources(details.entries, schema: schema),
      diagnostics: diagnostics, packages: details.packages)
    loaded.globalProfiles = details.globalProfiles
    return loaded
  }

  /// What a request is known by: its words, the contents of the files it names, and the program that compiles them.
  private func key(of request: DefinitionRequest) throws(DefinitionError) -> ContentHash {
    var key = ContentHash()
    key.add("plumbline definitions 3 " + FileStamp.program)
    for folder in options.packageFolders { key.add(folder) }
    for package in request.packages { key.add("package " + package) }
    for file in request.files {
      key.add("file " + file)
      try key.add(path: file)
    }
    return key
  }

  private func witness(_ path: String) throws(DefinitionError) -> CachedDefinitions.Witness {
    var hash = ContentHash()
    try hash.add(path: path)
    return CachedDefinitions.Witness(path: path, stamps: stamps(path), hash: hash.text)
  }

  private func stamps(_ path: String) -> String {
    var hash = ContentHash()
    hash.addStamps(path: path)
    return hash.text
  }

  /// Whether the packages behind a kept schema are what they were.
  private func holds(_ details: CachedDefinitions) throws(DefinitionError) -> Bool {
    let cache = PackageCache(folders: options.packageFolders)
    for lookUp in details.lookUps
    where PackageLookUp.run(lookUp.wanted, allowsOther: lookUp.allowsOther, in: cache) != lookUp { return false }
    for known in details.witnesses {
      guard FileSystem.isFile(known.path) || FileSystem.isFolder(known.path) else { return false }
      // Files that were touched may still be the same.
      if stamps(known.path) != known.stamps, try witness(known.path).hash != known.hash { return false }
    }
    return true
  }
}

extension DefinitionRequest {
  /// The package that is part of the program, where that is all that is asked for.
  var soleEmbedded: EmbeddedPackage? {
    guard files.isEmpty, resources.isEmpty, let first = packages.first.flatMap({ EmbeddedPackage.named($0) }),
      packages.allSatisfy({ EmbeddedPackage.named($0) == first })
    else { return nil }
    return first
  }
}
