/// Which rows of the tables are executed, and why the others are not.
public struct CoverageReport {
  struct Omission {
    var table: String
    var line: Int
    var id: String
    var why: String
  }

  struct Count {
    var rows = 0
    var executed = 0
  }

  var counts: [TableKind: Count] = [:]
  var omissions: [Omission] = []

  mutating func note(_ table: PublishedTable, _ row: PublishedRow, omitted why: String? = nil) {
    counts[table.kind, default: Count()].rows += 1
    if let why {
      omissions.append(Omission(table: table.name, line: row.line, id: row.id.isEmpty ? row.code : row.id, why: why))
    } else {
      counts[table.kind, default: Count()].executed += 1
    }
  }

  /// A row that was written and cannot be compiled.
  mutating func withdraw(_ kind: TableKind, _ row: GeneratedRow, why: String) {
    guard !omissions.contains(where: { $0.table == row.table && $0.line == row.line && $0.why == why }) else { return }
    counts[kind, default: Count()].executed -= 1
    omissions.append(Omission(table: row.table, line: row.line, id: "", why: why))
  }

  public var total: (rows: Int, executed: Int) {
    counts.values.reduce((0, 0)) { ($0.0 + $1.rows, $0.1 + $1.executed) }
  }

  public var markdown: String {
    var lines = [
      "# Coverage of the HL7 v2-to-FHIR tables", "",
      "Made by `plumbline-generate-maps`; do not edit. Rows with a target, how many of them are executed, and why the others are not.",
      "", "| tables | rows with a target | executed | share |", "|---|---|---|---|",
    ]
    for kind in TableKind.allCases {
      let count = counts[kind] ?? Count()
      lines.append(
        "| \(kind.rawValue) | \(count.rows) | \(count.executed) | \(CoverageReport.share(count.executed, count.rows)) |")
    }
    let (rows, executed) = total
    lines.append("| **all** | \(rows) | \(executed) | \(CoverageReport.share(executed, rows)) |")
    lines.append("")
    lines.append("| table | row | element | why it is not executed |")
    lines.append("|---|---|---|---|")
    for omission in omissions.sorted(by: { ($0.table, $0.line) < ($1.table, $1.line) }) {
      lines.append(
        "| \(omission.table) | \(omission.line) | \(omission.id.replacing("|", with: "\\|")) | \(omission.why.replacing("|", with: "\\|")) |"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
