/// Turns byte offsets into lines and columns. Made only when a finding is shown. CR, LF and CRLF each end a line.
public struct LineIndex: Sendable {
  /// Offset of the first byte of each line.
  public let lineStarts: ContiguousArray<Int>
  private let byteCount: Int

  public init(_ bytes: Span<UInt8>) {
    var starts: ContiguousArray<Int> = [0]
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A {
        starts.append(position)
      } else if byte == 0x0D {
        if position < bytes.count, bytes[position] == 0x0A { position += 1 }
        starts.append(position)
      }
    }
    lineStarts = starts
    byteCount = bytes.count
  }

  /// The line of an offset, from 0.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Line and column of an offset, both from 1; columns count Unicode scalars (a malformed byte counts as one).
  public func position(of offset: Int, in bytes: Span<UInt8>) -> (line: Int, column: Int) {
    let line = line(of: offset)
    var column = 1
    var position = lineStarts[line]
    while position < min(offset, bytes.count) {
      if bytes[position] & 0xC0 != 0x80 { column += 1 }
      position += 1
    }
    return (line + 1, column)
  }

  /// The bytes of a line without its line end.
  public func contents(ofLine line: Int, in bytes: Span<UInt8>) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : byteCount
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}
