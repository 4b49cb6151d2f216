import Batch
import Glibc

/// The terminal, or what stands in for it.
enum Console {
  static func output(_ text: String) { write(text, to: 1) }

  static func error(_ text: String) { write(text, to: 2) }

  private static func write(_ text: String, to descriptor: Int32) {
    var stream = OutputStream(descriptor: descriptor)
    stream.write(Array(text.utf8))
    stream.flush()
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    // The call fills the structure it is given.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Columns of the terminal, or a width that reads well in a file.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    // The call fills the structure it is given.
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 { return Int(size.ws_col) }
    return 120
  }

  static func environment(_ name: String) -> String? {
    // The text is copied before anything could change the environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
