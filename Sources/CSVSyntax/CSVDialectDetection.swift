import Diagnostics
import SourceTree

extension CSVDialect {
  /// How much of a file is looked at.
  public static let sampleSize = 1 << 16

  /// Finds the dialect of a file from its first bytes: the delimiter among comma, semicolon, tab and bar that gives the most
  /// regular rows, the quote, the encoding, and whether the first row is a header.
  public static func detect(in bytes: Span<UInt8>) -> CSVDialect {
    if let order = UTF16Text.byteOrder(of: bytes) {
      let even = min(bytes.count, sampleSize) & ~1
      let text = UTF16Text.decode(bytes.extracting(0..<even), order).text
      var dialect = detect(in: text.span)
      dialect.encoding = order == .littleEndian ? .utf16LittleEndian : .utf16BigEndian
      return dialect
    }
    let start = ByteOrderMark.length(bytes)
    let sample = bytes.extracting(start..<min(bytes.count, start + sampleSize))
    var text = ContiguousArray<UInt8>()
    for index in sample.indices { text.append(sample[index]) }
    var best: Sample?
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] {
      for quote in [UInt8(ascii: "\""), UInt8(ascii: "'")] {
        let found = Sample(text, delimiter: delimiter, quote: quote, isCut: sample.count < bytes.count - start)
        if best.map({ found.isBetter(than: $0) }) ?? true { best = found }
      }
    }
    var dialect = best?.dialect ?? CSVDialect()
    let end = EightBitText.firstNonASCII(sample, 0..<sample.count)
    let malformed = EightBitText.firstMalformed(sample, end..<sample.count)
    // A character that the end of the sample cuts in two is not malformed.
    if let malformed, malformed < sample.count - 4 || sample.count == bytes.count - start { dialect.encoding = .windows1252 }
    return dialect
  }
}

/// The rows of a sample under one choice of delimiter and quote.
private struct Sample {
  var dialect: CSVDialect
  /// How many cells are quoted in whole.
  var quotedCells = 0

  init(_ text: ContiguousArray<UInt8>, delimiter: UInt8, quote: UInt8, isCut: Bool) {
    dialect = CSVDialect(delimiter: delimiter, quote: quote)
    dialect.evidence = CSVDialect.Evidence()
    var document = SourceDocument(format: .csv, valueEncoding: .csv)
    document.bytes = text
    var parser = TableParser(dialect: dialect, limits: .standard)
    parser.isSampling = true
    parser.run(text.span)
    swap(&parser.nodes, &document.nodes)
    // The last row of a part of a file may be cut.
    let rows = isCut && parser.roots.count > 1 ? parser.roots.dropLast() : parser.roots[...]
    guard let first = rows.first else { return }
    dialect.columnCount = Int(document[first].name)
    dialect.evidence.rows = rows.count
    dialect.evidence.agreeingRows = rows.reduce(0) { $0 + (Int(document[$1].name) == dialect.columnCount ? 1 : 0) }
    quotedCells = parser.quotedCells
    let header = HeaderJudgement(document, first, rows: rows)
    dialect.hasHeader = header.isHeader
    dialect.columnNames = header.isHeader ? header.names : []
  }

  /// More columns in rows that agree with the first; then more quoted cells. On a tie the earlier choice stays.
  func isBetter(than other: Sample) -> Bool {
    let share = regularity
    let otherShare = other.regularity
    if share != otherShare { return share > otherShare }
    return quotedCells > other.quotedCells
  }

  /// 0 for a single column, else between 1 and 3: mostly how many rows agree, and a little how many columns there are.
  private var regularity: Double {
    guard dialect.columnCount > 1, dialect.evidence.rows > 0 else { return 0 }
    let agreement = Double(dialect.evidence.agreeingRows) / Double(dialect.evidence.rows)
    return 1 + agreement + Double(min(dialect.columnCount, 50)) / 100
  }
}

/// Decides whether the first row names the columns: its cells are filled and distinct, none is a number or date, and none comes
/// again in its own column.
private struct HeaderJudgement {
  var names: [String] = []
  var isHeader = true

  init(_ document: borrowing SourceDocument, _ first: NodeID, rows: ArraySlice<NodeID>) {
    document.forEachChild(of: first) { names.append(document.text(of: $0)) }
    let filled = names.filter { $0.contains { !$0.isWhitespace } }
    if filled.isEmpty || filled.contains(where: HeaderJudgement.isData) { isHeader = false }
    guard isHeader else { return }
    for row in rows.dropFirst().prefix(50) {
      var column = 0
      var repeated = 0
      document.forEachChild(of: row) { cell in
        if column < names.count, !names[column].isEmpty, names[column] == document.text(of: cell) { repeated += 1 }
        column += 1
      }
      // A whole header that comes again shows that files were joined, not that it is none.
      if repeated > 0 && repeated < filled.count { isHeader = false }
    }
  }

  /// Whether a text is a number, date or time rather than a name: it has a digit and nothing but digits and punctuation, save
  /// for the letters of a time stamp.
  private static func isData(_ text: String) -> Bool {
    var hasDigit = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ":"),
        UInt8(ascii: " "), UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "%"):
        break
      default: return false
      }
    }
    return hasDigit
  }
}

/// The UTF-8 byte order mark.
enum ByteOrderMark {
  /// 3 where one stands at the start, else 0.
  static func length(_ bytes: Span<UInt8>) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }
}
