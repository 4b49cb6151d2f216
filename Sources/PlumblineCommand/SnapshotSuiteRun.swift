import ArgumentParser
import ConformanceRunner
import Definitions
import Plumbline

/// Regenerates the snapshots of a package, a folder of definitions or HL7's suite.
struct SnapshotSuiteRun {
  let files: SuitePackages
  let suiteDir: String
  let out: String

  private static let core = "hl7.fhir.r4.core"

  func run() throws {
    do {
      var suite = try SnapshotSuite(
        packages: try files.paths([SnapshotSuiteRun.core] + files.options.package), schema: try Engines.load(.silent).schema)
      let answers = try suite.run(suiteDir)
      for answer in answers { try FileSystem.write(Array(answer.text.utf8), to: out + "/" + answer.file) }
      DefinitionReport.write(suite.diagnostics.diagnostics)
      Console.output("\(answers.count) snapshots\n")
    } catch let error as DefinitionError {
      DefinitionReport.write([error.diagnostic])
      throw ExitCode(CommandLineRun.usage)
    }
  }
}

/// Finds the packages that a suite is run with.
struct SuitePackages {
  let options: ValidationSuiteOptions
  let suiteDir: String

  /// The folder of packages, where there is one.
  var folder: String? {
    if let folder = options.packagesDir { return folder }
    let beside = suiteDir.hasSuffix(".tgz") ? String(suiteDir[..<(suiteDir.lastIndex(of: "/") ?? suiteDir.startIndex)]) : nil
    if let beside, FileSystem.isFolder(beside) { return beside }
    for up in ["/../../packages", "/../../../packages"] where FileSystem.isFolder(suiteDir + up) { return suiteDir + up }
    return nil
  }

  /// The files of packages; a name stands for the last file in the folder of packages that starts with it.
  func paths(_ names: [String]) throws -> [String] {
    var found: [String] = []
    let files = try folder.map { folder in try FileSystem.files(under: folder).map { (folder + "/" + $0, $0) } } ?? []
    for name in names {
      if FileSystem.isFile(name) || FileSystem.isFolder(name) {
        found.append(name)
      } else if let file = files.last(where: { $0.1.hasPrefix(name) && $0.1.hasSuffix(".tgz") }) {
        found.append(file.0)
      } else if options.package.contains(name) {
        throw ValidationError("no package `\(name)` in \(folder ?? "any folder of packages")")
      }
    }
    return found
  }
}
