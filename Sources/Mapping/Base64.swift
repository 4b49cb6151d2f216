/// Base64 (RFC 4648 section 4), for documents that are sent as text.
enum Base64 {
  /// Appends the encoded form of a stretch of bytes.
  ///
  /// - Returns: where it stands; the stretch itself when it is Base64 already.
  static func append(_ range: Range<Int>, to bytes: inout ContiguousArray<UInt8>) -> Range<Int> {
    if isEncoded(bytes, range) { return range }
    let start = bytes.count
    var index = range.lowerBound
    while index < range.upperBound {
      let count = min(3, range.upperBound - index)
      var group: UInt32 = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0) }
      for position in 0..<4 {
        bytes.append(position <= count ? digit(UInt8(truncatingIfNeeded: group >> UInt32(18 - 6 * position)) & 63) : 0x3D)
      }
      index += count
    }
    return start..<bytes.count
  }

  /// Whether a stretch is long enough and made of nothing but Base64.
  private static func isEncoded(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 16, range.count % 4 == 0 else { return false }
    let padding = bytes[range].suffix(2).filter { $0 == 0x3D }.count
    return bytes[range].dropLast(padding).allSatisfy { isDigit($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2F
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: 0x41 + value
    case 26..<52: 0x61 + value - 26
    case 52..<62: 0x30 + value - 52
    case 62: 0x2B
    default: 0x2F
    }
  }
}
