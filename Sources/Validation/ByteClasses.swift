/// A set of ASCII bytes as two words of bits.
struct ByteSet {
  private let low: UInt64
  private let high: UInt64

  @inline(__always)
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }

  /// Letters, digits, `-` and `.`
  @inline(__always)
  static var id: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE) }

  /// Letters, digits, `+` and `/`
  @inline(__always)
  static var base64: ByteSet { ByteSet(low: 0x03FF_8800_0000_0000, high: 0x07FF_FFFE_07FF_FFFE) }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isBlank: Bool { self == 0x20 || self &- 0x09 < 5 }
  @inline(__always) var isLowerHexadecimal: Bool { isDigit || self &- 0x61 < 6 }
}

extension Span where Element == UInt8 {
  /// The first byte that is a space or a control character, or the count. Eight bytes at a time: a subtraction borrows only above a
  /// byte that is one, so that the lowest bit is sure.
  @inline(__always)
  func firstBlank() -> Int {
    var position = 0
    while position + 8 <= count {
      // A load of an integer at an offset that `RawSpan` checks against its bounds.
      let word = unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found = (word &- 0x2121_2121_2121_2121) & ~word & 0x8080_8080_8080_8080
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < count, self[position] > 0x20 { position += 1 }
    return position
  }
}
