import ArgumentParser
import Batch
import Definitions
import Diagnostics
import Packages
import Plumbline
import Schema
import SchemaCompiler

struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Lists, shows and checks profiles.",
    subcommands: [ProfileListCommand.self, ProfileShowCommand.self, ProfileCheckCommand.self])
}

struct ProfileListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the types and profiles that records can be checked against.")

  @Argument(help: "Only those whose name or URL holds this.")
  var text: String?

  @OptionGroup var definitions: DefinitionOptions

  func run() throws {
    let schema = try definitions.load().schema
    let wanted = text?.lowercased() ?? ""
    for entry in schema.entries().sorted(by: { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }) {
      guard wanted.isEmpty || entry.name.lowercased().contains(wanted) || entry.url.lowercased().contains(wanted) else {
        continue
      }
      let kind = entry.isProfile ? "profile" : "\(entry.kind)"
      Console.output("\(pad(kind, 10)) \(pad(entry.name, 30)) \(entry.url)|\(entry.version)\n")
    }
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}

struct ProfileShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows the elements of a type or profile: how often, of which types, bound to what.")

  @Argument(help: "A type by name (`Patient`, `Patient.contact`), or a profile by URL or name.")
  var name: String

  @OptionGroup var definitions: DefinitionOptions

  func run() throws {
    let schema = try definitions.load().schema
    guard let type = schema.type(named: name) ?? schema.type(url: name) ?? schema.profile(named: name) else {
      throw ValidationError("there is no type or profile `\(name)`; `plumbline profile list` lists all")
    }
    Console.output(schema.rendering(of: type))
  }
}

struct ProfileCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks profiles in YAML: single files, or folders with a `package.yaml`.")

  @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
  var paths: [String]

  @OptionGroup var definitions: DefinitionOptions

  func run() throws {
    var checker = ProfileChecker(try known())
    var diagnostics: [Diagnostic] = []
    for path in paths {
      do {
        diagnostics += try checker.check(path: path)
      } catch {
        DefinitionReport.write([error.diagnostic])
        throw ExitCode(CommandLineRun.usage)
      }
    }
    DefinitionReport.write(diagnostics)
    Console.output("\(paths.count == 1 ? paths[0] : "\(paths.count) paths"): \(diagnostics.count) findings\n")
    if diagnostics.contains(where: { $0.severity >= .error }) { throw ExitCode(CommandLineRun.findings) }
  }

  /// What profiles may build on.
  private func known() throws -> DefinitionSet {
    do {
      return try definitions.loader.definitions(try definitions.request())
    } catch let error as DefinitionError {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
  }
}
