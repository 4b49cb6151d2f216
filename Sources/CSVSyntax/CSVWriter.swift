import SourceTree

/// Writes tables from their trees: the cells of each row by column number, joined by the delimiter, quoted as they stood. Blanks
/// around quotes, line ends and empty lines are taken from the bytes around the cells, so that an unchanged document comes back
/// byte for byte.
///
/// To change a value, append its new bytes to the document's `bytes` and point the cell at them: it is quoted where it must be.
public struct CSVWriter: Sendable {
  public var dialect: CSVDialect

  public init(dialect: CSVDialect) { self.dialect = dialect }

  /// Writes everything that was read, in the encoding that it was read in.
  ///
  /// - Parameter sourceCount: how many bytes the document had when it was read, where values were changed since.
  public func write(
    _ document: borrowing SourceDocument, sourceCount: Int? = nil, into output: inout ContiguousArray<UInt8>
  ) {
    var text = ContiguousArray<UInt8>()
    let count = sourceCount ?? document.bytes.count
    text.reserveCapacity(count)
    var position = 0
    for index in document.roots.indices {
      let row = document.roots[index]
      copy(document, position, Int(document[row].offset), into: &text)
      writeRow(document, row, into: &text)
      position = document[row].range.upperBound
    }
    copy(document, position, count, into: &text)
    switch dialect.encoding {
    case .utf16LittleEndian: output.append(contentsOf: UTF16Text.encode(text, .littleEndian))
    case .utf16BigEndian: output.append(contentsOf: UTF16Text.encode(text, .bigEndian))
    case .utf8, .windows1252: output.append(contentsOf: text)
    }
  }

  /// Writes one row without its line end, as UTF-8 or as it stood.
  public func writeRow(_ document: borrowing SourceDocument, _ row: NodeID, into output: inout ContiguousArray<UInt8>) {
    let range = document[row].range
    var column: UInt32 = 1
    document.forEachChild(of: row) { cell in
      separate(&column, document[cell].name, into: &output)
      writeCell(document, cell, row: range, into: &output)
    }
    separate(&column, document[row].name, into: &output)
  }

  /// Adds a value as a cell, in quotes where it must have them (RFC 4180 section 2.6) or would lose blanks at its ends.
  public func appendValue(_ value: Span<UInt8>, into output: inout ContiguousArray<UInt8>) {
    guard let quote = dialect.quote, needsQuotes(value, quote) else {
      for index in value.indices { output.append(value[index]) }
      return
    }
    output.append(quote)
    for index in value.indices {
      if value[index] == quote { output.append(quote) }
      output.append(value[index])
    }
    output.append(quote)
  }

  private func needsQuotes(_ value: Span<UInt8>, _ quote: UInt8) -> Bool {
    guard value.count > 0 else { return false }
    if value[0] == 0x20 || value[0] == 0x09 || value[value.count - 1] == 0x20 || value[value.count - 1] == 0x09 { return true }
    for index in value.indices {
      let byte = value[index]
      if byte == quote || byte == dialect.delimiter || byte == 0x0A || byte == 0x0D { return true }
    }
    return false
  }

  private func separate(_ column: inout UInt32, _ next: UInt32, into output: inout ContiguousArray<UInt8>) {
    while column < next {
      output.append(dialect.delimiter)
      column += 1
    }
  }

  /// Writes a cell with the quotes and blanks around it, or a value that was changed.
  private func writeCell(
    _ document: borrowing SourceDocument, _ cell: NodeID, row: Range<Int>, into output: inout ContiguousArray<UInt8>
  ) {
    let range = document[cell].range
    guard range.lowerBound >= row.lowerBound, range.upperBound <= row.upperBound else {
      return appendValue(document.bytes.span.extracting(range), into: &output)
    }
    var start = range.lowerBound
    var end = range.upperBound
    if let quote = dialect.quote, start > row.lowerBound, document.bytes[start - 1] == quote {
      start -= 1
      while start > row.lowerBound, isBlank(document.bytes[start - 1]) { start -= 1 }
      if end < row.upperBound, document.bytes[end] == quote { end += 1 }
      while end < row.upperBound, isBlank(document.bytes[end]) { end += 1 }
    }
    copy(document, start, end, into: &output)
  }

  private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter }

  private func copy(
    _ document: borrowing SourceDocument, _ start: Int, _ end: Int, into output: inout ContiguousArray<UInt8>
  ) {
    if start < end { output.append(contentsOf: document.bytes[start..<end]) }
  }
}
