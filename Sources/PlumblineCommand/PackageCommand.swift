import ArgumentParser
import Definitions
import Diagnostics
import Reporting

struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Works with FHIR packages.", subcommands: [PackageImportCommand.self])
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
      for omission in summary.omissions { Console.error("left out: \(omission.what): \(omission.reason)\n") }
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

/// Diagnostics about definitions, profiles and maps, which are no personal data.
enum DefinitionReport {
  /// Writes them to standard error as text.
  static func write(_ diagnostics: [Diagnostic]) {
    let style = TextStyle(isColoured: Console.isTerminal(2) && (Console.environment("NO_COLOR") ?? "").isEmpty)
    let formatter = DiagnosticFormatter(format: .text, style: style)
    for diagnostic in diagnostics { Console.error(String(decoding: formatter.bytes(diagnostic), as: UTF8.self)) }
  }
}
