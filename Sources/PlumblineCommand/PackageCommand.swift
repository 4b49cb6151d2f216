import ArgumentParser
import Definitions
import Diagnostics
import Packages
import Reporting

struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Works with FHIR packages. Nothing is fetched from the network.",
    subcommands: [
      PackageAddCommand.self, PackageListCommand.self, PackageLockCommand.self, PackageImportCommand.self,
    ])
}

struct PackageAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Installs packages from files or folders in the package cache.")

  @Argument(help: "Packages: .tgz files, or unpacked folders.")
  var packages: [String]

  @OptionGroup var folders: PackageFolderOptions

  func run() throws {
    guard let folder = folders.folders.first else {
      throw ValidationError("there is no folder for packages: give --package-cache, or set FHIR_PACKAGE_CACHE or HOME")
    }
    do {
      for package in packages {
        let installed = try PackageInstaller.install(package, in: folder)
        Console.output("\(installed.identity): \(installed.fileCount) files in \(installed.folder)\n")
      }
    } catch {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
  }
}

struct PackageListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the packages that are part of the program and those in the package cache.")

  @OptionGroup var folders: PackageFolderOptions

  func run() throws {
    Console.output("hl7.fhir.r4.core#4.0.1  built in\n")
    for package in EmbeddedPackage.all { Console.output("\(package.identity)  built in: --profile \(package.name)\n") }
    for entry in PackageCache(folders: folders.folders).entries() { Console.output("\(entry.identity)  \(entry.folder)\n") }
  }
}

struct PackageLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Writes a lock file: packages with all they depend on, their versions and the SHA-256 of their contents.")

  @Argument(help: "Packages: .tgz files, unpacked folders, or names in the package cache.")
  var packages: [String]

  @OptionGroup var folders: PackageFolderOptions

  @Option(help: ArgumentHelp("The lock file.", valueName: "file"))
  var lockFile = "plumbline.lock"

  func run() throws {
    do {
      let loader = DefinitionLoader(.init(packageFolders: folders.folders))
      let lock = try loader.lock(DefinitionRequest(packages: packages))
      do { try FileSystem.write(Array(lock.text.utf8), to: lockFile) } catch { throw DefinitionError(unreadable: error) }
      Console.output("\(lockFile): \(lock.packages.count) packages\n")
    } catch let error as DefinitionError {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
  }
}

struct PackageImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Turns a FHIR package into a folder of YAML profiles: its facts, none of its prose.")

  @Argument(help: "A package: a `.tgz` in the FHIR npm form, or an unpacked folder.")
  var package: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Strengths of bindings whose value sets and code systems come along, such as `required,extensible`. (default: all)",
      valueName: "list"))
  var bindings: String?

  @Flag(name: .shortAndLong, help: "Do not list what was left out.")
  var quiet = false

  func run() throws {
    let summary: PackageImport.Summary
    do {
      summary = try PackageImport.run(package, to: output, strengths: try strengths())
    } catch let error as DefinitionError {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
    DefinitionReport.write(summary.diagnostics.diagnostics)
    if !quiet {
      for line in OmissionList.lines(summary.omissions) { Console.error("left out: \(line)\n") }
    }
    Console.output("\(output): \(summary.fileCount) files, \(summary.byteCount) bytes\n")
    if summary.diagnostics.hasErrors { throw ExitCode(CommandLineRun.findings) }
  }

  private func strengths() throws -> Set<Binding.Strength>? {
    guard let bindings else { return nil }
    var result: Set<Binding.Strength> = []
    for word in bindings.split(separator: ",") {
      guard let strength = Binding.Strength(rawValue: String(word)) else {
        let known = Binding.Strength.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--bindings: `\(word)` is none of \(known)")
      }
      result.insert(strength)
    }
    return result
  }
}

/// What an import left out, a line a kind.
enum OmissionList {
  /// Omissions that differ in the definition only are told together, with their number.
  static func lines(_ omissions: [PackageImporter.Omission]) -> [String] {
    var kinds: [(text: String, count: Int)] = []
    for omission in omissions {
      let what = omission.what.split(separator: " in ", maxSplits: 1).first.map(String.init) ?? omission.what
      let text = "\(what): \(omission.reason)"
      if let index = kinds.firstIndex(where: { $0.text == text }) {
        kinds[index].count += 1
      } else {
        kinds.append((text, 1))
      }
    }
    return kinds.map { $0.count == 1 ? $0.text : "\($0.text) (in \($0.count) definitions)" }
  }
}

/// Diagnostics about definitions, profiles and maps, which are no personal data.
enum DefinitionReport {
  /// Writes them to standard error as text.
  static func write(_ diagnostics: [Diagnostic]) {
    let style = TextStyle(isColoured: Console.isTerminal(2) && (Console.environment("NO_COLOR") ?? "").isEmpty)
    let formatter = DiagnosticFormatter(format: .text, style: style)
    for diagnostic in diagnostics { Console.error(String(decoding: formatter.bytes(diagnostic), as: UTF8.self)) }
  }
}
