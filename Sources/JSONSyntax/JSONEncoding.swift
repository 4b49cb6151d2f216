import Diagnostics

/// The character encoding of a JSON text, told from its first four bytes. JSON between systems is UTF-8, RFC 8259 section 8.1;
/// the first two characters of a JSON text are ASCII, so that zero bytes among them give other encodings away.
enum JSONEncoding: Equatable {
  case utf8, utf8WithMark
  case utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian

  init(_ bytes: Span<UInt8>) {
    func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    switch (byte(0), byte(1), byte(2), byte(3)) {
    case (0xEF, 0xBB, 0xBF, _): self = .utf8WithMark
    case (0x00, 0x00, 0xFE, 0xFF): self = .utf32BigEndian
    case (0xFF, 0xFE, 0x00, 0x00): self = .utf32LittleEndian
    case (0xFE, 0xFF, _, _): self = .utf16BigEndian
    case (0xFF, 0xFE, _, _): self = .utf16LittleEndian
    case (0x00, 0x00, 0x00, .some(let last)) where last != 0: self = .utf32BigEndian
    case (.some(let first), 0x00, 0x00, 0x00) where first != 0: self = .utf32LittleEndian
    case (0x00, .some(let second), 0x00, .some) where second != 0: self = .utf16BigEndian
    case (.some(let first), 0x00, .some(let third), 0x00) where first != 0 && third != 0: self = .utf16LittleEndian
    default: self = .utf8
    }
  }

  /// What to call an encoding that is not read, or nil for UTF-8.
  var phrase: Phrase? {
    switch self {
    case .utf8, .utf8WithMark: nil
    case .utf16LittleEndian: JSONRules.utf16LittleEndian
    case .utf16BigEndian: JSONRules.utf16BigEndian
    case .utf32LittleEndian: JSONRules.utf32LittleEndian
    case .utf32BigEndian: JSONRules.utf32BigEndian
    }
  }
}
