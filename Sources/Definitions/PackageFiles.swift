import Diagnostics

/// The files of a package as they are.
public enum PackageFiles {
  /// The JSON files that stand directly in the package's folder, `package.json` and the index aside.
  public static func definitions(_ path: String) throws(DefinitionError) -> [(name: String, bytes: [UInt8])] {
    let tar: [UInt8]
    let entries: [TarReader.Entry]
    do {
      tar = try GzipDecoder.decode(try FileSystem.read(path))
      entries = try TarReader.entries(tar)
    } catch let failure as FileSystem.Failure {
      throw DefinitionError(unreadable: failure)
    } catch {
      throw DefinitionError(
        Diagnostic(DefinitionsRules.damagedArchive, at: DiagnosticPlace(file: path), RuleWords(name: path, actual: "\(error)")))
    }
    return entries.compactMap { entry in
      guard entry.name.hasPrefix("package/"), entry.name.hasSuffix(".json") else { return nil }
      let name = entry.name.dropFirst("package/".count)
      guard !name.contains("/"), !name.hasPrefix("."), name != "package.json" else { return nil }
      return (String(name), Array(tar[entry.range]))
    }
  }
}
