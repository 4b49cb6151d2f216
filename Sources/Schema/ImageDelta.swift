/// An image told by what it has in common with another one: an image with more definitions repeats most of the bytes of the image it
/// grew from, so that the difference is a fraction of its size.
///
/// Layout, little-endian: magic `PLUMBDLT`, checksum of the base image, length of the target, number of steps; then the steps of 12 bytes
/// each (how many new bytes, then from where in the base and how many bytes to copy); then the new bytes of all steps.
public enum ImageDelta {
  static let magic: UInt64 = 0x544C_4442_4D55_4C50  // "PLUMBDLT"
  static let headerSize = 32
  static let stepSize = 12
  /// What is looked for in the base at once.
  private static let window = 32
  /// Records are multiples of this long.
  private static let grain = 4

  private struct Step {
    var newCount: Int
    var copyStart: Int
    var copyCount: Int
  }

  /// The difference that makes `target` of `base`. Equal images give equal differences.
  public static func encode(_ target: [UInt8], base: [UInt8]) -> [UInt8] {
    var steps: [Step] = []
    var added: [UInt8] = []
    let places = places(base)
    var position = 0
    var pending = 0
    /// Where the last copy would go on in the base: tables mostly do.
    var expected = 0
    while position < target.count {
      guard let start = match(target, position, base, places, expected) else {
        position += min(grain, target.count - position)
        continue
      }
      var length = 0
      while position + length < target.count, start + length < base.count, target[position + length] == base[start + length] {
        length += 1
      }
      // Tables start at multiples of the grain, and so does every copy but the last.
      if position + length < target.count { length -= length % grain }
      added += target[pending..<position]
      steps.append(Step(newCount: position - pending, copyStart: start, copyCount: length))
      position += length
      pending = position
      expected = start + length
    }
    added += target[pending...]
    steps.append(Step(newCount: target.count - pending, copyStart: 0, copyCount: 0))
    return bytes(steps, added, targetCount: target.count, baseSum: checksum(base))
  }

  /// A place in the base whose bytes are those of the target at `position`, for a window at least.
  private static func match(
    _ target: [UInt8], _ position: Int, _ base: [UInt8], _ places: [UInt64: Int], _ expected: Int
  ) -> Int? {
    guard position + window <= target.count else { return nil }
    // First at the same distance from the last copy, then anywhere.
    for start in [expected, places[key(target, position)] ?? .max] where start <= base.count - window {
      if (0..<window).allSatisfy({ target[position + $0] == base[start + $0] }) { return start }
    }
    return nil
  }

  private static func places(_ base: [UInt8]) -> [UInt64: Int] {
    var places: [UInt64: Int] = [:]
    var position = 0
    while position + window <= base.count {
      let key = key(base, position)
      if places[key] == nil { places[key] = position }
      position += window
    }
    return places
  }

  private static func key(_ bytes: [UInt8], _ position: Int) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in position..<(position + window) { value = (value ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return value
  }

  private static func bytes(_ steps: [Step], _ added: [UInt8], targetCount: Int, baseSum: UInt64) -> [UInt8] {
    var result: [UInt8] = []
    SchemaImage.append(magic, to: &result)
    SchemaImage.append(baseSum, to: &result)
    SchemaImage.append(UInt64(targetCount), to: &result)
    SchemaImage.append(UInt64(steps.count), to: &result)
    for step in steps {
      SchemaImage.append(UInt32(step.newCount), to: &result)
      SchemaImage.append(UInt32(step.copyStart), to: &result)
      SchemaImage.append(UInt32(step.copyCount), to: &result)
    }
    return result + added
  }

  /// A sum by which a base image is recognised: of its length and of its first and last bytes, which hold the table of sections.
  static func checksum(_ bytes: some RandomAccessCollection<UInt8>) -> UInt64 {
    var value = UInt64(bytes.count)
    for byte in bytes.prefix(4096) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for byte in bytes.suffix(4096) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return value
  }

  /// The image that `delta` makes of `base`. Every step is checked against both.
  public static func decode(_ delta: UnsafeRawBufferPointer, base: UnsafeRawBufferPointer) throws(SchemaImageError) -> [UInt8] {
    // Callers' ranges were checked against the buffer's length before.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: Number.Type) -> Number {
      unsafe Number(littleEndian: delta.loadUnaligned(fromByteOffset: offset, as: type))
    }
    guard delta.count >= headerSize, number(0, UInt64.self) == magic else { throw .notAnImage }
    guard unsafe number(8, UInt64.self) == checksum(base) else { throw .otherLayout }
    guard let count = Int(exactly: number(16, UInt64.self)), let steps = Int(exactly: number(24, UInt64.self)),
      count <= 1 << 31, steps <= (delta.count - headerSize) / stepSize
    else { throw .truncated }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var position = headerSize + steps * stepSize
    for step in 0..<steps {
      let entry = headerSize + step * stepSize
      let newCount = Int(number(entry, UInt32.self))
      let start = Int(number(entry + 4, UInt32.self))
      let length = Int(number(entry + 8, UInt32.self))
      guard newCount <= delta.count - position, start <= base.count, length <= base.count - start else { throw .truncated }
      // Both ranges were checked in the line before.
      unsafe result.append(contentsOf: delta[position..<(position + newCount)])
      unsafe result.append(contentsOf: base[start..<(start + length)])
      position += newCount
    }
    guard result.count == count else { throw .truncated }
    return result
  }
}
