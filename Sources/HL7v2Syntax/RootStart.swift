import SourceTree

/// Where a message, or a segment of the envelope around messages, begins.
enum RootStart {
  /// Whether a text may be cut at an offset, because what begins there is read without regard to what stands before it. Decided
  /// from the bytes around the offset alone, and asked by the reader and by ``HL7v2Splitter``, so that both see the same messages
  /// wherever a stream is cut: a frame before a header or trailer, one at the start of a line, or `MSH|^~\&|` anywhere.
  @inline(__always)
  static func begins(_ source: Span<UInt8>, at offset: Int) -> Bool {
    if source[offset] == 0x0B { return stands(source, at: offset &+ 1) }
    guard stands(source, at: offset) else { return false }
    guard offset > 0 else { return true }
    let before = source[offset &- 1]
    if before == 0x0A || before == 0x0D { return true }
    return before != 0x0B && standsGlued(source, at: offset)
  }

  /// The first offset behind `start` at which a root begins, or the length of the text.
  static func next(_ source: Span<UInt8>, after start: Int) -> Int {
    var scanner = StopScanner()
    let (m, f, b) = (UInt8(ascii: "M"), UInt8(ascii: "F"), UInt8(ascii: "B"))
    scanner.restart(source, at: start &+ 1, SIMD8(m, f, b, m, f, b, m, f))
    var offset = scanner.next(source)
    while offset < source.count {
      if source[offset] >= 0x0B, source[offset] != 0x0D, begins(source, at: offset) { return offset }
      offset = scanner.next(source)
    }
    return source.count
  }

  /// Whether `MSH`, `FHS`, `BHS` with a separator, or `BTS` or `FTS`, stand at an offset.
  @inline(__always)
  static func stands(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard offset >= 0, offset <= source.count &- 3 else { return false }
    let first = source[offset]
    guard first == UInt8(ascii: "M") || first == UInt8(ascii: "F") || first == UInt8(ascii: "B"),
      let id = SegmentID(source, upperCaseAt: offset)
    else { return false }
    let next = offset + 3
    if id.isHeader { return next < source.count && Delimiters.isPossible(source[next]) }
    guard id.isEnvelope else { return false }
    guard next < source.count else { return true }
    let byte = source[next]
    if byte == 0x0D || byte == 0x0A || byte == 0x1C || Delimiters.isPossible(byte) { return true }
    return byte == UInt8(ascii: "M") && standsGlued(source, at: next)
  }

  /// Whether a header with its encoding characters stands at an offset: sure enough to be taken even in the middle of a line.
  static func standsInFull(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard stands(source, at: offset), offset + 3 < source.count, SegmentID(source, upperCaseAt: offset)?.isHeader == true else {
      return false
    }
    let separator = source[offset + 3]
    var end = offset + 4
    while end < source.count, source[end] != separator, Delimiters.isPossible(source[end]) { end += 1 }
    return 3...5 ~= end - offset - 4 && end < source.count && source[end] == separator
  }

  /// Whether `MSH|^~\&|` stands at an offset: the start of a message even in the middle of a segment, as where files without a
  /// last line end were joined.
  static func standsGlued(_ source: Span<UInt8>, at offset: Int) -> Bool {
    guard offset > 0, offset <= source.count - 9 else { return false }
    guard source[offset] == UInt8(ascii: "M"), source[offset + 3] == UInt8(ascii: "|") else { return false }
    return standsInFull(source, at: offset) && source[offset + 4] == UInt8(ascii: "^") && source[offset + 5] == UInt8(ascii: "~")
      && source[offset + 6] == UInt8(ascii: "\\") && source[offset + 7] == UInt8(ascii: "&")
      && source[offset + 8] == UInt8(ascii: "|")
  }
}
