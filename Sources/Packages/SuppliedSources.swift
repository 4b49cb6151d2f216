import Definitions
import FHIRModel
import Schema
import Synchronization

/// Fetches the bytes of supplied resources; archives are unpacked once, when the first of their files is asked for.
final class SuppliedSources: Sendable {
  private let sources: [ResourceSource]
  private let archives = Mutex<[String: [String: [UInt8]]]>([:])

  init(_ sources: [ResourceSource]) { self.sources = sources }

  /// The resources of entries whose `file` is the number of their source.
  func resources(_ entries: [ResourceLibrary.Entry], schema: Schema) -> ResourceLibrary {
    ResourceLibrary(schema: schema, entries: entries) { [self] entry in Int(entry.file).flatMap { bytes($0) } }
  }

  private func bytes(_ index: Int) -> [UInt8]? {
    guard sources.indices.contains(index) else { return nil }
    switch sources[index] {
    case .memory(let bytes): return bytes
    case .file(let path): return try? FileSystem.read(path)
    case .package(let path, let file):
      if FileSystem.isFolder(path) { return try? PackageReader.file(file, of: path) }
      return archive(path)[file]
    }
  }

  private func archive(_ path: String) -> [String: [UInt8]] {
    archives.withLock { known in
      if let files = known[path] { return files }
      let files = (try? PackageReader.files(path)) ?? []
      let byName = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
      known[path] = byName
      return byName
    }
  }
}
