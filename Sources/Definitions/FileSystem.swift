#if canImport(Glibc)
  import Glibc
#endif

/// Reading and writing of whole files, without Foundation.
public enum FileSystem {
  /// What the operating system said.
  public struct Failure: Error, Sendable, Hashable {
    public var path: String
    public var reason: String

    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  static func failure(_ path: String) -> Failure {
    // `strerror` returns a text that is valid until its next call.
    Failure(path: path, reason: unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "unknown error")
  }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  public static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  public static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path) }
    var result: [UInt8] = []
    result.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // Reads at most the size of the chunk into it.
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 { throw failure(path) }
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes a file, and the folders it stands in where they are missing.
  public static func write(_ bytes: [UInt8], to path: String) throws(Failure) { try write(bytes, to: path, O_TRUNC) }

  /// Writes at the end of a file, which is made where it is missing.
  public static func append(_ bytes: [UInt8], to path: String) throws(Failure) { try write(bytes, to: path, O_APPEND) }

  private static func write(_ bytes: [UInt8], to path: String, _ mode: Int32) throws(Failure) {
    try makeFolders(for: path)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | mode, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var position = 0
    while position < bytes.count {
      // Writes at most the rest of the array.
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.write(descriptor, source.baseAddress.map { unsafe $0 + position }, source.count - position)
      }
      guard count > 0 else { throw failure(path) }
      position += count
    }
  }

  /// Gives a file or folder another name.
  public static func move(_ path: String, to other: String) throws(Failure) {
    // Both paths are NUL-terminated for the call.
    guard unsafe rename(path, other) == 0 else { throw failure(path) }
  }

  /// Removes a folder with everything in it.
  public static func removeFolder(_ folder: String) throws(Failure) {
    for name in try names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path) {
        try removeFolder(path)
      } else if unsafe unlink(path) != 0 {
        throw failure(path)
      }
    }
    guard unsafe rmdir(folder) == 0 else { throw failure(folder) }
  }

  private static func makeFolders(for path: String) throws(Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var folder = ""
    for (index, part) in parts.enumerated() {
      folder += index == 0 ? String(part) : "/" + part
      if folder.isEmpty || isFolder(folder) { continue }
      guard unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure(folder) }
    }
  }

  /// The regular files under a folder, by path relative to it, sorted.
  public static func files(under folder: String) throws(Failure) -> [String] {
    var result: [String] = []
    try collect(folder, prefix: "", into: &result)
    return result.sorted()
  }

  private static func collect(_ folder: String, prefix: String, into result: inout [String]) throws(Failure) {
    for name in try names(in: folder) {
      if isFolder(folder + "/" + name) {
        try collect(folder + "/" + name, prefix: prefix + name + "/", into: &result)
      } else {
        result.append(prefix + name)
      }
    }
  }

  /// The names in a folder, in no order.
  public static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw failure(folder) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // The name is a NUL-terminated text inside the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
