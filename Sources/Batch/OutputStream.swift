import Glibc

/// Bytes on their way to a file descriptor.
public struct OutputStream: ~Copyable {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private var buffer: [UInt8] = []
  /// Why nothing more can be written; empty when the reader of a pipe went away.
  public private(set) var failure: String?

  /// Writes to an open descriptor, such as 1, standard output.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
    ownsDescriptor = false
  }

  /// Makes a file, or empties it.
  public init(path: String) {
    // The call reads the path it is given.
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    ownsDescriptor = true
    if descriptor < 0 { failure = SystemError.text }
  }

  deinit {
    if ownsDescriptor, descriptor >= 0 { close(descriptor) }
  }

  /// Adds bytes; they are written when there are many, or at ``flush()``.
  public mutating func write(_ bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { flush() }
  }

  public mutating func write(_ text: String) { write(text.utf8) }

  public mutating func flush() {
    var position = 0
    while position < buffer.count, failure == nil {
      let start = position
      // The call reads the rest of the buffer.
      let written = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if written > 0 {
        position += written
      } else if written < 0, errno != EINTR {
        failure = errno == EPIPE ? "" : SystemError.text
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
