/// Text of which nobody has said what character set it is in: well-formed UTF-8 is taken as UTF-8, anything else as Windows-1252,
/// in which every byte has a meaning and nothing is lost.
public enum EightBitText {
  /// The 32 characters from 80 on of Windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt); the five unused bytes
  /// stand for the control characters of the same number. From A0 on bytes are the numbers of their characters.
  @usableFromInline static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  /// The character of a Windows-1252 byte.
  @inlinable
  public static func scalar(windows1252 byte: UInt8) -> UInt32 {
    byte &- 0x80 < 32 ? UInt32(windows1252[Int(byte) - 0x80]) : UInt32(byte)
  }

  /// Adds text in UTF-8.
  public static func append(_ source: Span<UInt8>, to output: inout ContiguousArray<UInt8>) {
    if firstMalformed(source, 0..<source.count) == nil {
      for index in source.indices { output.append(source[index]) }
      return
    }
    for index in source.indices {
      let scalar = Unicode.Scalar(scalar(windows1252: source[index])) ?? "\u{FFFD}"
      output.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
    }
  }

  /// The offset of the first byte of a range that is not UTF-8, or nil.
  public static func firstMalformed(_ source: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var position = firstNonASCII(source, range)
    while position < range.upperBound {
      let length = sequenceLength(source, at: position, end: range.upperBound)
      if length == 0 { return position }
      position = firstNonASCII(source, (position + length)..<range.upperBound)
    }
    return nil
  }

  /// The length of the UTF-8 sequence of two or more bytes at an offset (Unicode 15 table 3-7), or 0 where there is none.
  public static func sequenceLength(_ source: Span<UInt8>, at offset: Int, end: Int) -> Int {
    let first = source[offset]
    let count: Int
    switch first {
    case 0xC2...0xDF: count = 2
    case 0xE0...0xEF: count = 3
    case 0xF0...0xF4: count = 4
    default: return 0
    }
    guard offset + count <= end else { return 0 }
    let second = source[offset + 1]
    let isAllowed =
      switch first {
      case 0xE0: second >= 0xA0 && second <= 0xBF
      case 0xED: second >= 0x80 && second <= 0x9F
      case 0xF0: second >= 0x90 && second <= 0xBF
      case 0xF4: second >= 0x80 && second <= 0x8F
      default: second & 0xC0 == 0x80
      }
    guard isAllowed else { return 0 }
    var index = 2
    while index < count {
      if source[offset + index] & 0xC0 != 0x80 { return 0 }
      index += 1
    }
    return count
  }

  /// The offset of the first byte from 80 on in a range, or the range's end.
  public static func firstNonASCII(_ source: Span<UInt8>, _ range: Range<Int>) -> Int {
    var position = range.lowerBound
    let end = range.upperBound
    if end - position >= 8 {
      let raw = unsafe source.bytes  // loads of eight bytes, at offsets that `RawSpan` checks against its bounds
      while position <= end - 8 {
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { break }
        position += 8
      }
    }
    while position < end, source[position] < 0x80 { position += 1 }
    return position
  }
}
