/// SHA-1 (FIPS 180-4), for name-based identifiers only, not for security.
struct SHA1 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0
  )
  private var schedule = InlineArray<80, UInt32>(repeating: 0)
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0

  mutating func add(_ byte: UInt8) {
    pending[pendingCount] = byte
    pendingCount += 1
    length += 1
    if pendingCount == 64 { compress() }
  }

  mutating func addWord(_ word: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift -= 8
      add(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// The first 16 bytes of the digest as two numbers, all a UUID uses.
  mutating func finish() -> (high: UInt64, low: UInt64) {
    let bits = length &* 8
    add(0x80)
    while pendingCount != 56 { add(0) }
    addWord(bits)
    return (UInt64(state.0) << 32 | UInt64(state.1), UInt64(state.2) << 32 | UInt64(state.3))
  }

  private mutating func compress() {
    pendingCount = 0
    for index in 0..<16 {
      let base = index * 4
      schedule[index] =
        UInt32(pending[base]) << 24 | UInt32(pending[base + 1]) << 16 | UInt32(pending[base + 2]) << 8 | UInt32(pending[base + 3])
    }
    for index in 16..<80 {
      let value = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
      schedule[index] = value << 1 | value >> 31
    }
    var (a, b, c, d, e) = state
    for index in 0..<80 {
      let (mixed, constant): (UInt32, UInt32) =
        switch index {
        case 0..<20: ((b & c) | (~b & d), 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = (a << 5 | a >> 27) &+ mixed &+ e &+ constant &+ schedule[index]
      (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, next)
    }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }
}

/// A name-based UUID (RFC 9562 section 5.5, version 5): the same name always gives the same identifier, so that a repeated run
/// gives the same bytes.
struct NameBasedUUID: Equatable, BitwiseCopyable {
  var high: UInt64
  var low: UInt64

  static let none = NameBasedUUID(high: 0, low: 0)

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameter digest: of the namespace and the name.
  init(_ digest: (high: UInt64, low: UInt64)) {
    high = digest.high & 0xFFFF_FFFF_FFFF_0FFF | 0x5000
    low = digest.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  /// An identifier below another, for what four numbers tell apart there.
  init(below parent: NameBasedUUID, _ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    var hash = SHA1()
    hash.addWord(parent.high)
    hash.addWord(parent.low)
    hash.addWord(first)
    hash.addWord(second)
    hash.addWord(third)
    hash.addWord(fourth)
    self.init(hash.finish())
  }

  /// Appends the 36 characters of the text form.
  func append(to bytes: inout ContiguousArray<UInt8>) {
    for index in 0..<16 {
      if index == 4 || index == 6 || index == 8 || index == 10 { bytes.append(UInt8(ascii: "-")) }
      let word = index < 8 ? high : low
      let byte = UInt8(truncatingIfNeeded: word >> UInt64((7 - index % 8) * 8))
      bytes.append(NameBasedUUID.digit(byte >> 4))
      bytes.append(NameBasedUUID.digit(byte & 15))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
