import Definitions

/// Decides which version of a definition each reference means where several are at hand, and writes it down: definitions that are not the
/// default get `url|version` as their URL, and references that mean them get the version.
///
/// The default is the definition of a package without dependencies and without rivals (the FHIR core for its own types), then one that was
/// given as a loose file, then the latest version (also of loose files). What a package refers to without a version is its own definition where it has one, then
/// that of the packages it depends on (nearest first), then the default.
enum VersionPinning {
  static func pinned(_ packages: [Package]) -> [Package] {
    let catalog = Catalog(packages)
    guard !catalog.rivals.isEmpty else { return packages }
    return packages.map { Pinner(package: $0, catalog: catalog, near: catalog.near($0)).pinned() }
  }
}

/// The definitions that stand in more than one version, and which packages have which.
private struct Catalog {
  /// By kind and URL, the versions with the packages that bring them; only where there are several.
  private(set) var rivals: [Key: [(version: String?, package: Int)]] = [:]
  /// By kind and URL, the version that is known by its URL alone.
  private(set) var defaults: [Key: String?] = [:]
  let packages: [Package]

  struct Key: Hashable {
    enum Kind { case structure, valueSet, codeSystem }
    var kind: Kind
    var url: String
  }

  init(_ packages: [Package]) {
    self.packages = packages
    var all: [Key: [(version: String?, package: Int)]] = [:]
    var types: Set<String> = []
    for (index, package) in packages.enumerated() {
      for definition in package.structureDefinitions {
        if !definition.isProfile, index == 0 { types.insert(definition.url) }
        all[Key(kind: .structure, url: definition.url), default: []].append((definition.version, index))
      }
      for valueSet in package.valueSets {
        all[Key(kind: .valueSet, url: valueSet.url), default: []].append((valueSet.version, index))
      }
      for system in package.codeSystems where system.supplements == nil {
        all[Key(kind: .codeSystem, url: system.url), default: []].append((system.version, index))
      }
    }
    for (key, versions) in all where Set(versions.map(\.version)).count > 1 {
      rivals[key] = versions
      defaults[key] = Catalog.defaultVersion(versions, packages, isCoreType: key.kind == .structure && types.contains(key.url))
    }
  }

  private static func defaultVersion(
    _ versions: [(version: String?, package: Int)], _ packages: [Package], isCoreType: Bool
  ) -> String? {
    if isCoreType, let core = versions.first(where: { $0.package == 0 }) { return core.version }
    // Loose files have no package.
    let loose = versions.filter { packages[$0.package].name.isEmpty }
    return (loose.isEmpty ? versions : loose).map(\.version).max { PackageVersion($0 ?? "") < PackageVersion($1 ?? "") } ?? nil
  }

  /// A package and what it depends on, the nearest first, as indexes.
  func near(_ package: Package) -> [Int] {
    var order: [Int] = packages.indices.filter { packages[$0].identity == package.identity }
    var next = 0
    while next < order.count {
      for dependency in packages[order[next]].dependencies {
        let matches = packages.indices.filter { index in
          packages[index].name == dependency.name && !order.contains(index)
            && (PackageVersion(packages[index].version).satisfies(dependency.version)
              || packages.count { $0.name == dependency.name } == 1)
        }
        order += matches.sorted { PackageVersion(packages[$0].version) > PackageVersion(packages[$1].version) }.prefix(1)
      }
      next += 1
    }
    return order
  }
}

/// Rewrites one package.
private struct Pinner {
  let package: Package
  let catalog: Catalog
  let near: [Int]

  func pinned() -> Package {
    var result = package
    for index in result.structureDefinitions.indices { pin(&result.structureDefinitions[index]) }
    for index in result.valueSets.indices { pin(&result.valueSets[index]) }
    for index in result.codeSystems.indices where result.codeSystems[index].supplements == nil {
      let system = result.codeSystems[index]
      result.codeSystems[index].url = key(.codeSystem, system.url, system.version)
    }
    return result
  }

  /// `url`, or `url|version` for a definition that is not the default.
  private func key(_ kind: Catalog.Key.Kind, _ url: String, _ version: String?) -> String {
    guard let version, let chosen = catalog.defaults[.init(kind: kind, url: url)], chosen != version else { return url }
    return url + "|" + version
  }

  /// The reference with its version where it means a definition that is not the default.
  private func meant(_ canonical: Canonical, _ kind: Catalog.Key.Kind) -> Canonical {
    let key = Catalog.Key(kind: kind, url: canonical.url)
    guard canonical.version == nil, let versions = catalog.rivals[key], let chosen = catalog.defaults[key] else {
      return canonical
    }
    for index in near {
      let own = versions.filter { $0.package == index }.map(\.version)
      if own.isEmpty { continue }
      if own.contains(chosen) { return canonical }
      return Canonical(url: canonical.url, version: own.max { PackageVersion($0 ?? "") < PackageVersion($1 ?? "") } ?? nil)
    }
    return canonical
  }

  private func pin(_ definition: inout StructureDefinition) {
    let url = definition.url
    definition.url = key(.structure, url, definition.version)
    // A definition that builds on another version of itself would be a circle without the version.
    definition.baseDefinition = definition.baseDefinition.map { meant($0, .structure) }
    for index in definition.snapshot.indices { pin(&definition.snapshot[index]) }
    for index in definition.differential.indices { pin(&definition.differential[index]) }
  }

  private func pin(_ element: inout ElementDefinition) {
    for index in element.types.indices {
      element.types[index].profiles = element.types[index].profiles.map { meant($0, .structure) }
      element.types[index].targetProfiles = element.types[index].targetProfiles.map { meant($0, .structure) }
    }
    if let binding = element.binding {
      element.binding?.valueSet = binding.valueSet.map { meant($0, .valueSet) }
      element.binding?.maximumValueSet = binding.maximumValueSet.map { meant($0, .valueSet) }
    }
  }

  private func pin(_ valueSet: inout ValueSet) {
    valueSet.url = key(.valueSet, valueSet.url, valueSet.version)
    for index in valueSet.includes.indices { pin(&valueSet.includes[index]) }
    for index in valueSet.excludes.indices { pin(&valueSet.excludes[index]) }
  }

  private func pin(_ component: inout ValueSet.Component) {
    component.valueSets = component.valueSets.map { meant($0, .valueSet) }
    guard let system = component.system, component.version == nil else { return }
    component.version = meant(Canonical(url: system), .codeSystem).version
  }
}
