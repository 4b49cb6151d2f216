import Definitions
import SourceTree

/// Reads the list of a folder of examples that are meant to be valid, `index.json`: files with the profile to check each against and
/// the package it comes from.
public struct ExampleSuiteIndex {
  private let folder: String
  private let packages: [String]
  private let packageFolder: String?
  /// What examples of packages have loaded besides, as paths of files.
  private let harness: [String]

  /// - Parameters:
  ///   - folder: holds the index and the files it names.
  ///   - packages: what is loaded for all examples, as paths of files.
  ///   - packageFolder: where the packages stand that the index names.
  public init(folder: String, packages: [String], packageFolder: String?, harness: [String] = []) {
    self.harness = harness
    self.folder = folder
    self.packages = packages
    self.packageFolder = packageFolder
  }

  public func checks() throws(FileSystem.Failure) -> [ValidationCheck] {
    let index = SuiteDocuments.json(try FileSystem.read(folder + "/index.json"), schema: nil)
    guard let root = index.roots.first, index[root].kind == .array else {
      throw FileSystem.Failure(path: folder + "/index.json", reason: "is no list of files")
    }
    var checks: [ValidationCheck] = []
    for row in index.childList(of: root) {
      guard let file = index.value("file", of: row) else { continue }
      var setup = CheckSetup()
      setup.packages = packages
      if let packageFolder, let package = index.value("package", of: row) {
        setup.packages += harness
        setup.packages.append("\(packageFolder)/\(package).tgz")
      }
      if let target = index.value("target", of: row) { setup.profiles = [.canonical(target)] }
      checks.append(
        ValidationCheck(answer: file.hasSuffix(".json") ? file : file + ".json", record: folder + "/" + file, setup: setup))
    }
    return checks
  }
}
