/// Finds where a stream of newline-delimited JSON may be cut into chunks.
public struct JSONSplitter: Sendable {
  public init() {}

  /// The last position at which a chunk of the stream may end so that it holds whole records: after the last line feed, or the
  /// end of the stream. Nil where the bytes hold no whole record yet.
  public func lastBoundary(in bytes: Span<UInt8>, atEnd: Bool) -> Int? {
    if atEnd { return bytes.count }
    var position = bytes.count
    while position > 0 {
      if bytes[position - 1] == JSONByte.lineFeed { return position }
      position -= 1
    }
    return nil
  }
}
