import Definitions
import Diagnostics

/// A search of the package cache and what it found.
struct PackageLookUp: Sendable, Hashable {
  var wanted: PackageIdentity
  /// Whether a version that differs in its last number only was taken too.
  var allowsOther: Bool
  var folder: String?

  /// Searches again.
  static func run(_ wanted: PackageIdentity, allowsOther: Bool, in cache: PackageCache) -> PackageLookUp {
    var found = cache.find(wanted)
    if found == nil, allowsOther, let version = wanted.version {
      found = cache.versions(of: wanted.name).first { PackageVersion($0.identity.version ?? "").canStandIn(for: version) }
    }
    return PackageLookUp(wanted: wanted, allowsOther: allowsOther, folder: found?.folder)
  }
}

/// Finds the packages that a request names and those that they depend on.
struct PackageResolver {
  /// A package and where its files are.
  struct Resolved: Sendable {
    var package: Package
    /// nil for a package that is part of the program.
    var path: String?
    /// What is part of the program; its definitions stand in no ``package``.
    var embedded: EmbeddedPackage?
  }

  let cache: PackageCache
  let read: (String) throws(DefinitionError) -> (package: Package, diagnostics: DiagnosticList)
  private(set) var diagnostics = DiagnosticList()
  /// What was found, those that others build on first.
  private(set) var resolved: [Resolved] = []
  /// Every search of the cache.
  private(set) var lookUps: [PackageLookUp] = []
  private var named: [Resolved] = []
  private var underway: [PackageIdentity] = []

  init(cache: PackageCache, read: @escaping (String) throws(DefinitionError) -> (package: Package, diagnostics: DiagnosticList)) {
    self.cache = cache
    self.read = read
  }

  /// Resolves packages by path, or by name and version.
  mutating func resolve(_ references: [String]) throws(DefinitionError) {
    // All that are named are read first: they may serve as each other's dependencies.
    for reference in references { named.append(try find(reference)) }
    for package in named { try add(package) }
  }

  private mutating func find(_ reference: String) throws(DefinitionError) -> Resolved {
    if FileSystem.isFile(reference) || FileSystem.isFolder(reference) { return try open(reference) }
    if let wanted = EmbeddedPackage.named(reference)?.identity ?? PackageIdentity(reference) {
      if wanted.name == BaseDefinitions.core.name, wanted.version.map({ PackageVersion("4.0.1").satisfies($0) }) ?? true {
        return Resolved(package: Package(name: BaseDefinitions.core.name, version: "4.0.1"), path: nil)
      }
      if let embedded = EmbeddedPackage.fitting(wanted) { return resolved(embedded) }
      if let folder = search(wanted, allowsOther: false) { return try open(folder) }
    }
    throw DefinitionError(
      Diagnostic(
        DefinitionsRules.packageNotFound, at: DiagnosticPlace(file: reference),
        RuleWords(name: reference, expected: hint(reference), notes: notes)))
  }

  private func resolved(_ embedded: EmbeddedPackage) -> Resolved {
    var package = Package(name: embedded.identity.name, version: embedded.identity.version ?? "")
    package.dependencies = [.init(name: BaseDefinitions.core.name, version: BaseDefinitions.core.version ?? "")]
    return Resolved(package: package, path: nil, embedded: embedded)
  }

  private mutating func search(_ wanted: PackageIdentity, allowsOther: Bool) -> String? {
    let lookUp = PackageLookUp.run(wanted, allowsOther: allowsOther, in: cache)
    lookUps.append(lookUp)
    return lookUp.folder
  }

  private func hint(_ reference: String) -> String {
    guard let wanted = PackageIdentity(reference), wanted.version != nil else { return "" }
    let versions = cache.versions(of: wanted.name).compactMap { $0.identity.version }
    return versions.isEmpty ? "" : "; the cache has it as " + versions.map { "`\($0)`" }.joined(separator: ", ")
  }

  private var notes: [String] { ["the package cache was looked for in " + cache.folders.joined(separator: ", ")] }

  private mutating func open(_ path: String) throws(DefinitionError) -> Resolved {
    let (package, found) = try read(path)
    diagnostics.append(contentsOf: found)
    return Resolved(package: package, path: path)
  }

  private mutating func add(_ found: Resolved) throws(DefinitionError) {
    let identity = found.package.identity
    if found.package.name == BaseDefinitions.core.name || resolved.contains(where: { $0.package.identity == identity }) { return }
    if let start = underway.firstIndex(of: identity) {
      let circle = (underway[start...] + [identity]).map { "`\($0)`" }.joined(separator: " → ")
      diagnostics.report(
        DefinitionsRules.dependencyCycle, at: DiagnosticPlace(file: found.path ?? identity.description), RuleWords(value: circle))
      return
    }
    underway.append(identity)
    checkFHIRVersion(found)
    for dependency in found.package.dependencies { try add(dependency, of: found) }
    underway.removeLast()
    resolved.append(found)
  }

  private mutating func add(_ dependency: Package.Dependency, of dependent: Resolved) throws(DefinitionError) {
    if dependency.name == BaseDefinitions.core.name { return }
    let wanted = PackageIdentity(name: dependency.name, version: dependency.version)
    if let found = try find(wanted, of: dependent) { return try add(found) }
    diagnostics.report(
      DefinitionsRules.missingDependency, at: DiagnosticPlace(file: dependent.path ?? dependent.package.identity.description),
      RuleWords(name: dependent.package.identity.description, value: wanted.description, notes: notes))
  }

  private mutating func find(_ wanted: PackageIdentity, of dependent: Resolved) throws(DefinitionError) -> Resolved? {
    let version = wanted.version ?? "latest"
    let candidates = named.filter { $0.package.name == wanted.name }
    if let exact = candidates.first(where: { PackageVersion($0.package.version).satisfies(version) }) { return exact }
    if let embedded = EmbeddedPackage.fitting(wanted) { return resolved(embedded) }
    if let folder = search(wanted, allowsOther: false) { return try open(folder) }
    // The version asked for is nowhere: one that differs in its last number only may stand in.
    var chosen = candidates.first { PackageVersion($0.package.version).canStandIn(for: version) }
    if chosen == nil, let folder = search(wanted, allowsOther: true) { chosen = try open(folder) }
    guard let chosen else { return nil }
    diagnostics.report(
      DefinitionsRules.otherVersion, at: DiagnosticPlace(file: dependent.path ?? dependent.package.identity.description),
      RuleWords(
        name: dependent.package.identity.description, value: wanted.description, actual: chosen.package.identity.description))
    return chosen
  }

  private mutating func checkFHIRVersion(_ found: Resolved) {
    let versions = found.package.fhirVersions
    guard !versions.isEmpty, !versions.contains(where: { $0.hasPrefix("4.0") }) else { return }
    diagnostics.report(
      DefinitionsRules.otherFHIRVersion, at: DiagnosticPlace(file: found.path ?? found.package.identity.description),
      RuleWords(name: found.package.identity.description, actual: versions.joined(separator: ", ")))
  }
}
