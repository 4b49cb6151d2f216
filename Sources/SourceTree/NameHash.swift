/// A name reduced to a few words: its first and last bytes, its length and a hash. Names of up to 16 bytes, nearly all there
/// are, are equal exactly when these are; longer ones need their middle compared. The hash is keyed by a number drawn once
/// a process, so that hostile names cannot be made to collide.
@usableFromInline
@frozen
struct NameKey: Sendable, BitwiseCopyable {
  @usableFromInline var head: UInt64
  @usableFromInline var tail: UInt64
  @usableFromInline var hash: UInt64
  @usableFromInline var length: Int

  @usableFromInline
  static let secret: UInt64 = UInt64.random(in: .min ... .max)

  @inlinable
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inlinable
  init(_ bytes: RawSpan, _ offset: Int, _ length: Int, secret: UInt64) {
    // The loads are of integers, at offsets that `RawSpan` checks against its bounds.
    if length >= 8 {
      head = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      tail = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + length - 8, as: UInt64.self)
    } else if length >= 4 {
      head = UInt64(unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
      tail = UInt64(unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + length - 4, as: UInt32.self))
    } else if length > 0 {
      let first = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      let middle = unsafe bytes.unsafeLoad(fromByteOffset: offset + length / 2, as: UInt8.self)
      head = UInt64(first) | UInt64(middle) << 8
      tail = UInt64(unsafe bytes.unsafeLoad(fromByteOffset: offset + length - 1, as: UInt8.self))
    } else {
      head = 0
      tail = 0
    }
    self.length = length
    var value = NameKey.mix(head ^ secret, tail ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(length) << 56)
    if length > 16 {
      var position = 8
      while position < length - 8 {
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + position, as: UInt64.self)
        value = NameKey.mix(value ^ word, 0xD6E8_FEB8_6659_FD93)
        position += 8
      }
    }
    hash = value
  }

  /// Equal but for the middle of names longer than 16 bytes.
  @inlinable
  func matches(_ other: NameKey) -> Bool {
    hash == other.hash && head == other.head && tail == other.tail && length == other.length
  }
}

/// An open-addressing table of names. Numbers its names 0, 1, 2, … in the order they came.
@usableFromInline
struct NameIndex: Sendable {
  /// The names' bytes, one after the other.
  @usableFromInline var bytes = ContiguousArray<UInt8>()
  /// Where each name starts in `bytes`; one more entry than names.
  @usableFromInline var offsets: ContiguousArray<UInt32> = [0]
  @usableFromInline var keys = ContiguousArray<NameKey>()
  /// Number of the name + 1, or 0 for an empty slot.
  @usableFromInline var slots: ContiguousArray<UInt32>

  @usableFromInline
  init(capacity: Int) {
    var size = 64
    while size < capacity * 3 { size *= 2 }
    slots = ContiguousArray(repeating: 0, count: size)
  }

  @inlinable
  func find(_ key: NameKey, _ text: RawSpan, _ offset: Int) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      let index = Int(entry) - 1
      if keys[index].matches(key), key.length <= 16 || middleMatches(index, text, offset) { return entry - 1 }
      slot = (slot + 1) & mask
    }
  }

  @usableFromInline
  func middleMatches(_ index: Int, _ text: RawSpan, _ offset: Int) -> Bool {
    let start = Int(offsets[index])
    for position in 8..<(keys[index].length - 8)
    where bytes[start + position] != (unsafe text.unsafeLoad(fromByteOffset: offset + position, as: UInt8.self)) {
      return false
    }
    return true
  }

  @usableFromInline
  mutating func add(_ key: NameKey, _ text: RawSpan, _ offset: Int) -> UInt32 {
    for position in offset..<(offset + key.length) {
      bytes.append(unsafe text.unsafeLoad(fromByteOffset: position, as: UInt8.self))
    }
    offsets.append(UInt32(bytes.count))
    keys.append(key)
    if keys.count * 2 > slots.count {
      slots = ContiguousArray(repeating: 0, count: slots.count * 4)
      for index in keys.indices { place(index) }
    } else {
      place(keys.count - 1)
    }
    return UInt32(keys.count - 1)
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: keys[index].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(index + 1)
  }

  @usableFromInline
  func name(_ index: Int) -> String {
    String(decoding: bytes[Int(offsets[index])..<Int(offsets[index + 1])], as: UTF8.self)
  }

  mutating func removeAll() {
    guard !keys.isEmpty else { return }
    self = NameIndex(capacity: 0)
  }
}
