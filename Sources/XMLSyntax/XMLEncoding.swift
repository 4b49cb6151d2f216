/// The encoding of an XML document, found as appendix F of XML 1.0 says.
enum XMLEncoding: Equatable {
  case utf8, utf16LittleEndian, utf16BigEndian, latin1, latin9, windows1252
  case unsupported

  /// What the document's first bytes tell.
  struct Detection {
    var encoding: XMLEncoding
    /// Bytes of the mark at the start.
    var markLength: Int
    /// The name in the XML declaration, where it can be read without decoding.
    var declaredName: Range<Int>?
    /// Whether declaration and bytes disagree.
    var isMismatch: Bool
  }

  static func detect(_ bytes: Span<UInt8>) -> Detection {
    func starts(_ prefix: [UInt8]) -> Bool {
      guard bytes.count >= prefix.count else { return false }
      for index in prefix.indices where bytes[index] != prefix[index] { return false }
      return true
    }
    func found(_ encoding: XMLEncoding, mark: Int) -> Detection {
      Detection(encoding: encoding, markLength: mark, declaredName: nil, isMismatch: false)
    }
    if starts([0xFF, 0xFE, 0, 0]) || starts([0, 0, 0xFE, 0xFF]) || starts([0, 0, 0, 0x3C]) || starts([0x3C, 0, 0, 0]) {
      return found(.unsupported, mark: 0)
    }
    if starts([0xFE, 0xFF]) { return found(.utf16BigEndian, mark: 2) }
    if starts([0xFF, 0xFE]) { return found(.utf16LittleEndian, mark: 2) }
    if starts([0, 0x3C]) { return found(.utf16BigEndian, mark: 0) }
    if starts([0x3C, 0]) { return found(.utf16LittleEndian, mark: 0) }
    let mark = starts([0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let name = declaredEncoding(bytes, from: mark) else { return found(.utf8, mark: mark) }
    return detect(declared: name, bytes, mark)
  }

  private static func detect(declared name: Range<Int>, _ bytes: Span<UInt8>, _ mark: Int) -> Detection {
    var text = ""
    for index in name { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    var result = Detection(encoding: named(text), markLength: mark, declaredName: name, isMismatch: false)
    switch result.encoding {
    case .utf8: break
    case .utf16LittleEndian, .utf16BigEndian:
      result.encoding = .utf8
      result.isMismatch = true
    case .latin1, .latin9, .windows1252:
      if mark > 0 {
        result.encoding = .utf8
        result.isMismatch = true
      } else {
        result.isMismatch = isMultiByteUTF8(bytes)
      }
    case .unsupported: result.encoding = .unsupported
    }
    return result
  }

  /// Names as registered with IANA, and the usual variations.
  private static func named(_ name: String) -> XMLEncoding {
    switch name.lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii": .utf8
    case "utf-16", "utf-16le", "utf16": .utf16LittleEndian
    case "utf-16be": .utf16BigEndian
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1": .latin1
    case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9": .latin9
    case "windows-1252", "cp1252", "cp-1252": .windows1252
    default: .unsupported
    }
  }

  /// Whether the bytes have characters beyond ASCII and all of them make sense as UTF-8, which other text hardly ever does.
  private static func isMultiByteUTF8(_ bytes: Span<UInt8>) -> Bool {
    var isASCII = true
    for index in bytes.indices where bytes[index] >= 0x80 {
      isASCII = false
      break
    }
    return !isASCII && malformedUTF8(bytes) == nil
  }

  /// The first bytes that are not UTF-8.
  static func malformedUTF8(_ bytes: Span<UInt8>) -> Range<Int>? {
    do {
      _ = try UTF8Span(validating: bytes)
      return nil
    } catch {
      return error.byteOffsets
    }
  }

  /// The value of `encoding` in the XML declaration. Reads as leniently as it can: libxml2 judges the declaration.
  static func declaredEncoding(_ bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
    guard XMLTokenizer.has("<?xml", bytes, start) else { return nil }
    var position = start + 5
    while position < bytes.count, bytes[position] != .greaterThan {
      if XMLTokenizer.has("encoding", bytes, position) {
        var quote = XMLTokenizer.skipBlanks(bytes, position + 8)
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "=") else { return nil }
        quote = XMLTokenizer.skipBlanks(bytes, quote + 1)
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") || bytes[quote] == UInt8(ascii: "'") else { return nil }
        var end = quote + 1
        while end < bytes.count, bytes[end] != bytes[quote], bytes[end] > 0x20, bytes[end] < 0x7F, end - quote < 64 { end += 1 }
        return (quote + 1)..<end
      }
      position += 1
    }
    return nil
  }
}
