import Mapping
import Schema
import SourceTree

/// Writes the published tables in the map language, and says which of their rows are executed.
public struct MapGenerator {
  private let tables: PublishedTables
  private let schema: Schema
  private var rows: RowTranslator
  private var messages: MessageTranslator
  public private(set) var report = CoverageReport()

  public init(_ tables: PublishedTables, patches: Patches, schema: Schema) {
    self.tables = tables
    self.schema = schema
    rows = RowTranslator(patches: patches, plainTypes: tables.plainTypes) { name in
      schema.type(named: name).map { schema.tables.types[$0.index].kind == .resource } ?? false
    }
    messages = MessageTranslator(patches: patches)
  }

  /// The maps of all tables, in the order of their paths.
  ///
  /// - Parameter others: hand-written maps that the generated ones are compiled with.
  public mutating func generate(with others: [MapFile]) throws(MapLibraryError) -> [GeneratedMap] {
    var maps: [GeneratedMap] = []
    for table in tables.tables {
      if let why = rows.patches.replaced[table.name] {
        for row in table.rows where row.hasTarget { report.note(table, row, omitted: why.isEmpty ? nil : why) }
        continue
      }
      maps.append(generate(table))
    }
    maps.sort { $0.path < $1.path }
    try compile(&maps, others)
    return maps
  }

  /// Patches that fit no row.
  public var unusedPatches: [String] {
    let isSegment = { (table: String) in table.contains("[") }
    return
      (rows.patches.rows.filter { isSegment($0.table) && !$0.isUsed }
      + messages.patches.rows.filter { !isSegment($0.table) && !$0.isUsed }).map {
        "\($0.table) \($0.line.map(String.init) ?? "") \($0.id ?? "")"
      }
  }

  private mutating func generate(_ table: PublishedTable) -> GeneratedMap {
    var writer = GeneratedMap.Writer()
    writer.add("# Made from the HL7 v2-to-FHIR tables by plumbline-generate-maps; do not edit.")
    switch table.kind {
    case .messages: write(message: table, to: &writer)
    case .codesystems: write(codes: table, to: &writer)
    case .segments, .datatypes: write(elements: table, to: &writer)
    }
    return GeneratedMap(path: GeneratedMap.fileName(table), text: writer.text, rows: writer.rows)
  }

  // MARK: Kinds

  private mutating func write(elements table: PublishedTable, to writer: inout GeneratedMap.Writer) {
    writer.add("kind: \(table.kind == .segments ? "segment" : "datatype")")
    writer.add("map: \(table.name)")
    if let base = rows.patches.bases[table.name] { writer.add("target: \(base)") }
    writer.add("rows:")
    var appended: [String: Int] = [:]
    for row in table.rows
    where row.hasTarget || rows.patches.rows.contains(where: { $0.table == table.name && $0.line == row.line }) {
      switch rows.translate(row, of: table) {
      case .omitted(let why): if row.hasTarget { report.note(table, row, omitted: why) }
      case .row(var cells):
        number(&cells, &appended)
        let line = "- {" + cells.map { "\($0.key): \(GeneratedMap.quoted($0.value))" }.joined(separator: ", ") + "}"
        writer.add(line, row, of: table)
        if row.hasTarget { report.note(table, row) }
      }
    }
  }

  /// Several rows that write to one repeating text, such as `name.given`, each add to it.
  private func number(_ cells: inout [(key: String, value: String)], _ appended: inout [String: Int]) {
    guard let index = cells.firstIndex(where: { $0.key == "to" }) else { return }
    let path = cells[index].value
    let bare = path.filter { $0 != ")" }
    guard ["given", "suffix", "prefix"].contains(where: { bare == $0 || bare.hasSuffix("." + $0) }) else { return }
    let count = (appended[path] ?? 0) + 1
    appended[path] = count
    let closing = path.reversed().prefix { $0 == ")" }.count
    cells[index].value = path.dropLast(closing) + "[\(count)]" + String(repeating: ")", count: closing)
  }

  private mutating func write(codes table: PublishedTable, to writer: inout GeneratedMap.Writer) {
    writer.add("kind: code")
    writer.add("map: \(table.name)")
    writer.add("codes:")
    var seen: Set<String> = []
    for row in table.rows where row.hasTarget {
      guard !row.toCode.isEmpty else {
        report.note(table, row, omitted: "no code to translate to")
        continue
      }
      let system = row.toSystem.filter { !$0.isWhitespace }
      // A code that no code of HL7 v2 leads to is sent as it is. Those of SNOMED CT, which are licensed, are not listed: codes without
      // entry are passed on with the system that the sender gives.
      let code = row.code.isEmpty ? row.toCode : row.code
      if row.code.isEmpty, system == "http://snomed.info/sct" {
        report.note(table, row)
        continue
      }
      guard seen.insert(code).inserted else {
        report.note(table, row, omitted: "a second translation of the code")
        continue
      }
      var parts = ["code: \(GeneratedMap.code(row.toCode))"]
      if system.contains(":") { parts.append("system: \(GeneratedMap.code(system))") }
      if !row.toDisplay.isEmpty { parts.append("display: \(GeneratedMap.code(row.toDisplay))") }
      writer.add("  \(GeneratedMap.code(code)): {\(parts.joined(separator: ", "))}", row, of: table)
      report.note(table, row)
    }
  }

  private mutating func write(message table: PublishedTable, to writer: inout GeneratedMap.Writer) {
    writer.add("kind: message")
    writer.add("map: \(table.name)")
    let events = messages.patches.events[table.name] ?? []
    writer.add("events: [\(events.joined(separator: ", "))]")
    writer.add("structure: \"\(MessageTranslator.structure(table))\"")
    writer.add("rows:")
    for row in table.rows where row.hasTarget {
      switch messages.translate(row, of: table) {
      case .omitted(let why): report.note(table, row, omitted: why)
      case .row(let translated):
        var cells = translated.cells.map { "\($0.key): \(GeneratedMap.quoted($0.value))" }
        if !translated.references.isEmpty {
          cells.append("references: [" + translated.references.map(GeneratedMap.code).joined(separator: ", ") + "]")
        }
        writer.add("- {" + cells.joined(separator: ", ") + "}", row, of: table)
        report.note(table, row)
      }
    }
  }

  // MARK: Compiling

  /// What does not compile is not executed and is left out.
  private mutating func compile(_ maps: inout [GeneratedMap], _ others: [MapFile]) throws(MapLibraryError) {
    let files = maps.map { MapFile(name: $0.path, text: ContiguousArray($0.text.utf8)) }
    let library = try MapLibrary(schema: schema, files: files + others)
    var faulty: [Int: Set<Int>] = [:]
    for problem in library.problems where problem.file < maps.count {
      let map = maps[problem.file]
      let before = files[problem.file].text.prefix(Int(problem.finding.span.offset))
      let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
      guard let row = map.rows.first(where: { $0.mapLine == line }),
        let table = tables.tables.first(where: { $0.name == row.table && GeneratedMap.fileName($0) == map.path })
      else { continue }
      faulty[problem.file, default: []].insert(line)
      report.withdraw(table.kind, row, why: "does not compile: \(problem.detail)")
    }
    for (file, lines) in faulty { maps[file].remove(lines) }
  }
}

extension GeneratedMap {
  /// A text that is always quoted, as codes look like numbers and truth values.
  static func code(_ text: String) -> String {
    "'" + text.replacing("'", with: "''").split(whereSeparator: \.isNewline).joined(separator: " ") + "'"
  }
}
