/// A row of a table that is executed, and where its translation stands.
struct GeneratedRow {
  var table: String
  var line: Int
  /// Line of the map file, from 1.
  var mapLine: Int
}

/// A map file made from a table.
public struct GeneratedMap {
  /// Below the folder of the generated maps: `segments/PID-Patient.yaml`.
  public var path: String
  public var text: String
  var rows: [GeneratedRow]

  /// One line a row, so that a fault is found by its line.
  struct Writer {
    private(set) var lines: [String] = []
    private(set) var rows: [GeneratedRow] = []

    mutating func add(_ line: String) { lines.append(line) }

    mutating func add(_ line: String, _ row: PublishedRow, of table: PublishedTable) {
      lines.append(line)
      rows.append(GeneratedRow(table: table.name, line: row.line, mapLine: lines.count))
    }

    var text: String { lines.joined(separator: "\n") + "\n" }
  }

  /// Leaves lines out.
  mutating func remove(_ lines: Set<Int>) {
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().filter {
      !lines.contains($0.offset + 1)
    }
    text = kept.map(\.element).joined(separator: "\n")
  }

  static func fileName(_ table: PublishedTable) -> String {
    var name = ""
    for character in table.name {
      if character.isLetter || character.isNumber || character == "_" {
        name.append(character)
      } else if !name.hasSuffix("-") {
        name.append("-")
      }
    }
    while name.hasSuffix("-") { name.removeLast() }
    return "\(table.kind.folder)/\(name).yaml"
  }

  /// A text in flow style.
  static func quoted(_ text: String) -> String {
    let plain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_.$()<>/ +^".contains($0))
    }
    if plain, let first = text.first, first.isLetter || first == "$", text.last != " ", !text.contains(" -"),
      !["true", "false", "yes", "no", "on", "off", "y", "n", "null"].contains(text.lowercased())
    {
      return text
    }
    return "'" + text.replacing("'", with: "''") + "'"
  }
}
