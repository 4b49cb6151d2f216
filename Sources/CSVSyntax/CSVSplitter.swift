import SourceTree

/// Finds where a stream of rows may be cut into chunks. Must be asked about the parts of a stream in their order, each starting
/// where the last one was cut; it finds the dialect in the first and keeps it.
public struct CSVSplitter: Sendable {
  /// The dialect of the stream; nil until the first bytes were seen.
  public private(set) var dialect: CSVDialect?

  public init(dialect: CSVDialect? = nil) { self.dialect = dialect }

  /// The last offset in `bytes` that a row ends at for certain, whatever follows. At the end of the stream all of it is taken.
  ///
  /// Nil when there is no such place: then more must be read first. UTF-16 text is not cut.
  public mutating func lastBoundary(in bytes: Span<UInt8>, atEnd: Bool) -> Int? {
    let isFirst = dialect == nil
    let dialect = self.dialect ?? CSVDialect.detect(in: bytes)
    if atEnd || isFirst && bytes.count >= CSVDialect.sampleSize { self.dialect = dialect }
    if atEnd { return bytes.count > 0 ? bytes.count : nil }
    guard self.dialect != nil, dialect.encoding != .utf16LittleEndian, dialect.encoding != .utf16BigEndian else { return nil }
    if let end = lastLineEnd(in: bytes, withoutQuote: dialect.quote) { return end }
    return lastRowEnd(in: bytes, dialect)
  }

  /// Where there are no quotes at all every line feed ends a row.
  private func lastLineEnd(in bytes: Span<UInt8>, withoutQuote quote: UInt8?) -> Int? {
    if let quote {
      for index in bytes.indices where bytes[index] == quote { return nil }
    }
    var position = bytes.count
    while position > 0 {
      // Empty lines are kept together.
      if bytes[position - 1] == 0x0A, position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { return position }
      position -= 1
    }
    return nil
  }

  private func lastRowEnd(in bytes: Span<UInt8>, _ dialect: CSVDialect) -> Int? {
    var parser = TableParser(dialect: dialect, limits: .standard)
    parser.isSampling = true
    let start = ByteOrderMark.length(bytes)
    parser.scanner.restart(bytes, at: start, parser.stops)
    var position = start
    var boundary: Int?
    while position < bytes.count {
      parser.touchedEnd = false
      let next = parser.parseLine(bytes, at: position)
      if parser.touchedEnd || next == bytes.count { break }
      boundary = next
      position = next
      parser.nodes.removeAll(keepingCapacity: true)
      parser.roots.removeAll(keepingCapacity: true)
    }
    return boundary
  }
}
