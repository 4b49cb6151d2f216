import SourceTree

/// Cuts the line around a finding to a width, hides its values and finds the columns to mark.
struct ExcerptBuilder {
  /// Columns of text that fit beside the line number.
  let width: Int
  let visibility: ValueVisibility
  private var scanner: ValueScanner

  init(format: SourceFormat, width: Int, visibility: ValueVisibility, headerEnd: Int = 0) {
    self.width = max(20, width)
    self.visibility = visibility
    scanner = ValueScanner(format: format)
    scanner.headerEnd = headerEnd
  }

  /// - Parameters:
  ///   - span: the bytes to mark; its part beyond the line is left out.
  ///   - line: the line that `span` starts in, without its line end.
  mutating func excerpt(of span: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> SourceExcerptText {
    let start = min(max(span.lowerBound, line.lowerBound), line.upperBound)
    let end = min(max(span.upperBound, start), line.upperBound)
    let window = self.window(around: start..<end, line: line, bytes: bytes)
    let hidden = visibility == .masked ? scanner.values(in: window, line: line, bytes: bytes) : []
    var result = SourceExcerptText()
    if window.lowerBound > line.lowerBound { result.append("…") }
    var position = window.lowerBound
    var nextHidden = 0
    while position < window.upperBound {
      while nextHidden < hidden.count, hidden[nextHidden].upperBound <= position { nextHidden += 1 }
      let isHidden = nextHidden < hidden.count && hidden[nextHidden].contains(position)
      if position <= start { result.caretStart = result.characters }
      let length = append(at: position, limit: window.upperBound, isHidden: isHidden, bytes: bytes, to: &result)
      position += length
      if position <= end { result.caretEnd = result.characters }
    }
    if start >= window.upperBound { result.caretStart = result.characters }
    result.caretEnd = max(result.caretEnd, result.caretStart + 1)
    if window.upperBound < line.upperBound { result.append("…") }
    return result
  }

  /// The part of the line to show: all of it if it fits, else the marked bytes with something of what is before them.
  private func window(around marked: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> Range<Int> {
    if line.count <= width { return line }
    let room = max(0, width - marked.count)
    var lower = max(line.lowerBound, marked.lowerBound - max(width / 4, room / 2))
    let upper = min(line.upperBound, lower + width)
    lower = max(line.lowerBound, min(lower, upper - width))
    return aligned(lower, bytes)..<max(aligned(upper, bytes), marked.lowerBound)
  }

  /// Moves an offset back to the start of a UTF-8 sequence.
  private func aligned(_ offset: Int, _ bytes: Span<UInt8>) -> Int {
    var position = offset
    while position > 0, position < bytes.count, offset - position < 3, bytes[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  /// Appends the scalar at an offset; returns its length in bytes.
  private func append(
    at position: Int, limit: Int, isHidden: Bool, bytes: Span<UInt8>, to result: inout SourceExcerptText
  ) -> Int {
    guard let (scalar, length) = UTF8Decoding.scalar(at: position, limit: limit, bytes: bytes) else {
      result.append(isHidden ? "x" : DisplayText.malformed(bytes[position]))
      return 1
    }
    result.append(DisplayText.visible(isHidden ? ValueMask.mask(scalar) : scalar))
    return length
  }
}

/// Text under construction, counted in characters as a reader of the excerpt counts them: Unicode scalars.
struct SourceExcerptText {
  var text = ""
  var characters = 0
  var caretStart = 0
  var caretEnd = 0

  mutating func append(_ piece: String) {
    text += piece
    characters += piece.unicodeScalars.count
  }
}
