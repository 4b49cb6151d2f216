import CSVSyntax
import Diagnostics
import SourceTree

/// The kinds of the published HL7 v2-to-FHIR tables; the raw value is the folder of their CSV files.
public enum TableKind: String, CaseIterable, Sendable {
  case messages, segments, datatypes, codesystems

  /// The folder of the maps made from them.
  var folder: String { self == .codesystems ? "codes" : rawValue }
}

/// A row of a published table, under the names of its columns that the forms of the tables share.
struct PublishedRow {
  /// Line of the CSV file, as patches name it.
  var line: Int
  var id = ""
  var syntax = ""
  var maximum = ""
  var dataType = ""
  var condition = ""
  var narrative = ""
  var target = ""
  /// An extension the authors have not decided on.
  var proposed = ""
  var typeMap = ""
  var codeMap = ""
  var assignment = ""
  var segmentMap = ""
  var references = ""
  /// Of code tables.
  var code = ""
  var toCode = ""
  var toDisplay = ""
  var toSystem = ""

  /// Whether the row says where its element goes.
  var hasTarget: Bool { !target.isEmpty || !proposed.isEmpty || !toCode.isEmpty }
}

/// A published table: one CSV file.
struct PublishedTable {
  var kind: TableKind
  /// Such as `PID[Patient]`.
  var name: String
  var rows: [PublishedRow]

  /// Reads a CSV file; nil when its name is not that of a table.
  init?(kind: TableKind, file: String, bytes: ContiguousArray<UInt8>) {
    guard let name = PublishedTable.name(ofFile: file) else { return nil }
    self.kind = kind
    self.name = name
    rows = []
    let cells = PublishedTable.cells(bytes)
    guard cells.count > 2 else { return }
    let columns = PublishedTable.columns(kind, cells[1].map(PublishedTable.simplified))
    for (index, line) in cells.enumerated().dropFirst(2) {
      var row = PublishedRow(line: index + 1)
      for (number, text) in line.enumerated() where number < columns.count {
        let text = PublishedTable.trimmed(text)
        guard let path = columns[number], !text.isEmpty else { continue }
        row[keyPath: path] = text
      }
      rows.append(row)
    }
  }

  /// `OBX[Observation-Component]` of `HL7 Segment - FHIR R4_ OBX[Observation-Component] - OBX.csv`; message tables have names without
  /// brackets.
  private static func name(ofFile file: String) -> String? {
    guard let start = file.firstIndex(of: "_") else { return nil }
    var rest = file[file.index(after: start)...].drop { $0 == " " }
    guard let end = rest.lastRange(of: " - ") else { return nil }
    rest = rest[..<end]
    return rest.isEmpty ? nil : String(rest)
  }

  static func trimmed(_ text: String) -> String {
    func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\u{FEFF}" }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(text[first...last])
  }

  private static func simplified(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  private static func columns(_ kind: TableKind, _ head: [String]) -> [WritableKeyPath<PublishedRow, String>?] {
    var columns: [WritableKeyPath<PublishedRow, String>?] = []
    let isCodes = kind == .codesystems
    let seen = { (name: String, index: Int) in head[..<index].contains(name) }
    for (index, name) in head.enumerated() {
      switch name {
      case "identifier": columns.append(\.id)
      case "syntax": columns.append(\.syntax)
      case "datatype": columns.append(seen(name, index) ? nil : \.dataType)
      case "cardinalitymax", "cardinalitymaximum": columns.append(seen(name, index) ? nil : \.maximum)
      case "computableantlr", "computable": columns.append(\.condition)
      case "narrative": columns.append(\.narrative)
      case "fhirattribute", "fhirattributedatatype", "primarytarget": columns.append(\.target)
      case "datatypemapping": columns.append(\.typeMap)
      case "assignment", "derivedmapping": columns.append(\.assignment)
      case "segmentmap": columns.append(\.segmentMap)
      case "references": columns.append(\.references)
      case "code" where isCodes: columns.append(seen(name, index) ? \.toCode : \.code)
      case "display" where isCodes: columns.append(\.toDisplay)
      case "codesystem" where isCodes: columns.append(seen(name, index) ? \.toSystem : nil)
      case "" where index > 0 && head[index - 1].hasPrefix("fhirattribute"): columns.append(\.proposed)
      default: columns.append(name.hasPrefix("vocabularymapping") ? \.codeMap : nil)
      }
    }
    return columns
  }

  /// The cells of a CSV file (RFC 4180).
  private static func cells(_ bytes: ContiguousArray<UInt8>) -> [[String]] {
    var document = SourceDocument(format: .csv)
    document.bytes = bytes
    var dialect = CSVDialect(delimiter: UInt8(ascii: ","))
    dialect.hasHeader = false
    var reader = CSVReader(dialect: dialect)
    var findings = FindingList(bound: 0)
    reader.parse(&document, findings: &findings)
    return document.roots.map { root in
      var cells: [String] = []
      document.forEachChild(of: root) { cells.append(document.text(of: $0)) }
      return cells
    }
  }
}

extension Substring {
  /// Where a text occurs last, up to its start.
  fileprivate func lastRange(of text: String) -> Index? {
    var index = endIndex
    while index > startIndex {
      index = self.index(before: index)
      if self[index...].hasPrefix(text) { return index }
    }
    return nil
  }
}
