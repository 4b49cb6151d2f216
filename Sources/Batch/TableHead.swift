import CSVSyntax
import Diagnostics
import SourceTree

/// What the first chunk of a table says about the others.
struct TableHead: Sendable {
  /// As the first chunk was read with it: with the names and the number of columns.
  var dialect: CSVDialect
  /// The bytes of the header row; empty where there is none.
  var header: ContiguousArray<UInt8> = []
  /// Where the header row ends in the first chunk.
  var headerEnd = 0

  /// Reads the first chunk of a table.
  init(_ first: borrowing SourceDocument, dialect: CSVDialect, limits: Limits) {
    var document = SourceDocument(format: .csv)
    document.bytes = first.bytes
    var reader = CSVReader(limits: limits, dialect: dialect)
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    self.dialect = reader.dialect ?? dialect
    if self.dialect.hasHeader, let root = document.roots.first {
      headerEnd = document[root].range.upperBound
      header = ContiguousArray(document.bytes[document[root].range])
    }
  }
}
