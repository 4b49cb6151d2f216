import Definitions
import Diagnostics

/// All definitions that a schema is compiled from, by canonical URL.
public struct DefinitionSet: Sendable {
  public private(set) var structures: [String: StructureDefinition] = [:]
  public private(set) var valueSets: [String: ValueSet] = [:]
  public private(set) var codeSystems: [String: CodeSystem] = [:]
  /// The definitions of types that are not profiles, by type name.
  private var urlsByType: [String: String] = [:]
  public private(set) var diagnostics = DiagnosticList()

  public init() {}

  public init(_ packages: [Package]) {
    self.init()
    for package in packages { add(package) }
  }

  /// Adds a package. Of two definitions with the same URL the first is kept and the second reported.
  public mutating func add(_ package: Package) {
    let source = package.name + "#" + package.version
    for definition in package.structureDefinitions {
      guard structures[definition.url] == nil else {
        reportDuplicate(definition.url, source)
        continue
      }
      structures[definition.url] = definition
      if !definition.isProfile { urlsByType[definition.type] = definition.url }
    }
    for valueSet in package.valueSets {
      if valueSets[valueSet.url] == nil { valueSets[valueSet.url] = valueSet } else { reportDuplicate(valueSet.url, source) }
    }
    for system in package.codeSystems where system.supplements == nil {
      if codeSystems[system.url] == nil { codeSystems[system.url] = system } else { reportDuplicate(system.url, source) }
    }
  }

  /// The definition of a type by name: `Patient`.
  public func type(named name: String) -> StructureDefinition? { urlsByType[name].flatMap { structures[$0] } }

  private mutating func reportDuplicate(_ url: String, _ source: String) {
    diagnostics.report(DefinitionsRules.duplicateDefinition, at: DiagnosticPlace(file: source), RuleWords(name: url))
  }
}
