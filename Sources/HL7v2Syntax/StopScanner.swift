import SourceTree

/// Finds the bytes that matter in ER7 text: delimiters, the escape character and control characters. Looks at 64 bytes at a time
/// and hands out the stops one by one; all that lies between them is value.
struct StopScanner {
  private var field = SIMD16<UInt8>(repeating: 0)
  private var component = SIMD16<UInt8>(repeating: 0)
  private var repetition = SIMD16<UInt8>(repeating: 0)
  private var subcomponent = SIMD16<UInt8>(repeating: 0)
  private var escape = SIMD16<UInt8>(repeating: 0)
  /// NEL (0x85) in the rare messages whose lines end with it, else the field separator once more.
  private var nextLine = SIMD16<UInt8>(repeating: 0)

  /// The bit of each byte in the mask of its half.
  private let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)

  private let controlMask = SIMD16<UInt8>(repeating: 0xE0)
  private let zero = SIMD16<UInt8>(repeating: 0)

  /// Offset of the block that `stops` describes.
  private var blockStart = 0
  /// One bit for each stop of the block that was not handed out yet, lowest first.
  private var stops: UInt64 = 0

  private static let blockSize = 64

  /// Takes new delimiters and starts at an offset.
  mutating func restart(_ source: Span<UInt8>, at offset: Int, _ delimiters: Delimiters, nextLineEnds: Bool) {
    field = SIMD16(repeating: delimiters.field)
    component = SIMD16(repeating: delimiters.component ?? delimiters.field)
    repetition = SIMD16(repeating: delimiters.repetition ?? delimiters.field)
    subcomponent = SIMD16(repeating: delimiters.subcomponent ?? delimiters.field)
    escape = SIMD16(repeating: delimiters.escape ?? delimiters.field)
    nextLine = SIMD16(repeating: nextLineEnds ? 0x85 : delimiters.field)
    load(source, at: offset)
  }

  /// The offset of the next stop, or the length of the text.
  @inline(__always)
  mutating func next(_ source: Span<UInt8>) -> Int {
    while stops == 0 {
      guard blockStart + StopScanner.blockSize < source.count else { return source.count }
      load(source, at: blockStart + StopScanner.blockSize)
    }
    let offset = blockStart + stops.trailingZeroBitCount
    stops &= stops &- 1
    return offset
  }

  /// Forgets all stops before an offset that lies ahead.
  @inline(__always)
  mutating func skip(_ source: Span<UInt8>, to offset: Int) {
    let distance = offset - blockStart
    if distance < StopScanner.blockSize {
      if distance > 0 { stops &= UInt64.max << UInt64(truncatingIfNeeded: distance) }
    } else if offset < source.count {
      load(source, at: offset)
    } else {
      blockStart = offset
      stops = 0
    }
  }

  private mutating func load(_ source: Span<UInt8>, at offset: Int) {
    blockStart = offset
    guard offset <= source.count - StopScanner.blockSize else {
      stops = shortBlock(source, at: offset)
      return
    }
    let raw = unsafe source.bytes  // loads of 16 bytes, at offsets that `RawSpan` checks against its bounds
    var bits: UInt64 = 0
    for part in 0..<4 {
      let vector = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset &+ part &* 16, as: SIMD16<UInt8>.self)
      bits |= mask(vector) << UInt64(truncatingIfNeeded: part &* 16)
    }
    stops = bits
  }

  /// One bit for each stop among 16 bytes.
  @inline(__always)
  private func mask(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let isDelimiter = (bytes .== field) .| (bytes .== component) .| (bytes .== subcomponent)
    let isOther = (bytes .== repetition) .| (bytes .== escape) .| (bytes .== nextLine)
    // Below 20 hexadecimal: the upper three bits are clear. (`.<` would be compiled to sixteen comparisons.)
    let upperBits: SIMD16<UInt8> = bytes & controlMask
    let isControl = upperBits .== zero
    let marked = zero.replacing(with: weights, where: isDelimiter .| isOther .| isControl)
    // 16 bytes seen as two words; multiplying adds up the distinct weights of a word in its top byte.
    let words = unsafe unsafeBitCast(marked, to: SIMD2<UInt64>.self)
    let low = (words[0] &* 0x0101_0101_0101_0101) >> 56
    let high = (words[1] &* 0x0101_0101_0101_0101) >> 56
    return low | high << 8
  }

  /// The last block of a text, byte by byte.
  private func shortBlock(_ source: Span<UInt8>, at offset: Int) -> UInt64 {
    var bits: UInt64 = 0
    var index = offset
    while index < source.count {
      let byte = source[index]
      let isStop =
        byte < 0x20 || byte == field[0] || byte == component[0] || byte == repetition[0] || byte == subcomponent[0]
        || byte == escape[0] || byte == nextLine[0]
      if isStop { bits |= 1 << UInt64(truncatingIfNeeded: index - offset) }
      index += 1
    }
    return bits
  }
}
