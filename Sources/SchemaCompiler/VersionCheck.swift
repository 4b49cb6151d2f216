import Definitions
import Diagnostics

/// Finds references of definitions to versions of profiles and bases that are not at hand while another version is, which then stands in.
struct VersionCheck {
  let definitions: DefinitionSet
  private(set) var diagnostics = DiagnosticList()

  init(_ definitions: DefinitionSet) { self.definitions = definitions }

  mutating func check(_ definition: StructureDefinition) {
    var seen: Set<Canonical> = []
    var references = definition.baseDefinition.map { [$0] } ?? []
    for element in definition.differential { references += element.types.flatMap(\.profiles) }
    for reference in references where seen.insert(reference).inserted { check(reference, of: definition) }
  }

  private mutating func check(_ reference: Canonical, of definition: StructureDefinition) {
    guard let wanted = reference.version, let found = definitions.structure(reference), let version = found.version,
      !PackageVersion(version).satisfies(wanted), !version.hasPrefix(wanted + ".")
    else { return }
    diagnostics.report(
      DefinitionsRules.pinnedVersionMissing, at: DiagnosticPlace(file: definition.url),
      RuleWords(name: definition.url, value: reference.description, actual: version))
  }
}
