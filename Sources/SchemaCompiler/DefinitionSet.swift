import Definitions
import Diagnostics

/// All definitions that a schema is compiled from, by canonical URL.
///
/// Several versions of a definition may stand side by side. The one that an unversioned reference means is known by its URL alone; the
/// others are known by URL and version, and their own `url` is `url|version`. A reference that means one of those has its version, either
/// because its author gave it or because ``init(_:)`` put it there: a package's references mean its own definitions first, then those of
/// the packages it depends on.
public struct DefinitionSet: Sendable {
  public private(set) var structures: [String: StructureDefinition] = [:]
  public private(set) var valueSets: [String: ValueSet] = [:]
  public private(set) var codeSystems: [String: CodeSystem] = [:]
  /// Supplements, which add to a code system of another URL.
  public private(set) var supplements: [String: CodeSystem] = [:]
  /// The definitions of types that are not profiles, by type name.
  private var urlsByType: [String: String] = [:]
  /// Which package brought each definition, by key.
  private var sources: [String: String] = [:]
  public private(set) var diagnostics = DiagnosticList()

  /// What is compiled already.
  public let base: CompiledBase?

  public init() { base = nil }

  /// - Parameters:
  ///   - packages: those that others build on first; of equal definitions the first is kept.
  ///   - base: what is compiled already; it comes before all packages.
  public init(_ packages: [Package], on base: CompiledBase? = nil) {
    self.base = base
    for package in VersionPinning.pinned(packages) { add(package) }
  }

  /// Adds a package. Of two definitions with the same URL and version the first is kept and the second reported.
  public mutating func add(_ package: Package) {
    let source = package.name + "#" + package.version
    for definition in package.structureDefinitions where isNew(definition.url, definition.version, .structure, source) {
      structures[definition.url] = definition
      if !definition.isProfile, urlsByType[definition.type] == nil { urlsByType[definition.type] = definition.url }
    }
    for valueSet in package.valueSets where isNew(valueSet.url, valueSet.version, .valueSet, source) {
      valueSets[valueSet.url] = valueSet
    }
    for system in package.codeSystems {
      if system.supplements != nil {
        supplements[system.url] = system
      } else if isNew(system.url, system.version, .codeSystem, source) {
        codeSystems[system.url] = system
      }
    }
  }

  /// Systems and supplements.
  var allCodeSystems: [CodeSystem] { Array(codeSystems.values) + Array(supplements.values) }

  /// The definition of a type by name: `Patient`.
  public func type(named name: String) -> StructureDefinition? {
    base?.type(named: name) ?? urlsByType[name].flatMap { structures[$0] }
  }

  public func structure(_ canonical: Canonical) -> StructureDefinition? {
    structures[canonical.description] ?? structures[canonical.url] ?? base?.structure(canonical.url)
  }

  public func valueSet(_ canonical: Canonical) -> ValueSet? { valueSets[canonical.description] ?? valueSet(key: canonical.url) }

  /// The value set known by a key that ``valueSetKey(_:)`` gives.
  func valueSet(key: String) -> ValueSet? { valueSets[key] ?? base?.valueSet(key) }

  public func codeSystem(_ canonical: Canonical) -> CodeSystem? {
    codeSystems[canonical.description] ?? codeSystems[canonical.url] ?? base?.codeSystem(canonical.url)
  }

  /// By what a canonical's value set is known here: `url`, or `url|version` for one that is not the default.
  public func valueSetKey(_ canonical: Canonical) -> String {
    canonical.version != nil && valueSets[canonical.description] != nil ? canonical.description : canonical.url
  }

  private mutating func isNew(_ url: String, _ version: String?, _ kind: ProfileLibrary.Kind, _ source: String) -> Bool {
    let known =
      switch kind {
      case .structure: structures[url] != nil
      case .valueSet: valueSets[url] != nil
      case .codeSystem: codeSystems[url] != nil
      }
    let key = "\(kind) " + url
    let compiled = base?.source(of: kind, url)
    guard known || compiled != nil else {
      sources[key] = source
      return true
    }
    let first = compiled ?? sources[key] ?? ""
    if first == source {
      diagnostics.report(DefinitionsRules.duplicateDefinition, at: DiagnosticPlace(file: source), RuleWords(name: url))
    } else {
      diagnostics.report(
        DefinitionsRules.unusedDefinition, at: DiagnosticPlace(file: source),
        RuleWords(name: version.map { url + "|" + $0 } ?? url, expected: first, actual: source))
    }
    return false
  }
}
