/// Percent-encoding for what a URI may not hold (RFC 3986 section 2.1).
enum URLText {
  /// - Parameter keeping: whether `:` and `/` stay as they are.
  static func append(_ byte: UInt8, keeping: Bool, to bytes: inout ContiguousArray<UInt8>) {
    let isLetter = (byte | 0x20) &- 0x61 < 26
    let isMark = byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    let isKept = keeping && (byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/"))
    if isLetter || isMark || isKept || byte &- 0x30 < 10 {
      bytes.append(byte)
      return
    }
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10 }
}
