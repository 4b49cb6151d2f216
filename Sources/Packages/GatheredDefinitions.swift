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
