import Batch
import ConformanceRunner
import Definitions
import FHIRModel
import Packages
import Plumbline
import Schema
import SourceTree
import Synchronization
import Terminology
import Validation

/// Makes the engines for the checks of a suite, and keeps the definitions that several checks share.
final class SuiteEngines: Sendable {
  private let loader: DefinitionLoader
  private let terminology: (any TerminologyAnswers)?
  /// The last definitions made: checks that share them stand next to each other in suites.
  private let recent = Mutex<[(request: DefinitionRequest, loaded: LoadedDefinitions)]>([])
  private static let kept = 4

  /// - Parameter packageFolder: where packages are that others depend on.
  init(packageFolder: String?, terminology: (any TerminologyAnswers)? = nil) throws {
    loader = DefinitionLoader()
    self.terminology = terminology
  }

  func engines(for setup: CheckSetup) throws -> BatchEngines {
    var request = DefinitionRequest(packages: setup.packages + setup.dependencies, files: setup.supporting)
    for case .file(let path) in setup.profiles where !request.files.contains(path) { request.files.append(path) }
    let loaded = try load(request)
    let supplied = SuiteResources(loaded: loaded, folder: setup.referenceFolder)
    return BatchEngines(schema: loaded.schema, options: try options(setup, loaded).with(loaded), supplied: supplied)
  }

  private func load(_ request: DefinitionRequest) throws -> LoadedDefinitions {
    if let known = recent.withLock({ $0.first { $0.request == request } }) { return known.loaded }
    let loaded = try loader.load(request)
    recent.withLock { recent in
      recent.insert((request, loaded), at: 0)
      if recent.count > SuiteEngines.kept { recent.removeLast() }
    }
    return loaded
  }

  /// What the harness of the suite has switched on.
  private func options(_ setup: CheckSetup, _ loaded: LoadedDefinitions) throws -> ValidationOptions {
    var options = ValidationOptions()
    options.profiles = try setup.profiles.map { try canonical($0, loaded.schema) }
    if setup.isOfLogicalModel, options.profiles.isEmpty {
      let models = loaded.schema.tables.types.filter { $0.kind == .logical && !$0.isProfile }.map { loaded.schema.string($0.url) }
      // Patterns of the core are logical models, too.
      options.profiles = models.filter { !$0.hasPrefix("http://hl7.org/fhir/StructureDefinition/") }
    }
    options.checksSecurity = setup.isOn("security-checks")
    // The harness of the validator suite, which looks references up in its folder, knows all extensions that are meant to be there.
    if setup.referenceFolder != nil { options.extensionDomains = [] }
    // Its harness has wrong displays as errors; elsewhere they are warnings, as they are for users.
    if setup.referenceFolder != nil { options.wrongDisplay = setup.options["wrong-displays"] == "warning" ? .warning : .error }
    options.terminology = terminology
    options.trustsReferenceTypes = setup.isOn("assumeValidRestReferences")
    options.checksPublication = setup.isOn("for-publication")
    options.refusesExperimental = setup.isOn("no-experimental-content")
    options.ignoresContained = setup.options["validateContains"] == "IGNORE"
    options.entryProfiles = entryProfiles(setup)
    options.allowsHTMLInMarkdown = !setup.isOn("noHtmlInMarkdown")
    switch setup.options["validateReference"] {
    case "CHECK_EXISTS", "CHECK_EXISTS_AND_TYPE", "CHECK_TYPE_IF_EXISTS": options.references = .existence
    case "CHECK_VALID": options.references = .conformance
    default: break
    }
    if let languages = setup.options["language"] {
      options.languages = languages.split { $0 == "," || $0 == " " }.map(String.init)
    }
    return options
  }

  /// A profile for one entry of a Bundle: `Patient:0` is the first Patient.
  private func entryProfiles(_ setup: CheckSetup) -> [ValidationOptions.EntryProfile] {
    guard let rule = setup.options["bundle-param.rule"], let profile = setup.options["bundle-param.profile"] else { return [] }
    let parts = rule.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[1]) else { return [] }
    return [.init(type: parts[0].isEmpty || parts[0] == "*" ? nil : String(parts[0]), number: number, profile: profile)]
  }

  /// The canonical of a profile that is given as a file.
  private func canonical(_ profile: CheckSetup.Profile, _ schema: Schema) throws -> String {
    switch profile {
    case .canonical(let canonical): return canonical
    case .file(let path):
      guard let document = ResourceBytes.document(try FileSystem.read(path), schema: schema), let root = document.roots.first,
        let url = document.child("url", of: root)
      else { throw FileSystem.Failure(path: path, reason: "is no profile") }
      return document.text(of: url)
    }
  }
}

/// What references lead to: resources of packages and of supporting files, and files of a folder that are named after a reference.
struct SuiteResources: SuppliedResources {
  let loaded: LoadedDefinitions
  let folder: String?

  func resource(for reference: String, into document: inout SourceDocument) -> NodeID? {
    if let found = SuppliedLibrary(loaded.supplied).resource(for: reference, into: &document) { return found }
    guard let bytes = bytes(for: reference), let found = ResourceBytes.document(bytes, schema: loaded.schema),
      let root = found.roots.first
    else { return nil }
    return document.append(copyOf: root, in: found)
  }

  /// A reference is looked up by its name in lower case, slashes as hyphens, with and without its first segment.
  private func bytes(for reference: String) -> [UInt8]? {
    if reference == "Patient/test" { return Array(#"{"resourceType":"Patient","id":"test"}"#.utf8) }
    guard let folder, !reference.contains(":"), !reference.contains("..") else { return nil }
    let parts = reference.lowercased().split(separator: "/")
    for name in [parts.joined(separator: "-"), parts.dropFirst().joined(separator: "-")] where !name.isEmpty {
      for ending in [".json", ".xml"] {
        if let bytes = try? FileSystem.read(folder + "/" + name + ending) { return bytes }
      }
    }
    return nil
  }
}
