/// All published tables, read from the folder of their CSV files.
public struct PublishedTables {
  var tables: [PublishedTable] = []

  public init() {}

  /// Adds a file: `segments/HL7 Segment - FHIR R4_ PID[Patient] - PID.csv`.
  public mutating func add(path: String, bytes: [UInt8]) {
    guard let slash = path.lastIndex(of: "/"), path.hasSuffix(".csv") else { return }
    let folder = path[..<slash].split(separator: "/").last.map(String.init) ?? ""
    guard let kind = TableKind(rawValue: folder) else { return }
    let file = String(path[path.index(after: slash)...])
    if let table = PublishedTable(kind: kind, file: file, bytes: ContiguousArray(bytes)) { tables.append(table) }
  }

  /// Data type tables whose only row hands the first part on as it is.
  var plainTypes: Set<String> {
    var names: Set<String> = []
    for table in tables where table.kind == .datatypes {
      let rows = table.rows.filter(\.hasTarget)
      guard rows.count == 1, rows[0].target == "$value", rows[0].id.hasSuffix(".1"),
        rows[0].assignment.isEmpty || rows[0].assignment.contains("date")
      else { continue }
      names.insert(PublishedTables.simplified(table.name))
    }
    return names
  }

  /// Names are compared without regard to case, blanks and `/`.
  static func simplified(_ name: String) -> String { name.lowercased().filter { $0 != " " && $0 != "/" } }
}
