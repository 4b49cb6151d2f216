/// Hashes and compares keys of tables that records fill, eight bytes at a time: Bundles ask for the address of every reference.
enum KeyHash {
  /// - Parameter secret: a number that nobody outside knows, so that no record can be made whose keys all fall into one place.
  static func of(_ key: Span<UInt8>, _ secret: UInt64) -> Int {
    let raw = unsafe key.bytes  // loads of 8 bytes, at offsets that `RawSpan` checks against its bounds
    var hash = fold(secret, UInt64(key.count))
    var position = 0
    while position + 8 <= key.count {
      hash = fold(hash, unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var rest: UInt64 = 0
    while position < key.count {
      rest = rest << 8 | UInt64(key[position])
      position += 1
    }
    return Int(truncatingIfNeeded: fold(hash, rest))
  }

  private static func fold(_ hash: UInt64, _ part: UInt64) -> UInt64 {
    let product = (hash ^ part).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  static func isEqual(_ own: Span<UInt8>, _ key: Span<UInt8>) -> Bool {
    guard own.count == key.count else { return false }
    let first = unsafe own.bytes  // as above
    let second = unsafe key.bytes
    var position = 0
    while position + 8 <= key.count {
      let part = unsafe first.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if unsafe part != second.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self) { return false }
      position += 8
    }
    while position < key.count {
      if own[position] != key[position] { return false }
      position += 1
    }
    return true
  }
}
