import Diagnostics
import SourceTree

/// Quoted cells, and what becomes of quotes that are not as RFC 4180 section 2.5 to 2.7 wants them.
extension TableParser {
  /// After so many lines inside a quoted cell it is asked whether its quote was forgotten.
  private static let suspiciousLines = 16
  /// How many lines must look like rows to show that it was.
  private static let telltaleLines = 8

  /// Reads a quoted cell and adds its node.
  ///
  /// - Parameters:
  ///   - start: the first byte of the cell.
  ///   - opening: its opening quote, after blanks at most.
  /// - Returns: where the cell ends: at a delimiter, a line end or the end of the text.
  mutating func parseQuotedCell(_ source: Span<UInt8>, from start: Int, opening: Int, column: Int, record: Int) -> Int {
    if opening > start { report(CSVRules.blankAroundQuotes, start..<opening, record: record) }
    var lines = 0
    var nextCheck = TableParser.suspiciousLines
    while true {
      let stop = scanner.next(source)
      guard stop < source.count else {
        touchedEnd = true
        return recoverUnclosedCell(source, opening: opening, column: column, record: record)
      }
      let byte = source[stop]
      if byte == quote {
        switch judgeQuote(source, at: stop, opening: opening, lines: lines) {
        case .doubled: scanner.skip(source, to: stop + 2)
        case .inner: report(CSVRules.quoteNotDoubled, stop..<(stop + 1), record: record)
        case .closes(let end): return closeQuotedCell(source, opening + 1, stop, end: end, column: column, record: record)
        case .endsEarlier: return closeWithText(source, opening: opening, closing: stop, column: column, record: record)
        case .opensAnother: return recoverUnclosedCell(source, opening: opening, column: column, record: record)
        }
      } else if byte == 0x0A || (byte == 0x0D && !(stop + 1 < source.count && source[stop + 1] == 0x0A)) {
        lines += 1
        if lines == nextCheck {
          if linesLookLikeRows(source, after: opening, atMost: TableParser.telltaleLines) {
            return recoverUnclosedCell(source, opening: opening, column: column, record: record)
          }
          nextCheck *= 2
        }
      } else if byte == 0 {
        report(CSVRules.nulByte, stop..<(stop + 1), record: record)
      }
    }
  }

  private enum QuoteRole {
    /// The first of two, which stand for one.
    case doubled
    /// A quote of the text that should have been doubled.
    case inner
    /// The closing quote; the cell ends at the offset.
    case closes(Int)
    /// A closing quote with text after it.
    case endsEarlier
    /// The opening quote of a later cell: the one that was being read was never closed.
    case opensAnother
  }

  private mutating func judgeQuote(
    _ source: Span<UInt8>, at stop: Int, opening: Int, lines: Int
  ) -> QuoteRole {
    var next = stop + 1
    if next < source.count, source[next] == quote { return .doubled }
    while next < source.count, source[next] == 0x20 || source[next] == 0x09, source[next] != delimiter { next += 1 }
    if next == source.count { touchedEnd = true }
    if next == source.count || source[next] == delimiter || source[next] == 0x0A || source[next] == 0x0D {
      let isSwallowing = lines > 2 && columnCount > 2 && linesLookLikeRows(source, after: opening, atMost: lines - 1)
      return isSwallowing ? .opensAnother : .closes(next)
    }
    guard stop > opening + 1 else { return .endsEarlier }
    let before = source[stop - 1]
    if before == delimiter || before == 0x0A || before == 0x0D { return .opensAnother }
    return isInner(source, quoteAt: stop) ? .inner : .endsEarlier
  }

  /// Whether another quote follows in the same line that does not open a cell: then this one belongs to the text.
  private mutating func isInner(_ source: Span<UInt8>, quoteAt stop: Int) -> Bool {
    var position = stop + 1
    while position < source.count, source[position] != 0x0A, source[position] != 0x0D {
      if source[position] == quote { return source[position - 1] != delimiter }
      position += 1
    }
    if position == source.count { touchedEnd = true }
    return false
  }

  private mutating func closeQuotedCell(
    _ source: Span<UInt8>, _ start: Int, _ closing: Int, end: Int, column: Int, record: Int
  ) -> Int {
    appendNode(.field, from: start, to: closing, number: column)
    quotedCells += 1
    if end > closing + 1 { report(CSVRules.blankAroundQuotes, (closing + 1)..<end, record: record) }
    return end
  }

  /// Ends a cell with text after its closing quote at the next delimiter; quote and text are kept as part of the value.
  private mutating func closeWithText(
    _ source: Span<UInt8>, opening: Int, closing: Int, column: Int, record: Int
  ) -> Int {
    var end = closing + 1
    while end < source.count, source[end] != delimiter, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
    if end == source.count { touchedEnd = true }
    report(CSVRules.textAfterQuote, closing..<end, record: record)
    appendNode(.field, from: opening + 1, to: end, number: column)
    return end
  }

  /// Ends a cell whose quote is never closed within its own line, so that it does not swallow the rows after it: at the next
  /// delimiter where the row then has the cells it should have, else at the end of the line.
  private mutating func recoverUnclosedCell(_ source: Span<UInt8>, opening: Int, column: Int, record: Int) -> Int {
    var lineEnd = opening + 1
    var firstDelimiter: Int?
    var delimiters = 0
    while lineEnd < source.count, source[lineEnd] != 0x0A, source[lineEnd] != 0x0D {
      if source[lineEnd] == delimiter {
        if firstDelimiter == nil { firstDelimiter = lineEnd }
        delimiters += 1
      }
      lineEnd += 1
    }
    var end = lineEnd
    if let firstDelimiter, columnCount == 0 || column + delimiters == columnCount { end = firstDelimiter }
    report(CSVRules.quoteNotClosed, opening..<end, record: record)
    appendNode(.field, from: opening + 1, to: end, number: column)
    scanner.restart(source, at: end, stops)
    return end
  }

  /// Whether all of the lines after the one that `offset` stands in have as many cells as rows should have.
  private mutating func linesLookLikeRows(_ source: Span<UInt8>, after offset: Int, atMost count: Int) -> Bool {
    guard columnCount > 1 else { return false }
    var position = offset
    while position < source.count, source[position] != 0x0A, source[position] != 0x0D { position += 1 }
    var remaining = min(count, TableParser.telltaleLines)
    while remaining > 0 {
      if position < source.count, source[position] == 0x0D { position += 1 }
      if position < source.count, source[position] == 0x0A { position += 1 }
      guard position < source.count else { break }
      var cells = 1
      while position < source.count, source[position] != 0x0A, source[position] != 0x0D {
        if source[position] == delimiter { cells += 1 }
        position += 1
      }
      if cells != columnCount { return false }
      remaining -= 1
    }
    if position == source.count { touchedEnd = true }
    return true
  }
}
