import Definitions
import Diagnostics
import FHIRModel
import Schema

#if canImport(Glibc)
  import Glibc
#endif

/// Compiled schemas in a folder, each under the hash of what was asked for and of this program. A file holds a sum of its bytes, the
/// schema's image, and what tells whether it still holds: the contents of every package that went into it, and what was found in the
/// package cache. Files are written beside and renamed, so that runs side by side see whole ones only; a damaged one is made again.
struct ImageCache {
  private static let detailsFile = "details"
  /// Images that are kept; the oldest are removed.
  private static let capacity = 24

  let folder: String

  private func path(_ key: ContentHash) -> String { folder + "/" + key.text + ".image" }

  /// The schema kept under a key, with its details; nil where there is none that can be used.
  func find(_ key: ContentHash) -> (schema: Schema, details: CachedDefinitions)? {
    guard let file = try? FileSystem.read(path(key)), file.count > 16 else { return nil }
    let image = Array(file[16...])
    var sum = ContentHash()
    sum.add(image)
    guard sum.bytes == Array(file[..<16]) else { return nil }
    // The array lives until the call returns; the schema and the details are copies.
    return unsafe image.withUnsafeBytes { pointer in
      guard let files = unsafe try? SchemaImage.files(pointer, under: ImageCache.detailsFile), let file = files.first,
        let details = try? CachedDefinitions(file.contents), let schema = unsafe try? SchemaImage.load(pointer)
      else { return nil }
      return (schema, details)
    }
  }

  /// Keeps a schema. A folder that cannot be written to is no fault: the next run compiles again.
  func keep(_ tables: Schema.Tables, _ details: CachedDefinitions, under key: ContentHash) {
    let image = SchemaImage.write(tables, files: [ImageFile(path: ImageCache.detailsFile, contents: details.bytes())])
    var sum = ContentHash()
    sum.add(image)
    let temporary = path(key) + ".\(getpid()).\(UInt32.random(in: 0 ... .max)).new"
    guard (try? FileSystem.write(sum.bytes + image, to: temporary)) != nil else { return }
    // Both paths are NUL-terminated for the call.
    if unsafe rename(temporary, path(key)) != 0 { unsafe unlink(temporary) }
    removeOldest()
  }

  private func removeOldest() {
    let names = ((try? FileSystem.names(in: folder)) ?? []).filter { $0.hasSuffix(".image") }
    guard names.count > ImageCache.capacity else { return }
    let byAge = names.map { (name: $0, age: FileStamp(folder + "/" + $0)?.modified ?? 0) }.sorted { $0.age < $1.age }
    // The path is NUL-terminated for the call.
    for file in byAge.prefix(names.count - ImageCache.capacity) { unsafe unlink(folder + "/" + file.name) }
  }
}

/// Size and time of a file.
struct FileStamp {
  var size: Int
  /// Nanoseconds.
  var modified: Int

  init?(_ path: String) {
    var status = stat()
    // The call fills the structure it is given.
    guard unsafe stat(path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }

  /// This program: another build of it makes other images.
  static var program: String {
    guard let stamp = FileStamp("/proc/self/exe") else { return "" }
    return "\(stamp.size) \(stamp.modified)"
  }
}

extension ContentHash {
  /// Adds size and time of a file, or of all files of a folder with their names: quicker than their contents, and changed by whatever
  /// changes those.
  mutating func addStamps(path: String) {
    let names = FileSystem.isFolder(path) ? (try? FileSystem.files(under: path)) ?? [] : [""]
    for name in names {
      let stamp = FileStamp(name.isEmpty ? path : path + "/" + name)
      add(name + " \(stamp?.size ?? 0) \(stamp?.modified ?? 0)")
    }
  }

  /// Adds the contents of a file, or of all files of a folder with their names.
  mutating func add(path: String) throws(DefinitionError) {
    do {
      guard FileSystem.isFolder(path) else { return add(try FileSystem.read(path)) }
      for name in try FileSystem.files(under: path) {
        add(name)
        add(try FileSystem.read(path + "/" + name))
      }
    } catch {
      throw DefinitionError(unreadable: error)
    }
  }
}
