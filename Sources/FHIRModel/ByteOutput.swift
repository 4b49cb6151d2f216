/// Appending whole stretches of bytes.
extension ContiguousArray where Element == UInt8 {
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    // Copies the span's own bytes in one piece; the pointer does not leave the closure.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    // A static string is a pointer to that many bytes in the program's own data.
    unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
