import ArgumentParser
import ConformanceRunner
import Definitions
import FHIRPath
import Plumbline

struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance", abstract: "Runs the suites that others published.", subcommands: [ConformanceRunCommand.self])
}

struct ConformanceRunCommand: ParsableCommand {
  enum Suite: String, CaseIterable, ExpressibleByArgument {
    case fhirpath
    case fhirpathJS = "fhirpath-js"
  }

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a suite and writes its answers, one a test, for the suite's scorer.")

  @Argument(help: "The suite: of HL7 (tests-fhir-r4.xml) or of fhirpath.js (cases.json).")
  var suite: Suite

  @Option(help: ArgumentHelp("The folder with the suite.", valueName: "dir"))
  var suiteDir: String

  @Option(help: ArgumentHelp("The folder to write `<suite>.json` to.", valueName: "dir"))
  var out: String

  func run() throws {
    let model: FHIRPathModel
    do { model = try FHIRPathModel.embedded() } catch { throw InternalFault(detail: error.description) }
    do {
      let answers =
        switch suite {
        case .fhirpath: try FHIRPathSuite(folder: suiteDir, model: model).run()
        case .fhirpathJS: try FHIRPathJSSuite(folder: suiteDir, model: model).run()
        }
      try FileSystem.write(Array(answers.utf8), to: "\(out)/\(suite.rawValue).json")
    } catch let failure as FileSystem.Failure {
      Console.error("plumbline: `\(failure.path)`: \(failure.reason)\n")
      throw ExitCode(CommandLineRun.usage)
    }
  }
}
