/// `string`, `markdown` and `code`.
enum TextFormat {
  static func stringFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count == 0 { return .empty }
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return .controlCharacter }
    }
    return .none
  }

  /// Whether a text has nothing but blanks.
  static func isBlank(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where !text[index].isBlank { return false }
    return true
  }

  /// `[^\s]+(\s[^\s]+)*`
  static func codeFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count == 0 { return .empty }
    let blank = text.firstBlank()
    var previousIsBlank = false
    for index in blank..<text.count {
      let byte = text[index]
      if byte > 0x20 {
        previousIsBlank = false
        continue
      }
      if !byte.isBlank { return .controlCharacter }
      if index == 0 || index == text.count - 1 { return .outerBlank }
      if previousIsBlank { return .doubleBlank }
      previousIsBlank = true
    }
    return .none
  }

  /// The number of characters, not bytes.
  static func characterCount(_ text: Span<UInt8>) -> Int {
    var count = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
