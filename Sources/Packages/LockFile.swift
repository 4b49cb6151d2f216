import Definitions
import Diagnostics
import YAMLSyntax

/// A lock file: the packages of a run with their versions and the SHA-256 of what is in them, so that a later run uses the same.
///
/// ```yaml
/// plumbline-lock: 1
/// packages:
///   hl7.fhir.us.core#6.1.0: {sha256: 5f3e…}
/// ```
public struct LockFile: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    public var identity: PackageIdentity
    /// 64 hexadecimal digits, of the names and contents of the package's files in the order of their names: an archive and the folder it
    /// was unpacked to have the same.
    public var sha256: String

    public init(identity: PackageIdentity, sha256: String) {
      self.identity = identity
      self.sha256 = sha256
    }
  }

  public var packages: [Entry]

  public init(packages: [Entry]) { self.packages = packages.sorted { $0.identity.description < $1.identity.description } }

  public var text: String {
    let entries = packages.map { entry in
      YAMLMember(entry.identity.description, .mapping([YAMLMember("sha256", .text(entry.sha256))]))
    }
    return "# Written by `plumbline package lock`.\n"
      + YAMLWriter.write(.mapping([YAMLMember("plumbline-lock", .text("1")), YAMLMember("packages", .mapping(entries))]))
  }

  public static func read(_ path: String) throws(DefinitionError) -> LockFile {
    func broken(_ reason: String) -> DefinitionError {
      DefinitionError(
        Diagnostic(DefinitionsRules.brokenLock, at: DiagnosticPlace(file: path), RuleWords(name: path, actual: reason)))
    }
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw broken(error.reason) }
    let file = YAMLFile(bytes, name: path)
    guard let root = file.root, root.shape == .mapping, file.diagnostics.diagnostics.isEmpty else {
      throw broken("it is no YAML mapping")
    }
    let members = root.members()
    guard members.first(where: { $0.key == "plumbline-lock" })?.rawText == "1" else {
      throw broken("`plumbline-lock: 1` is missing")
    }
    var entries: [Entry] = []
    for member in members.first(where: { $0.key == "packages" })?.members() ?? [] {
      guard let identity = PackageIdentity(member.key), identity.version != nil,
        let sum = member.members().first(where: { $0.key == "sha256" })?.rawText, sum.utf8.count == 64
      else { throw broken("`\(member.key)` is no package with a version and a sha256") }
      entries.append(Entry(identity: identity, sha256: sum))
    }
    return LockFile(packages: entries)
  }

  /// Refuses packages that are not those of this file.
  /// - Parameter name: of this file, for the report.
  public func check(_ found: LockFile, name: String) throws(DefinitionError) {
    for entry in found.packages {
      let known = packages.first { $0.identity == entry.identity }
      if known == entry { continue }
      let other = packages.first { $0.identity.name == entry.identity.name }
      let reason =
        known != nil
        ? "its contents have another SHA-256"
        : other.map { "the lock file has `\($0.identity)`" } ?? "the lock file does not have it"
      throw DefinitionError(
        Diagnostic(
          DefinitionsRules.lockMismatch, at: DiagnosticPlace(file: name),
          RuleWords(name: entry.identity.description, value: name, actual: reason)))
    }
  }
}

extension DefinitionLoader {
  /// The packages that a request leads to, with the sums of their contents.
  public func lock(_ request: DefinitionRequest) throws(DefinitionError) -> LockFile {
    var entries: [LockFile.Entry] = []
    for (identity, path) in try packagePaths(request) {
      entries.append(LockFile.Entry(identity: identity, sha256: try LockFile.sum(path)))
    }
    return LockFile(packages: entries)
  }
}

extension LockFile {
  /// The SHA-256 of a package's files.
  static func sum(_ path: String) throws(DefinitionError) -> String {
    let prefix = "package/"
    var list: [UInt8] = []
    let files = try PackageReader.files(path).map { file in
      (name: file.name.hasPrefix(prefix) ? String(file.name.dropFirst(prefix.count)) : file.name, bytes: file.bytes)
    }
    for file in files.sorted(by: { $0.name < $1.name }) {
      list += Array((SHA256.text(file.bytes) + "  " + file.name + "\n").utf8)
    }
    return SHA256.text(list)
  }
}
