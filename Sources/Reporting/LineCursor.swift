import SourceTree

/// Line and column of offsets that come in rising order, each line's bytes read once; ``LineIndex`` alone would read a line of
/// megabytes again for every finding in it.
struct LineCursor {
  let index: LineIndex
  private var line = -1
  private var position = 0
  private var column = 1

  init(_ index: LineIndex) { self.index = index }

  /// Line and column of an offset, both from 1.
  mutating func position(of offset: Int, in bytes: Span<UInt8>) -> (line: Int, column: Int) {
    let wanted = index.line(of: offset)
    if wanted != line || offset < position {
      line = wanted
      position = index.lineStarts[wanted]
      column = 1
    }
    let end = min(offset, bytes.count)
    while position < end {
      if bytes[position] & 0xC0 != 0x80 { column += 1 }
      position += 1
    }
    return (wanted + 1, column)
  }
}
