/// UTF-16 text, which some senders on Windows write. Readers of delimited text work on bytes, so that such a file is brought to
/// UTF-8 before it is read, and places in it are those of the UTF-8 text.
public enum UTF16Text {
  public enum ByteOrder: Sendable, Equatable { case littleEndian, bigEndian }

  /// The byte order of a text that starts with a UTF-16 byte order mark or, when `first` is given, with this ASCII character and
  /// a zero byte. Nil for other text.
  public static func byteOrder(of source: Span<UInt8>, first: UInt8? = nil) -> ByteOrder? {
    guard source.count >= 2 else { return nil }
    switch (source[0], source[1]) {
    case (0xFF, 0xFE): return .littleEndian
    case (0xFE, 0xFF): return .bigEndian
    case (let byte, 0) where byte == first: return .littleEndian
    case (0, let byte) where byte == first: return .bigEndian
    default: return nil
    }
  }

  /// The text in UTF-8, with its byte order mark if it has one. Lone surrogates and a last odd byte become U+FFFD.
  ///
  /// - Returns: the text, and whether anything had to be replaced.
  public static func decode(_ source: Span<UInt8>, _ order: ByteOrder) -> (text: ContiguousArray<UInt8>, isDamaged: Bool) {
    var units = ContiguousArray<UInt16>()
    units.reserveCapacity(source.count / 2 + 1)
    var index = 0
    while index + 1 < source.count {
      let low = UInt16(source[order == .littleEndian ? index : index + 1])
      let high = UInt16(source[order == .littleEndian ? index + 1 : index])
      units.append(high << 8 | low)
      index += 2
    }
    var isDamaged = source.count % 2 == 1
    var text = ContiguousArray<UInt8>()
    text.reserveCapacity(units.count + units.count / 8)
    let failed = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) { text.append($0) }
    if failed { isDamaged = true }
    if source.count % 2 == 1 { text.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
    return (text, isDamaged)
  }

  /// Text in UTF-16, the reverse of ``decode(_:_:)`` for text without damage.
  public static func encode(_ text: ContiguousArray<UInt8>, _ order: ByteOrder) -> ContiguousArray<UInt8> {
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(text.count * 2)
    for unit in String(decoding: text, as: UTF8.self).utf16 {
      let low = UInt8(truncatingIfNeeded: unit)
      let high = UInt8(truncatingIfNeeded: unit >> 8)
      bytes.append(order == .littleEndian ? low : high)
      bytes.append(order == .littleEndian ? high : low)
    }
    return bytes
  }
}
