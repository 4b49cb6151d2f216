import SourceTree

/// Text that should be UTF-8 and is not.
enum MalformedText {
  /// Puts a question mark in the place of every byte from `start` on that belongs to no character, so that all offsets stay.
  static func mask(_ bytes: inout ContiguousArray<UInt8>, from start: Int) {
    var position = start
    while position < bytes.count {
      let length = characterLength(bytes, position)
      if length == 0 { bytes[position] = UInt8(ascii: "?") }
      position += max(1, length)
    }
  }

  /// The length of the character at a position, 0 where there is none (the Unicode Standard, table 3-7).
  private static func characterLength(_ bytes: ContiguousArray<UInt8>, _ position: Int) -> Int {
    let lead = bytes[position]
    if lead < 0x80 { return 1 }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard position + length <= bytes.count else { return 0 }
    let second = bytes[position + 1]
    let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard lowest...highest ~= second else { return 0 }
    for index in (position + 2)..<(position + max(2, length)) where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
