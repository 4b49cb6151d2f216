import Diagnostics
import SourceTree

/// Reads tables of delimited text: RFC 4180 and what senders make of it. Finds the dialect from the first rows, unless it is given,
/// and keeps it for the chunks that follow.
///
/// The tree: each row, the header too, is a root of kind `record` whose name slot holds its number of cells; its cells are `field`
/// nodes named by column number, from 1. Every cell has a node, also an empty one. The range of a quoted cell is what stands between
/// the quotes; `SourceDocument.text(of:)` undoubles quotes and reads text that is no UTF-8 as Windows-1252.
public struct CSVReader: Sendable {
  public var limits: Limits
  /// The dialect in use; nil until the first bytes are read.
  public private(set) var dialect: CSVDialect?

  /// - Parameter dialect: how the table is written, for example as ``CSVSplitter`` found it; nil to find it from the first bytes.
  public init(limits: Limits = .standard, dialect: CSVDialect? = nil) {
    self.limits = limits
    self.dialect = dialect
  }

  /// Reads the rows in `document.bytes` and adds their nodes and roots. A document at offset 0 starts with the header, if the
  /// dialect has one.
  ///
  /// UTF-16 text is brought to UTF-8 first: then `document.bytes` and all places in it are those of the UTF-8 text.
  public mutating func parse(_ document: inout SourceDocument, findings: inout FindingList) {
    document.format = .csv
    document.valueEncoding = .csv
    guard document.bytes.count <= limits.documentSize else {
      findings.append(LimitRules.finding(.documentSize, limits: limits, span: SourceSpan(0..<0)))
      return
    }
    let isStart = document.baseOffset == 0
    var chosen = dialect ?? CSVDialect.detect(in: document.bytes.span)
    if dialect == nil && !isStart { chosen.hasHeader = false }
    decodeUTF16(&document, findings: &findings)
    let bytes = document.bytes
    let source = bytes.span
    let start = isStart ? ByteOrderMark.length(source) : 0
    if start > 0 { findings.append(Finding(CSVRules.byteOrderMark, span: SourceSpan(0..<start))) }
    var parser = TableParser(dialect: chosen, limits: limits)
    swap(&parser.nodes, &document.nodes)
    swap(&parser.roots, &document.roots)
    swap(&parser.findings, &findings)
    parser.run(source, from: start)
    swap(&parser.nodes, &document.nodes)
    swap(&parser.roots, &document.roots)
    swap(&parser.findings, &findings)
    chosen.columnCount = parser.columnCount
    if isStart {
      reportTable(document, chosen, isEmpty: document.roots.isEmpty && !parser.hasDropped, findings: &findings)
      if chosen.hasHeader { HeaderRow.check(document, &chosen, findings: &findings) }
    }
    reportEncoding(source, findings: &findings)
    dialect = chosen
  }

  private func decodeUTF16(_ document: inout SourceDocument, findings: inout FindingList) {
    let order: UTF16Text.ByteOrder?
    switch dialect?.encoding {
    case .utf16LittleEndian: order = .littleEndian
    case .utf16BigEndian: order = .bigEndian
    default: order = document.baseOffset == 0 ? UTF16Text.byteOrder(of: document.bytes.span) : nil
    }
    guard let order else { return }
    let (text, isDamaged) = UTF16Text.decode(document.bytes.span, order)
    document.bytes = text
    findings.append(Finding(CSVRules.utf16, span: SourceSpan(0..<0)))
    if isDamaged { findings.append(Finding(CSVRules.damagedUTF16, span: SourceSpan(0..<0))) }
  }

  /// Says what was chosen, and that there is nothing where there is nothing.
  private func reportTable(
    _ document: borrowing SourceDocument, _ chosen: CSVDialect, isEmpty: Bool, findings: inout FindingList
  ) {
    if isEmpty {
      findings.append(Finding(CSVRules.emptyTable, span: SourceSpan(0..<0)))
    } else if !chosen.evidence.isGiven, let first = document.roots.first {
      findings.append(
        Finding(
          chosen.hasHeader ? CSVRules.dialect : CSVRules.dialectWithoutHeader, node: first,
          span: SourceSpan(document[first].range), expected: .number(chosen.columnCount), actual: .byte(chosen.delimiter)))
    }
  }

  /// Reports, once a chunk, bytes that are no UTF-8.
  private func reportEncoding(_ source: Span<UInt8>, findings: inout FindingList) {
    guard let offset = EightBitText.firstMalformed(source, 0..<source.count) else { return }
    findings.append(Finding(CSVRules.windows1252, span: SourceSpan(offset..<(offset + 1)), actual: .byte(source[offset])))
  }
}

/// The row of column names.
enum HeaderRow {
  /// Takes the names into the dialect and reports missing and repeated ones.
  static func check(_ document: borrowing SourceDocument, _ dialect: inout CSVDialect, findings: inout FindingList) {
    guard let header = document.roots.first else { return }
    var names: [String] = []
    var known: Set<String> = []
    document.forEachChild(of: header) { cell in
      let name = document.text(of: cell)
      names.append(name)
      let span = document.span(of: cell)
      if name.allSatisfy(\.isWhitespace) {
        findings.append(Finding(CSVRules.missingColumnName, node: cell, span: span))
      } else if !known.insert(name).inserted {
        findings.append(Finding(CSVRules.repeatedColumnName, node: cell, span: span))
      }
    }
    if document.roots.count == 1 {
      findings.append(Finding(CSVRules.headerOnly, node: header, span: document.span(of: header)))
    }
    dialect.columnNames = names
  }
}
