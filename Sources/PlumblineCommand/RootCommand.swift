import ArgumentParser
import Plumbline

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline",
    abstract: "Validates and converts health records: HL7 v2, CSV and FHIR in JSON, NDJSON and XML.",
    discussion: """
      Exit codes: 0 the records conform, 1 there are findings at or above --fail-on, 2 the usage is wrong or an input cannot be \
      read, 3 an internal fault.
      """,
    version: "plumbline \(ProductVersion.number)\ndefinitions \(ProductVersion.definitions)",
    subcommands: [
      ValidateCommand.self, ConvertCommand.self, ExplainCommand.self, FHIRPathCommand.self, PackageCommand.self,
      ProfileCommand.self, ConformanceCommand.self, ShowCommand.self, DiffCommand.self, ExplainStructureCommand.self,
      AckCommand.self,
    ])
}
