/// A sum of 128 bits over bytes, by which contents are recognised and damage is noticed. It is fast (several GB/s) and no protection
/// against somebody who wants two contents to have the same sum; for that there is ``SHA256``.
public struct ContentHash: Sendable, Hashable {
  private var lanes: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
  private var count: UInt64 = 0

  public init() {}

  public static func == (left: ContentHash, right: ContentHash) -> Bool {
    left.lanes == right.lanes && left.count == right.count
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(lanes.0) }

  /// Adds bytes; where one addition ends and the next begins is part of the sum.
  public mutating func add(_ bytes: [UInt8]) {
    // Reads eight bytes at a time, all of them below the buffer's length.
    unsafe bytes.withUnsafeBytes { buffer in
      var position = 0
      while position + 16 <= buffer.count {
        unsafe mix(
          buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self),
          buffer.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
        position += 16
      }
      var rest: (UInt64, UInt64) = (0, 0)
      for index in position..<buffer.count {
        let byte = UInt64(unsafe buffer[index])
        if index - position < 8 {
          rest.0 |= byte << UInt64((index - position) * 8)
        } else {
          rest.1 |= byte << UInt64((index - position - 8) * 8)
        }
      }
      mix(rest.0, rest.1)
    }
    count &+= UInt64(bytes.count)
    mix(UInt64(bytes.count), count)
  }

  public mutating func add(_ text: String) { add(Array(text.utf8)) }

  public mutating func add(_ hash: ContentHash) { add(hash.bytes) }

  @inline(__always)
  private mutating func mix(_ first: UInt64, _ second: UInt64) {
    let left = (lanes.0 ^ first).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    let right = (lanes.1 ^ second).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    lanes.0 = left.low ^ left.high &+ lanes.1
    lanes.1 = (right.low ^ right.high) &+ lanes.0.byteSwapped
  }

  /// The sum as 16 bytes.
  public var bytes: [UInt8] {
    [lanes.0, lanes.1].flatMap { lane in (0..<8).map { UInt8(truncatingIfNeeded: lane >> UInt64($0 * 8)) } }
  }

  /// The sum as 32 hexadecimal digits.
  public var text: String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
