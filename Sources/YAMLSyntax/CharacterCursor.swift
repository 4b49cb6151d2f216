/// Turns libyaml's positions, which count characters, into byte offsets. Positions come in nearly ascending order, so that the cursor
/// mostly walks forward from where it is.
struct CharacterCursor {
  private var character = 0
  private var byte: Int

  /// - Parameter start: where the first character stands.
  init(start: Int) { byte = start }

  mutating func byteOffset(ofCharacter target: Int, in bytes: ContiguousArray<UInt8>) -> Int {
    while character > target {
      byte -= 1
      if bytes[byte] & 0xC0 != 0x80 { character -= 1 }
    }
    while character < target, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    return byte
  }
}
