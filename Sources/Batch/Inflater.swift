import CZlib

/// Unpacks a gzip stream (RFC 1952), several members one after the other included.
@safe final class Inflater {
  private var input: ContiguousArray<UInt8>
  private var position = 0
  private var stream = unsafe z_stream()
  private var isReady = false
  private var isMemberDone = false
  private var isInputDone = false

  /// - Parameter input: the first bytes, already read.
  init(input: ContiguousArray<UInt8>) {
    self.input = input
    // 15 bits of window, 16 for gzip headers only; the version and size tell zlib which structure this is.
    isReady = unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    if isReady { unsafe inflateEnd(&stream) }
  }

  /// Appends up to `count` unpacked bytes; returns how many, 0 at the end.
  func read(
    _ count: Int, into bytes: inout ContiguousArray<UInt8>, from descriptor: Int32
  ) throws(StreamFailure) -> Int {
    guard isReady else { throw StreamFailure(kind: .brokenGzip, detail: "zlib cannot be started") }
    var total = 0
    while total < count {
      if position == input.count, try !refill(descriptor) {
        guard isMemberDone else { throw truncated(total, &bytes) }
        return total
      }
      if isMemberDone, try !startMember(descriptor) { return total }
      let got = try inflate(count - total, into: &bytes)
      total += got
    }
    return total
  }

  private func truncated(_ total: Int, _ bytes: inout ContiguousArray<UInt8>) -> StreamFailure {
    StreamFailure(kind: .brokenGzip, detail: "it ends in the middle")
  }

  /// Reads more packed bytes; says whether there were any.
  private func refill(_ descriptor: Int32) throws(StreamFailure) -> Bool {
    if isInputDone { return false }
    input.removeAll(keepingCapacity: true)
    position = 0
    let got = try ByteStream.fill(1 << 16, &input, descriptor)
    isInputDone = got == 0
    return got > 0
  }

  /// After a member: another one, or the zeros that some programs pad with.
  private func startMember(_ descriptor: Int32) throws(StreamFailure) -> Bool {
    while true {
      while position < input.count, input[position] == 0 { position += 1 }
      if position < input.count { break }
      if try !refill(descriptor) { return false }
    }
    guard input[position] == 0x1F else {
      throw StreamFailure(kind: .brokenGzip, detail: "something else follows the end of the data")
    }
    isMemberDone = false
    unsafe inflateReset(&stream)
    return true
  }

  private func inflate(_ count: Int, into bytes: inout ContiguousArray<UInt8>) throws(StreamFailure) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    let available = input.count - position
    // zlib reads from one buffer and writes to the other, within the lengths it is given, during the call only.
    let status = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe bytes.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = source.baseAddress.map { unsafe $0 + position }
        unsafe stream.avail_in = UInt32(available)
        unsafe stream.next_out = target.baseAddress.map { unsafe $0 + start }
        unsafe stream.avail_out = UInt32(count)
        return unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
      }
    }
    position += available - Int(unsafe stream.avail_in)
    let got = count - Int(unsafe stream.avail_out)
    bytes.removeLast(count - got)
    switch status {
    case Z_STREAM_END: isMemberDone = true
    case Z_OK, Z_BUF_ERROR: break
    default: throw StreamFailure(kind: .brokenGzip, detail: "it does not unpack, or its check sum is wrong")
    }
    return got
  }
}
