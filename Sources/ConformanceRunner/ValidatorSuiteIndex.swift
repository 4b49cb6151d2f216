import Definitions
import SourceTree

/// Reads the list of the checks of the validator suite (https://github.com/FHIR/fhir-test-cases, folder validator), `ftc_index.json`.
public struct ValidatorSuiteIndex {
  private let folder: String
  /// Packages for all checks, as paths of files.
  private let packages: [String]

  /// - Parameters:
  ///   - folder: holds the index and the files it names.
  ///   - packages: what the harness has loaded for all checks.
  public init(folder: String, packages: [String]) {
    self.folder = folder
    self.packages = packages
  }

  /// The checks of some tiers; of all, if the list is empty.
  public func checks(tiers: [String]) throws(FileSystem.Failure) -> [ValidationCheck] {
    let index = SuiteDocuments.json(try FileSystem.read(folder + "/ftc_index.json"), schema: nil)
    guard let root = index.roots.first, let list = index.child("checks", of: root) else {
      throw FileSystem.Failure(path: folder + "/ftc_index.json", reason: "holds no list of checks")
    }
    var checks: [ValidationCheck] = []
    for row in index.childList(of: list) {
      let tier = index.value("tier", of: row) ?? ""
      guard tiers.isEmpty || tiers.contains(tier) else { continue }
      checks.append(check(row, index))
    }
    return checks
  }

  private func check(_ row: NodeID, _ index: borrowing SourceDocument) -> ValidationCheck {
    let id = index.value("id", of: row) ?? ""
    let name = String(id.map { $0 == "/" ? "-" : $0 })
    var setup = CheckSetup()
    setup.supporting = index.values("supporting", of: row).map { folder + "/" + $0 }
    setup.packages = packages + index.values("packages", of: row).map { folder + "/" + $0 }
    setup.referenceFolder = folder
    if let profile = index.value("profile", of: row) { setup.profiles = [self.profile(profile)] }
    setup.isOfLogicalModel = index.value("mode", of: row) == "logical"
    if let options = index.child("options", of: row) { addOptions(options, index, to: &setup) }
    return ValidationCheck(
      answer: "\(name)-\(index.value("mode", of: row) ?? "base").json",
      record: folder + "/" + (index.value("file", of: row) ?? ""),
      setup: setup)
  }

  /// A file of the suite, or a canonical.
  private func profile(_ text: String) -> CheckSetup.Profile {
    FileSystem.isFile(folder + "/" + text) ? .file(folder + "/" + text) : .canonical(text)
  }

  private func addOptions(_ options: NodeID, _ index: borrowing SourceDocument, to setup: inout CheckSetup) {
    for option in index.childList(of: options) {
      let name = index.name(of: option)
      switch name {
      case "package-map":
        for package in index.childList(of: option) { setup.dependencies.append(folder + "/" + index.text(of: package)) }
      case "supporting5": setup.supporting += index.values(name, of: options).map { folder + "/" + $0 }
      case "advisor": setup.options[name] = folder + "/" + index.text(of: option)
      case "bundle-param":
        for part in index.childList(of: option) { setup.options["\(name).\(index.name(of: part))"] = index.text(of: part) }
      default:
        if index[option].isScalar { setup.options[name] = index.text(of: option) }
      }
    }
  }
}
