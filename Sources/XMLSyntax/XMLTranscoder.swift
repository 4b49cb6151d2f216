/// Turns text of other encodings into UTF-8.
enum XMLTranscoder {
  /// Bytes that are not text of the encoding.
  struct Malformed: Error {
    var range: Range<Int>
  }

  static func utf8(_ bytes: Span<UInt8>, _ encoding: XMLEncoding) throws(Malformed) -> ContiguousArray<UInt8> {
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(bytes.count + bytes.count / 8)
    switch encoding {
    case .utf16LittleEndian: try appendUTF16(bytes, isBigEndian: false, &result)
    case .utf16BigEndian: try appendUTF16(bytes, isBigEndian: true, &result)
    case .latin1, .latin9, .windows1252:
      for index in bytes.indices { append(scalar(bytes[index], encoding), &result) }
    case .utf8, .unsupported:
      for index in bytes.indices { result.append(bytes[index]) }
    }
    return result
  }

  private static func appendUTF16(
    _ bytes: Span<UInt8>, isBigEndian: Bool, _ result: inout ContiguousArray<UInt8>
  ) throws(Malformed) {
    func unit(_ index: Int) -> UInt32 {
      let first = UInt32(bytes[index])
      let second = UInt32(bytes[index + 1])
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var position = 0
    while position + 1 < bytes.count {
      let first = unit(position)
      guard 0xD800..<0xE000 ~= first else {
        if position > 0 || first != 0xFEFF { append(first, &result) }
        position += 2
        continue
      }
      guard first < 0xDC00, position + 3 < bytes.count, 0xDC00..<0xE000 ~= unit(position + 2) else {
        throw Malformed(range: position..<(position + 2))
      }
      append(0x10000 + (first - 0xD800) << 10 + (unit(position + 2) - 0xDC00), &result)
      position += 4
    }
    guard position == bytes.count else { throw Malformed(range: position..<bytes.count) }
  }

  /// UTF-8 of a scalar value that is not a surrogate.
  private static func append(_ scalar: UInt32, _ result: inout ContiguousArray<UInt8>) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80: result.append(UInt8(truncatingIfNeeded: scalar))
    case ..<0x800:
      result.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      result.append(tail(0))
    case ..<0x10000:
      result.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      result.append(tail(6))
      result.append(tail(0))
    default:
      result.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      result.append(tail(12))
      result.append(tail(6))
      result.append(tail(0))
    }
  }

  private static func scalar(_ byte: UInt8, _ encoding: XMLEncoding) -> UInt32 {
    switch encoding {
    case .windows1252 where 0x80..<0xA0 ~= byte: windows1252Specials[Int(byte) - 0x80]
    case .latin9: latin9Specials[byte] ?? UInt32(byte)
    default: UInt32(byte)
    }
  }

  /// Bytes 80 to 9F of Windows-1252; the five that are not assigned stand for the control characters of the same number
  /// (https://encoding.spec.whatwg.org/index-windows-1252.txt).
  private static let windows1252Specials: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Where ISO-8859-15 differs from ISO-8859-1.
  private static let latin9Specials: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
  ]
}
