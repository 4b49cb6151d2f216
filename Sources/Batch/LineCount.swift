/// Counts line ends as `LineIndex` does: CR, LF and CRLF each end a line.
enum LineCount {
  static func of(_ bytes: Span<UInt8>) -> Int {
    let feeds = count(0x0A, in: bytes)
    let returns = count(0x0D, in: bytes)
    if feeds == 0 || returns == 0 { return feeds + returns }
    var pairs = 0
    for index in 1..<bytes.count where bytes[index] == 0x0A && bytes[index - 1] == 0x0D { pairs &+= 1 }
    return feeds + returns - pairs
  }

  /// Where the first line feed is, from a position on.
  static func firstFeed(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let raw = unsafe bytes.bytes  // as below
    let wanted = SIMD16<UInt8>(repeating: 0x0A)
    var position = start
    while position + 16 <= bytes.count {
      let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
      if any(block .== wanted) { break }
      position += 16
    }
    while position < bytes.count {
      if bytes[position] == 0x0A { return position }
      position += 1
    }
    return nil
  }

  /// How often a byte occurs. Every byte of every file passes here, so 16 are compared at a time.
  private static func count(_ byte: UInt8, in bytes: Span<UInt8>) -> Int {
    let raw = unsafe bytes.bytes  // loads of 16 bytes, at offsets that `RawSpan` checks against its bounds
    let wanted = SIMD16<UInt8>(repeating: byte)
    let one = SIMD16<UInt8>(repeating: 1)
    var total = 0
    var position = 0
    while position + 16 <= bytes.count {
      // A lane counts up to 255 matches before it must be emptied.
      let stop = min(bytes.count - 16, position + 254 * 16)
      var lanes = SIMD16<UInt8>(repeating: 0)
      while position <= stop {
        let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
        lanes &+= SIMD16<UInt8>(repeating: 0).replacing(with: one, where: block .== wanted)
        position += 16
      }
      for lane in 0..<16 { total += Int(lanes[lane]) }
    }
    while position < bytes.count {
      total += bytes[position] == byte ? 1 : 0
      position += 1
    }
    return total
  }
}
