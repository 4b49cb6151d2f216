import Diagnostics

/// Turns a published package into a folder in the YAML profile language: what `plumbline package import` does.
public enum PackageImport {
  /// What was written, what was left out, and what was wrong in the package.
  public struct Summary: Sendable {
    public var fileCount: Int
    public var byteCount: Int
    public var omissions: [PackageImporter.Omission]
    public var diagnostics: DiagnosticList
  }

  /// Imports the package at `path`, a `.tgz` or an unpacked folder, into `folder`.
  /// - Parameter strengths: the bindings whose value sets come along with the code systems they need; nil for all there are.
  public static func run(
    _ path: String, to folder: String, strengths: Set<Binding.Strength>? = nil
  ) throws(DefinitionError) -> Summary {
    var reader = PackageReader()
    let package = try reader.read(path)
    var importer = PackageImporter(strengths: strengths)
    let facts = importer.facts(of: package)
    let unread = reader.unreadProperties.sorted { $0.key < $1.key }.map { name, count in
      PackageImporter.Omission(
        what: "\(count) uses of `\(name)` in elements", reason: "the profile language has no form for it")
    }
    do {
      let written = try ProfileFolder.write(facts, to: folder)
      return Summary(
        fileCount: written.files, byteCount: written.bytes, omissions: importer.omissions + unread,
        diagnostics: reader.diagnostics)
    } catch {
      throw DefinitionError(unreadable: error)
    }
  }
}
