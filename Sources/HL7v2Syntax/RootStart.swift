/// Where a message, or a segment of the envelope around messages, begins.
enum RootStart {
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
