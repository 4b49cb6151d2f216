/// Finds the bytes that matter in delimited text: up to six given bytes and all control characters (below 20 hexadecimal). Looks
/// at 64 bytes at a time and hands out the stops one by one; all that lies between them is value.
@frozen
public struct StopScanner: Sendable {
  @usableFromInline var first = SIMD16<UInt8>(repeating: 0)
  @usableFromInline var second = SIMD16<UInt8>(repeating: 0)
  @usableFromInline var third = SIMD16<UInt8>(repeating: 0)
  @usableFromInline var fourth = SIMD16<UInt8>(repeating: 0)
  @usableFromInline var fifth = SIMD16<UInt8>(repeating: 0)
  @usableFromInline var sixth = SIMD16<UInt8>(repeating: 0)
  /// The bit of each byte in the mask of its half.
  @usableFromInline let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
  @usableFromInline let controlMask = SIMD16<UInt8>(repeating: 0xE0)
  @usableFromInline let zero = SIMD16<UInt8>(repeating: 0)

  /// Offset of the block that `stops` describes.
  @usableFromInline var blockStart = 0
  /// One bit for each stop of the block that was not handed out yet, lowest first.
  @usableFromInline var stops: UInt64 = 0

  @usableFromInline static var blockSize: Int { 64 }

  @inlinable
  public init() {}

  /// Takes new stop bytes and starts at an offset. The first six of `bytes` count; unused ones repeat another.
  @inlinable
  public mutating func restart(_ source: Span<UInt8>, at offset: Int, _ bytes: SIMD8<UInt8>) {
    first = SIMD16(repeating: bytes[0])
    second = SIMD16(repeating: bytes[1])
    third = SIMD16(repeating: bytes[2])
    fourth = SIMD16(repeating: bytes[3])
    fifth = SIMD16(repeating: bytes[4])
    sixth = SIMD16(repeating: bytes[5])
    load(source, at: offset)
  }

  /// The offset of the next stop, or the length of the text.
  @inlinable
  @inline(__always)
  public mutating func next(_ source: Span<UInt8>) -> Int {
    while stops == 0 {
      guard blockStart &+ StopScanner.blockSize < source.count else { return source.count }
      load(source, at: blockStart &+ StopScanner.blockSize)
    }
    let offset = blockStart &+ stops.trailingZeroBitCount
    stops &= stops &- 1
    return offset
  }

  /// Forgets all stops before an offset that lies ahead.
  @inlinable
  @inline(__always)
  public mutating func skip(_ source: Span<UInt8>, to offset: Int) {
    let distance = offset &- blockStart
    if distance < StopScanner.blockSize {
      if distance > 0 { stops &= UInt64.max << UInt64(truncatingIfNeeded: distance) }
    } else if offset < source.count {
      load(source, at: offset)
    } else {
      blockStart = offset
      stops = 0
    }
  }

  @inlinable
  mutating func load(_ source: Span<UInt8>, at offset: Int) {
    blockStart = offset
    let last = source.count &- StopScanner.blockSize
    if offset <= last {
      stops = block(source, at: offset)
    } else if last >= 0 && offset < source.count {
      // The last block, without what lies before it.
      stops = block(source, at: last) >> UInt64(truncatingIfNeeded: offset &- last)
    } else {
      stops = shortBlock(source, at: offset)
    }
  }

  /// The stops of 64 bytes.
  @inlinable
  @inline(__always)
  func block(_ source: Span<UInt8>, at offset: Int) -> UInt64 {
    let raw = unsafe source.bytes  // loads of 16 bytes, at offsets that `RawSpan` checks against its bounds
    var bits: UInt64 = 0
    for part in 0..<4 {
      let vector = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset &+ part &* 16, as: SIMD16<UInt8>.self)
      bits |= mask(vector) << UInt64(truncatingIfNeeded: part &* 16)
    }
    return bits
  }

  /// One bit for each stop among 16 bytes.
  @inlinable
  @inline(__always)
  func mask(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let isEarly = (bytes .== first) .| (bytes .== second) .| (bytes .== third)
    let isLate = (bytes .== fourth) .| (bytes .== fifth) .| (bytes .== sixth)
    // Below 20 hexadecimal: the upper three bits are clear. (`.<` would be compiled to sixteen comparisons.)
    let upperBits: SIMD16<UInt8> = bytes & controlMask
    let isControl = upperBits .== zero
    let marked = zero.replacing(with: weights, where: isEarly .| isLate .| isControl)
    // 16 bytes seen as two words; multiplying adds up the distinct weights of a word in its top byte.
    let words = unsafe unsafeBitCast(marked, to: SIMD2<UInt64>.self)
    let low = (words[0] &* 0x0101_0101_0101_0101) >> 56
    let high = (words[1] &* 0x0101_0101_0101_0101) >> 56
    return low | high << 8
  }

  /// All that is left of a text shorter than a block, byte by byte.
  @usableFromInline
  func shortBlock(_ source: Span<UInt8>, at offset: Int) -> UInt64 {
    var bits: UInt64 = 0
    var index = offset
    while index < source.count {
      let byte = source[index]
      let isEarly = byte == first[0] || byte == second[0] || byte == third[0]
      let isLate = byte == fourth[0] || byte == fifth[0] || byte == sixth[0]
      if isEarly || isLate || byte < 0x20 { bits |= 1 << UInt64(truncatingIfNeeded: index - offset) }
      index += 1
    }
    return bits
  }
}
