import CZlib

/// Unpacks gzip data (RFC 1952) through zlib, with a bound on the result so that a small file cannot fill memory.
public enum GzipDecoder {
  public enum Failure: Error, Sendable, Hashable {
    /// The data ends early or are not gzip.
    case damaged
    case largerThan(Int)
  }

  /// Whether the bytes start as gzip data do.
  public static func isGzip(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// All members of the gzip data, unpacked.
  public static func decode(_ bytes: [UInt8], limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
    var stream = unsafe z_stream()
    // 15 bits of window, +16: a gzip header is expected.
    guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .damaged
    }
    defer { unsafe inflateEnd(&stream) }
    var result: [UInt8] = []
    result.reserveCapacity(min(limit, bytes.count * 6))
    var chunk = [UInt8](repeating: 0, count: 1 << 17)
    var position = 0
    while position < bytes.count {
      let step = unsafe inflateStep(&stream, bytes, &position, &chunk)
      result.append(contentsOf: chunk[..<step.produced])
      guard result.count <= limit else { throw .largerThan(limit) }
      switch step.status {
      case Z_STREAM_END:
        guard position < bytes.count else { return result }
        // Another member may follow (RFC 1952 section 2.2).
        guard isGzip(bytes[position...]), unsafe inflateReset(&stream) == Z_OK else { return result }
      case Z_OK: continue
      default: throw .damaged
      }
    }
    throw .damaged
  }

  private static func inflateStep(
    _ stream: inout z_stream, _ bytes: [UInt8], _ position: inout Int, _ chunk: inout [UInt8]
  ) -> (produced: Int, status: Int32) {
    let available = min(bytes.count - position, 1 << 30)
    let capacity = chunk.count
    // zlib reads `avail_in` bytes and writes `avail_out` bytes at most; both pointers are used inside the closures only.
    let status = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe chunk.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { unsafe $0 + position })
        unsafe stream.avail_in = UInt32(available)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(capacity)
        return unsafe inflate(&stream, Z_NO_FLUSH)
      }
    }
    position += unsafe available - Int(stream.avail_in)
    let produced = unsafe capacity - Int(stream.avail_out)
    return (produced, status)
  }
}
