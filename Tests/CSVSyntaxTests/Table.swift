import CSVSyntax
import Diagnostics
import SourceTree

/// A parsed table for tests.
struct Table {
  var rows: [[String]] = []
  var rules: [String] = []
  var places: [Range<Int>] = []
  var written: [UInt8] = []
  var dialect: CSVDialect

  /// - Parameter dialect: nil to have it found; then the findings that name it are left out.
  init(_ bytes: [UInt8], dialect: CSVDialect? = nil, limits: Limits = .standard) {
    var document = SourceDocument(format: .csv)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = CSVReader(limits: limits, dialect: dialect)
    reader.parse(&document, findings: &findings)
    self.dialect = reader.dialect ?? CSVDialect()
    for index in document.roots.indices { rows.append(Table.cells(document, document.roots[index])) }
    let all = CSVRules.all.map { ($0.code, Table.shortName($0)) } + LimitRules.all.map { ($0.code, $0.name) }
    let names = Dictionary(all, uniquingKeysWith: { first, _ in first })
    let told = findings.findings.filter { ![CSVRules.dialect.code, CSVRules.dialectWithoutHeader.code].contains($0.rule) }
    rules = told.map { names[$0.rule] ?? "?" }
    places = told.map(\.span.range)
    var output = ContiguousArray<UInt8>()
    CSVWriter(dialect: self.dialect).write(document, into: &output)
    written = Array(output)
  }

  init(_ text: String, dialect: CSVDialect? = nil, limits: Limits = .standard) {
    self.init(Array(text.utf8), dialect: dialect, limits: limits)
  }

  static func shortName(_ rule: Rule) -> String { String(rule.name.dropFirst("csv-".count)) }

  static func cells(_ document: borrowing SourceDocument, _ row: NodeID) -> [String] {
    var cells: [String] = []
    document.forEachChild(of: row) { cells.append(document.text(of: $0)) }
    return cells
  }
}
