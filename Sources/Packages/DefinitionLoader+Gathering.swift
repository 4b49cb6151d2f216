import Definitions
import Diagnostics
import EmbeddedDefinitions
import SchemaCompiler

// Finding and reading everything that a request leads to.
extension DefinitionLoader {
  /// The packages that a request leads to and that are files or folders.
  func packagePaths(_ request: DefinitionRequest) throws(DefinitionError) -> [(PackageIdentity, String)] {
    var resolver = resolver()
    try resolver.resolve(request.packages)
    return resolver.resolved.compactMap { found in found.path.map { (found.package.identity, $0) } }
  }

  private func resolver() -> PackageResolver {
    PackageResolver(cache: PackageCache(folders: options.packageFolders)) {
      [self] (path: String) throws(DefinitionError) in try package(path)
    }
  }

  func gather(_ request: DefinitionRequest) throws(DefinitionError) -> GatheredDefinitions {
    var loose = LooseFiles(schema: try base())
    for path in request.files { try loose.add(path: path) }
    for resource in request.resources { loose.add(resource.bytes, name: resource.name) }
    var resolver = resolver()
    try resolver.resolve(request.packages)
    let core = Package(name: BaseDefinitions.core.name, version: BaseDefinitions.core.version ?? "")
    var gathered = GatheredDefinitions(packages: [core], diagnostics: DiagnosticList())
    gathered.diagnostics = gathered.weighed(resolver.diagnostics)
    gathered.lookUps = resolver.lookUps
    gathered.packagePaths = resolver.resolved.compactMap(\.path)
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
    gathered.embedded = resolver.resolved.compactMap(\.embedded)
    return gathered
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

// What is part of the program.
extension DefinitionLoader {
  /// The definitions to compile: on top of what is compiled already, or all together where that would not be the same.
  func definitions(_ gathered: GatheredDefinitions) throws(DefinitionError) -> DefinitionSet {
    if gathered.embedded.count <= 1 {
      let base = try compiledBase(gathered.embedded.first)
      if base.canCarry(gathered.packages) { return DefinitionSet(gathered.packages, on: base) }
    }
    return DefinitionSet(try whole(gathered))
  }

  /// All packages with their definitions, those of the program included.
  func whole(_ gathered: GatheredDefinitions) throws(DefinitionError) -> [Package] {
    var packages = gathered.packages
    packages[0] = try core()
    for embedded in gathered.embedded {
      guard let index = packages.firstIndex(where: { $0.identity == embedded.identity }) else { continue }
      packages[index] = try BaseDefinitions.package(embedded)
    }
    return packages
  }

  private func core() throws(DefinitionError) -> Package {
    if let known = memory.withLock({ $0.core }) { return known }
    let package = try BaseDefinitions.corePackage()
    memory.withLock { $0.core = package }
    return package
  }

  private func compiledBase(_ embedded: EmbeddedPackage?) throws(DefinitionError) -> CompiledBase {
    if let known = memory.withLock({ $0.bases[embedded?.overlay] }) { return known }
    var libraries = [try BaseDefinitions.coreLibrary()]
    var schema = try base()
    if let embedded {
      libraries.append(try BaseDefinitions.library(embedded))
      schema = try load(embedded).schema
    }
    let made = CompiledBase(schema: schema, libraries: libraries)
    memory.withLock { $0.bases[embedded?.overlay] = made }
    return made
  }
}
