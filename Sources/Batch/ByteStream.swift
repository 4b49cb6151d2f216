import CZlib
import Glibc

/// Why a stream ended before its end.
struct StreamFailure: Error {
  enum Kind { case unreadable, brokenGzip }

  var kind: Kind
  var detail: String
}

/// The bytes of a file or of standard input, unpacked if they are gzip (RFC 1952), which the first two bytes tell.
final class ByteStream {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private var inflater: Inflater?
  private var isSniffed = false
  /// Size of the file as it stands on the disk, 0 where it has none (a pipe).
  let size: Int
  var isPacked: Bool { inflater != nil }

  /// Opens a file; `-` is standard input.
  init(path: String) throws(StreamFailure) {
    if path == "-" {
      descriptor = 0
      ownsDescriptor = false
      size = 0
      return
    }
    // The call reads the path it is given.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw StreamFailure(kind: .unreadable, detail: SystemError.text) }
    var status = stat()
    // The call fills the structure it is given.
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw StreamFailure(kind: .unreadable, detail: "it is a directory")
    }
    descriptor = opened
    ownsDescriptor = true
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  /// Appends up to `count` bytes; returns how many, 0 at the end.
  func read(_ count: Int, into bytes: inout ContiguousArray<UInt8>) throws(StreamFailure) -> Int {
    if let inflater { return try inflater.read(count, into: &bytes, from: descriptor) }
    let start = bytes.count
    let got = try ByteStream.fill(count, &bytes, descriptor)
    if isSniffed { return got }
    isSniffed = true
    guard got >= 2, bytes[start] == 0x1F, bytes[start + 1] == 0x8B else { return got }
    let inflater = Inflater(input: ContiguousArray(bytes[start...]))
    self.inflater = inflater
    bytes.removeLast(got)
    return try inflater.read(count, into: &bytes, from: descriptor)
  }

  /// Appends up to `count` bytes of a descriptor, fewer only at its end.
  static func fill(_ count: Int, _ bytes: inout ContiguousArray<UInt8>, _ descriptor: Int32) throws(StreamFailure) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var total = 0
    while total < count {
      let offset = start + total
      let wanted = count - total
      // The call writes into the part of the buffer that was just added.
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, wanted)
      }
      if got < 0, errno == EINTR { continue }
      if got < 0 {
        let detail = SystemError.text
        bytes.removeLast(count - total)
        throw StreamFailure(kind: .unreadable, detail: detail)
      }
      if got == 0 { break }
      total += got
    }
    bytes.removeLast(count - total)
    return total
  }
}

/// The text of the last failed system call.
enum SystemError {
  static var text: String {
    let number = errno
    // The call returns a string that lives as long as the program.
    let text = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
