import Definitions
import Diagnostics
import FHIRModel

/// Everything a request leads to.
struct GatheredDefinitions {
  /// The core first, then loose files as a package without a name, then packages, those that others build on first. What is part of the
  /// program, as the core is, stands here without its definitions.
  var packages: [Package]
  var embedded: [EmbeddedPackage] = []
  var diagnostics: DiagnosticList
  var entries: [ResourceLibrary.Entry] = []
  /// Where the bytes of each entry are.
  var sources: [ResourceSource] = []
  var lookUps: [PackageLookUp] = []
  /// The packages that are files or folders.
  var packagePaths: [String] = []

  /// What is wrong with definitions, as it matters to a run: errors in a package are warnings, because few records ask for more than a
  /// few of its definitions, and whoever asks for a broken one gets an error then.
  func weighed(_ found: DiagnosticList) -> DiagnosticList {
    var named: Set<String> = []
    for package in packages where package.name.isEmpty {
      named.formUnion(package.structureDefinitions.map(\.url))
      named.formUnion(package.valueSets.map(\.url))
      named.formUnion(package.codeSystems.map(\.url))
    }
    var result = DiagnosticList()
    for var diagnostic in found.diagnostics {
      if diagnostic.severity == .error, !named.contains(diagnostic.location?.file ?? "") { diagnostic.severity = .warning }
      result.append(diagnostic)
    }
    return result
  }

  mutating func supply(_ package: Package, from name: String, _ source: (Int, Package.Entry) -> ResourceSource) {
    for (index, entry) in package.entries.enumerated() {
      entries.append(
        ResourceLibrary.Entry(
          resourceType: entry.resourceType, id: entry.id, url: entry.url, version: entry.version, source: name,
          file: String(sources.count)))
      sources.append(source(index, entry))
    }
  }
}
