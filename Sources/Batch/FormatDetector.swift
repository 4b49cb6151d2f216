/// Tells the format of a file from its first bytes and its name. Content counts more than the name: a feed in a file named
/// `.txt` is still a feed. Only a table needs its name, or a delimiter that all its first lines agree on.
struct FormatDetector {
  enum Verdict: Equatable {
    case format(InputFormat)
    /// The first bytes are not enough.
    case needMore
    case empty
    case binary(String)
    case unknown(String)
  }

  /// What the file name speaks for.
  let named: InputFormat?

  func detect(_ bytes: Span<UInt8>, atEnd: Bool) -> Verdict {
    var position = FormatDetector.skipMark(bytes)
    while position < bytes.count, FormatDetector.isBlank(bytes[position]) { position += 1 }
    guard position < bytes.count else { return atEnd ? .empty : .needMore }
    switch bytes[position] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let wide = FormatDetector.wideText(bytes) { return .format(wide) }
      return named == .ndjson ? .format(.ndjson) : lines(bytes, from: position, atEnd: atEnd)
    case UInt8(ascii: "<"): return .format(.xml)
    default: break
    }
    if FormatDetector.startsWithHeaderSegment(bytes, at: position) { return .format(.hl7v2) }
    if let wide = FormatDetector.wideText(bytes) { return .format(wide) }
    if let magic = FormatDetector.signature(bytes) { return .binary(magic) }
    if FormatDetector.hasNull(bytes) { return .binary("it has null bytes") }
    if let named { return .format(named) }
    return FormatDetector.isTable(bytes)
      ? .format(.csv) : .unknown("it starts with none of `{`, `[`, `<`, `MSH`, `FHS` and `BHS`")
  }

  /// Whether a JSON text is one value or a value a line: the first value ends on the first line and another line follows. What has one
  /// line only is looked at once for its end, and not value by value.
  private func lines(_ bytes: Span<UInt8>, from start: Int, atEnd: Bool) -> Verdict {
    guard let end = LineCount.firstFeed(in: bytes, from: start) else { return atEnd ? .format(.json) : .needMore }
    guard FormatDetector.isWholeValue(bytes, start..<end) else { return .format(.json) }
    for index in end..<bytes.count where !FormatDetector.isBlank(bytes[index]) { return .format(.ndjson) }
    return atEnd ? .format(.json) : .needMore
  }

  /// Whether a line is one JSON value and blanks, by its brackets.
  private static func isWholeValue(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var depth = 0
    var isString = false
    var position = line.lowerBound
    while position < line.upperBound {
      let byte = bytes[position]
      position += 1
      if isString {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == UInt8(ascii: "\"") { isString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 {
        while position < line.upperBound, isBlank(bytes[position]) { position += 1 }
        return position >= line.upperBound
      }
    }
    return false
  }

  /// Length of a UTF-8 byte order mark and of a block's start byte (MLLP) before the first character.
  private static func skipMark(_ bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0B || byte == 0x0C
  }

  private static func startsWithHeaderSegment(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    guard position + 4 <= bytes.count else { return false }
    let id = (bytes[position] & 0xDF, bytes[position + 1] & 0xDF, bytes[position + 2] & 0xDF)
    let isHeader = id == (0x4D, 0x53, 0x48) || id == (0x46, 0x48, 0x53) || id == (0x42, 0x48, 0x53)
    let separator = bytes[position + 3]
    return isHeader && separator > 0x20 && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= separator)
      && !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= separator & 0xDF)
  }

  /// Text in UTF-16 or UTF-32, by its mark or its null bytes: the reader of its format then says what is wrong with that.
  private static func wideText(_ bytes: Span<UInt8>) -> InputFormat? {
    var characters: [UInt8] = []
    for index in 0..<min(bytes.count, 16) where bytes[index] != 0 && bytes[index] < 0xFE { characters.append(bytes[index]) }
    let isMarked = bytes.count >= 2 && (bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF)
    let isPadded = bytes.count >= 4 && (bytes[0] == 0) != (bytes[1] == 0)
    guard isMarked || isPadded, let first = characters.first(where: { !isBlank($0) }) else { return nil }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    case UInt8(ascii: "<"): return .xml
    case UInt8(ascii: "M"), UInt8(ascii: "F"), UInt8(ascii: "B"):
      return characters.count >= 4 && startsWithHeaderSegment(characters.span, at: 0) ? .hl7v2 : isMarked ? .csv : nil
    default: return isMarked ? .csv : nil
    }
  }

  /// Well-known first bytes of files that people send by mistake.
  private static func signature(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x50, 0x4B, 0x03, 0x04): return "it is a ZIP archive or an Office document"
    case (0x25, 0x50, 0x44, 0x46): return "it is a PDF document"
    case (0xD0, 0xCF, 0x11, 0xE0): return "it is an old Office document"
    case (0x89, 0x50, 0x4E, 0x47): return "it is a PNG image"
    case (0xFF, 0xD8, 0xFF, _): return "it is a JPEG image"
    case (0x42, 0x5A, 0x68, _): return "it is packed with bzip2"
    case (0xFD, 0x37, 0x7A, 0x58): return "it is packed with xz"
    case (0x28, 0xB5, 0x2F, 0xFD): return "it is packed with Zstandard"
    case (0x7F, 0x45, 0x4C, 0x46): return "it is a program"
    default: return nil
    }
  }

  private static func hasNull(_ bytes: Span<UInt8>) -> Bool {
    for index in 0..<min(bytes.count, 8192) where bytes[index] == 0 { return true }
    return false
  }

  /// Whether the first lines have the same delimiter, the same number of times, more than none.
  private static func isTable(_ bytes: Span<UInt8>) -> Bool {
    let delimiters: [UInt8] = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]
    var counts: [[Int]] = [[0, 0, 0, 0]]
    var isQuoted = false
    for index in 0..<min(bytes.count, 65_536) where counts.count <= 5 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A { counts.append([0, 0, 0, 0]) }
      if let column = delimiters.firstIndex(of: byte) { counts[counts.count - 1][column] += 1 }
    }
    let whole = counts.count > 1 ? counts.dropLast() : counts[...]
    return delimiters.indices.contains { column in
      let first = whole.first?[column] ?? 0
      return first > 0 && whole.allSatisfy { $0[column] == first }
    }
  }
}
