/// The bytes that JSON's grammar is made of, RFC 8259 section 2.
enum JSONByte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let slash = UInt8(ascii: "/")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let space = UInt8(ascii: " ")
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let tab: UInt8 = 0x09

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}

/// Eight bytes at once.
enum JSONWord {
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  static let lowBits: UInt64 = 0x0101_0101_0101_0101
  static let spaces: UInt64 = 0x2020_2020_2020_2020
  static let quotes: UInt64 = 0x2222_2222_2222_2222
  static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C

  @inline(__always)
  static func load(_ text: Span<UInt8>, _ position: Int) -> UInt64 {
    // A load of an integer at an offset that `RawSpan` checks against its bounds.
    unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// The high bit of every byte that is a quote, a backslash, a control character or not ASCII. A subtraction may borrow into
  /// bytes above such a byte, so that only the lowest bit is sure.
  @inline(__always)
  static func specialBytes(_ word: UInt64) -> UInt64 {
    (((word ^ quotes) &- lowBits) | ((word ^ backslashes) &- lowBits) | (word &- spaces) | word) & highBits
  }
}
