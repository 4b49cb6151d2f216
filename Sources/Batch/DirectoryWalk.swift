import Glibc

/// The files below a directory, sorted by path, hidden ones left out. Links to directories are not followed, so a walk ends.
enum DirectoryWalk {
  static func files(below root: String) throws(StreamFailure) -> [String] {
    var result: [String] = []
    var failure: StreamFailure?
    collect(root, depth: 0, into: &result, &failure)
    if result.isEmpty, let failure { throw failure }
    return result
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    // The call fills the structure it is given.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func collect(_ directory: String, depth: Int, into result: inout [String], _ failure: inout StreamFailure?) {
    guard depth < 64 else { return }
    guard let names = names(in: directory) else {
      // A directory below that cannot be listed is kept as a path, which then fails to open and is reported.
      if depth > 0 { result.append(directory) }
      failure = StreamFailure(kind: .unreadable, detail: SystemError.text)
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      switch kind(of: path) {
      case S_IFDIR: collect(path, depth: depth + 1, into: &result, &failure)
      case S_IFREG: result.append(path)
      case S_IFLNK where !isDirectory(path): result.append(path)
      default: continue
      }
    }
  }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    // The call fills the structure it is given.
    return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private static func names(in directory: String) -> [String]? {
    // The stream is closed before the function returns, and each entry is copied before the next is read.
    guard let stream = unsafe opendir(directory) else { return nil }
    defer { unsafe closedir(stream) }
    var result: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { result.append(name) }
    }
    return result
  }
}
