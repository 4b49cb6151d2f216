import Definitions
import SourceTree

/// A message with what another program made of it.
public struct V2Pair: Sendable {
  /// The folder it is in.
  public var suite: String
  public var id: String
  /// File of the input.
  public var input: String
  /// Whether the input is HL7 v2 and the result FHIR.
  public var isFromMessage: Bool
  /// Whether what comes back is compared.
  public var isForRoundtrip: Bool
}

/// Reads the lists of folders of pairs: `<suite>/manifest.json`.
public struct V2PairIndex {
  /// None where the folder has no such lists.
  public private(set) var pairs: [V2Pair] = []

  public init(folder: String) throws(FileSystem.Failure) {
    let suites = try FileSystem.files(under: folder).compactMap { path -> String? in
      let parts = path.split(separator: "/")
      return parts.count == 2 && parts[1] == "manifest.json" ? String(parts[0]) : nil
    }
    for suite in suites {
      let manifest = SuiteDocuments.json(try FileSystem.read("\(folder)/\(suite)/manifest.json"), schema: nil)
      guard let root = manifest.roots.first, let list = manifest.child("pairs", of: root) else { continue }
      for row in manifest.childList(of: list) {
        guard let id = manifest.value("id", of: row), let input = manifest.value("input", of: row) else { continue }
        let isMessage = input.hasSuffix(".hl7")
        pairs.append(
          V2Pair(
            suite: suite, id: id, input: input, isFromMessage: isMessage,
            isForRoundtrip: suite.hasPrefix("reportstream") && suite != "reportstream-whole"))
      }
    }
  }

  /// Files beside messages that are none.
  public static func isAside(_ path: String) -> Bool {
    [".json", ".md", ".xml"].contains { path.hasSuffix($0) }
  }
}
