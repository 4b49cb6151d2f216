import ArgumentParser
import Definitions
import Diagnostics
import Packages
import Plumbline

/// Where packages are looked for, and where compiled definitions are kept.
struct PackageFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder with packages, as the standard package cache has them. (default: FHIR_PACKAGE_CACHE, or ~/.fhir/packages)",
      valueName: "dir"))
  var packageCache: String?

  /// The folders of packages, in the order they are looked through.
  var folders: [String] {
    if let packageCache { return [packageCache] }
    if let folder = Console.environment("FHIR_PACKAGE_CACHE"), !folder.isEmpty { return [folder] }
    return Console.environment("HOME").map { [$0 + "/.fhir/packages"] } ?? []
  }

  /// The folder of compiled definitions.
  static var imageFolder: String? {
    if let folder = Console.environment("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/plumbline" }
    return Console.environment("HOME").map { $0 + "/.cache/plumbline" }
  }
}

/// Which definitions records are checked against, beside those of FHIR R4.
struct DefinitionOptions: ParsableArguments {
  @Option(
    name: .customLong("package"),
    help: ArgumentHelp(
      "A FHIR package: a .tgz, an unpacked folder, or a name in the package cache (hl7.fhir.us.core#6.1.0); may be repeated.",
      valueName: "package"))
  var packages: [String] = []

  @Option(
    name: .customLong("definitions"),
    help: ArgumentHelp(
      """
      A file with a StructureDefinition, ValueSet, CodeSystem or other resource, in JSON, XML or the profile language, or a folder of \
      these; may be repeated.
      """, valueName: "path"))
  var definitions: [String] = []

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      """
      The canonical URL of a profile that all records must conform to, or `uk-core` or `uk-core-staging` for the profile of UK Core for \
      each resource's type; may be repeated.
      """, valueName: "profile"))
  var profiles: [String] = []

  @OptionGroup var folders: PackageFolderOptions

  @Flag(name: .customLong("no-cache"), help: "Compile packages each time; neither read nor write compiled definitions.")
  var skipsCache = false

  @Flag(help: "Use exactly the packages of the lock file, and refuse others.")
  var locked = false

  @Option(help: ArgumentHelp("The lock file. (default: plumbline.lock)", valueName: "file"))
  var lockFile = "plumbline.lock"

  @Flag(help: "Go on although definitions are broken; the exit code does not tell then.")
  var allowBrokenDefinitions = false

  var isEmpty: Bool { packages.isEmpty && definitions.isEmpty && profiles.isEmpty && !locked }

  /// What is asked for. A lock file's packages are used where none are named.
  func request() throws -> DefinitionRequest {
    var names = packages + ProfileChoice.packages(for: profiles, beside: packages)
    if locked {
      let lock = try LockFile.read(lockFile)
      if names.isEmpty { names = lock.packages.map(\.identity.description) }
    }
    return DefinitionRequest(packages: names, files: definitions)
  }

  var loader: DefinitionLoader {
    DefinitionLoader(.init(packageFolders: folders.folders, imageFolder: skipsCache ? nil : PackageFolderOptions.imageFolder))
  }

  /// Loads the definitions, and tells on standard error what is wrong with them.
  func load() throws -> LoadedDefinitions {
    do {
      let request = try request()
      let loaded = try loader.load(request)
      if locked { try LockFile.read(lockFile).check(try loader.lock(request), name: lockFile) }
      let told = loaded.diagnostics.diagnostics.filter { $0.severity >= .warning }
      if !told.isEmpty { DefinitionReport.write(told) }
      return loaded
    } catch let error as DefinitionError {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
  }
}
