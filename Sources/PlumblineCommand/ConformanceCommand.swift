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
    case fhirValidator = "fhir-validator"
    case examples
    case snapshots
    case v2ToFHIR = "v2-to-fhir"
    case v2Roundtrip = "v2-roundtrip"
    case v2Profiles = "v2-profiles"
  }

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a suite and writes its answers, one a test, for the suite's scorer.",
    discussion: """
      fhirpath: the suite of HL7 (tests-fhir-r4.xml). fhirpath-js: that of fhirpath.js (cases.json). fhir-validator: the validator \
      cases of HL7 (ftc_index.json). examples: a folder of records that are meant to be valid (index.json). snapshots: the suite of \
      HL7's snapshot generator (tests.json), a package (.tgz) or any folder of StructureDefinitions, whose snapshots are made anew from \
      their differentials. v2-to-fhir: folders of HL7 v2 messages with published results (manifest.json). v2-roundtrip: the same there \
      and back, or a folder of messages written back as they are. v2-profiles: messages against profiles of NIST (cases.json).
      """)

  @OptionGroup var maps: MapInput

  @Argument(help: "fhirpath, fhirpath-js, fhir-validator, examples, snapshots, v2-to-fhir, v2-roundtrip or v2-profiles.")
  var suite: Suite

  @Option(help: ArgumentHelp("The folder with the suite.", valueName: "dir"))
  var suiteDir: String

  @Option(help: ArgumentHelp("The folder to write the answers to.", valueName: "dir"))
  var out: String

  @OptionGroup var validation: ValidationSuiteOptions

  func run() throws {
    do {
      switch suite {
      case .fhirpath:
        try write(FHIRPathSuite(folder: suiteDir, model: try model()).run())
      case .fhirpathJS:
        try write(FHIRPathJSSuite(folder: suiteDir, model: try model()).run())
      case .snapshots:
        let packages = SuitePackages(options: validation, suiteDir: suiteDir)
        try SnapshotSuiteRun(files: packages, suiteDir: suiteDir, out: out).run()
      case .v2ToFHIR: try V2SuiteRun(folder: suiteDir, out: out, maps: maps.sources()).convert()
      case .v2Roundtrip: try V2SuiteRun(folder: suiteDir, out: out, maps: maps.sources()).roundtrip()
      case .v2Profiles: try V2ProfileSuiteRun(folder: suiteDir, out: out).run()
      case .fhirValidator, .examples:
        try ValidationSuiteRun(options: validation, suiteDir: suiteDir, out: out).run(isExamples: suite == .examples)
      }
    } catch let failure as FileSystem.Failure {
      Console.error("plumbline: `\(failure.path)`: \(failure.reason)\n")
      throw ExitCode(CommandLineRun.usage)
    }
  }

  private func model() throws -> FHIRPathModel {
    do { return try FHIRPathModel.embedded() } catch { throw InternalFault(detail: error.description) }
  }

  private func write(_ answers: String) throws {
    try FileSystem.write(Array(answers.utf8), to: "\(out)/\(suite.rawValue).json")
  }
}
