import ArgumentParser
import Batch
import Definitions
import Diagnostics
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

  func run() throws {
    let schema = try Engines.load().schema
    let wanted = text?.lowercased() ?? ""
    for type in SchemaListing.types(schema) where type.kind != .backbone {
      let (name, url) = (schema.string(type.name), schema.string(type.url))
      guard wanted.isEmpty || name.lowercased().contains(wanted) || url.lowercased().contains(wanted) else { continue }
      let kind = type.isProfile ? "profile" : SchemaListing.word(type.kind)
      Console.output(
        SchemaListing.pad(kind, 10) + SchemaListing.pad(name, 30) + " " + url + "|" + schema.string(type.version) + "\n")
    }
  }
}

struct ProfileShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows the elements of a type or profile: how often, of which types, bound to what.")

  @Argument(help: "A type by name (`Patient`, `Patient.contact`) or a profile by URL.")
  var name: String

  func run() throws {
    let schema = try Engines.load().schema
    guard let type = schema.type(named: name) ?? schema.type(url: name) else {
      throw ValidationError("there is no type or profile `\(name)`; `plumbline profile list` lists all")
    }
    Console.output(SchemaListing.text(type, in: schema))
  }
}

struct ProfileCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks profiles in YAML: single files, or folders with a `package.yaml`.")

  @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
  var paths: [String]

  func run() throws {
    var diagnostics = DiagnosticList()
    for path in paths {
      do {
        diagnostics.append(contentsOf: try ProfileCheck.check(path))
      } catch {
        DefinitionReport.write([error.diagnostic])
        throw ExitCode(CommandLineRun.usage)
      }
    }
    DefinitionReport.write(diagnostics.diagnostics)
    Console.output("\(paths.count == 1 ? paths[0] : "\(paths.count) paths"): \(diagnostics.diagnostics.count) findings\n")
    if diagnostics.hasErrors { throw ExitCode(CommandLineRun.findings) }
  }
}

/// Checks profiles as far as they can be checked alone: their form, and that they compile.
enum ProfileCheck {
  static func check(_ path: String) throws(DefinitionError) -> DiagnosticList {
    guard Console.isFolder(path) else {
      do {
        return ProfileReader.read(try FileSystem.read(path), file: path).diagnostics
      } catch {
        throw DefinitionError(unreadable: error)
      }
    }
    let contents = try ProfileFolder.read(path)
    var compiler = SchemaCompiler(DefinitionSet([contents.package]))
    _ = compiler.compile()
    var diagnostics = contents.diagnostics
    diagnostics.append(contentsOf: compiler.diagnostics)
    return diagnostics
  }
}
