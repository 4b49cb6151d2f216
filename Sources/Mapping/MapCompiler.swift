import Diagnostics
import Schema
import SourceTree

/// Turns map definitions into tables. Everything a map names is resolved here: target paths against the schema, other maps, code
/// maps, conditions. What cannot be resolved is a problem, and the row is left out.
struct MapCompiler {
  let schema: Schema
  var tables = MapTables()
  var problems: [MapProblem] = []
  /// Compiled data type and segment maps by simplified name.
  var mapNumbers: [String: Int] = [:]
  var codeNumbers: [String: Int32] = [:]
  var reasonNumbers: [String: UInt16] = [:]
  /// Rows that several message maps share, by name.
  var fragments: [String: MessageMapDefinition] = [:]

  init(schema: Schema) { self.schema = schema }

  /// Names are compared without regard to case, blanks and `/`.
  static func simplified(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "/" }
  }

  mutating func compile(_ definitions: [ReadMaps]) {
    for file in definitions {
      for policy in file.policies { add(policy) }
    }
    addCodes(definitions.flatMap(\.codeMaps))
    let maps = definitions.flatMap { file in
      file.elementMaps.map { ($0, SourceContext.dataType($0.name.text)) }
        + file.segmentMaps.map { ($0, SourceContext.segment($0.name.text)) }
    }
    for (map, _) in maps { declare(map) }
    let moves = definitions.flatMap(\.moves)
    for (map, context) in maps { compile(moves.isEmpty ? map : moved(map, moves), context) }
    for file in definitions {
      for table in file.tableMaps { compile(table) }
    }
    for message in joined(definitions.flatMap(\.messageMaps)) { compile(message) }
  }

  // MARK: Codes and systems

  private mutating func add(_ policy: PolicyDefinition) {
    tables.codingSystems = add(policy.codingSystems, as: "policy coding-systems")
    tables.identifierSystems = add(policy.identifierSystems, as: "policy identifier-systems")
    if !policy.localPrefix.isEmpty { tables.localPrefix = tables.texts.intern(policy.localPrefix) }
  }

  private mutating func add(_ pairs: [String: String], as name: String) -> Int32 {
    let number = codeNumber(name)
    for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
      let entry = CodeTable.Entry(
        map: number, from: tables.texts.intern(key), code: tables.texts.intern(value), system: .max, display: .max)
      tables.codes.add(entry, tables.texts)
    }
    return number
  }

  private mutating func codeNumber(_ name: String) -> Int32 {
    let key = MapCompiler.simplified(name)
    if let number = codeNumbers[key] { return number }
    let number = Int32(codeNumbers.count)
    codeNumbers[key] = number
    tables.codeFallbacks.append(.max)
    tables.codeNames.append(name)
    return number
  }

  /// The last map of a name comes first, so that its codes win.
  private mutating func addCodes(_ maps: [CodeMapDefinition]) {
    for map in maps { _ = codeNumber(map.name.text) }
    var replaced: Set<String> = []
    for map in maps.reversed() {
      let name = MapCompiler.simplified(map.name.text)
      guard !replaced.contains(name) else { continue }
      add(map)
      if map.layering == .replaces { replaced.insert(name) }
    }
  }

  private mutating func add(_ map: CodeMapDefinition) {
    let number = codeNumber(map.name.text)
    for entry in map.entries {
      let compiled = CodeTable.Entry(
        map: number, from: tables.texts.intern(entry.from), code: tables.texts.intern(entry.code),
        system: entry.system.isEmpty ? .max : tables.texts.intern(entry.system),
        display: entry.display.isEmpty ? .max : tables.texts.intern(entry.display))
      tables.codes.add(compiled, tables.texts)
    }
    if let fallback = map.fallback, tables.codeFallbacks[Int(number)] == .max {
      tables.codeFallbacks[Int(number)] = tables.texts.intern(fallback)
    }
  }

  // MARK: Element maps

  private mutating func declare(_ map: ElementMapDefinition) {
    let written = map.target?.text ?? MapCompiler.target(ofMapNamed: map.name.text)
    guard let type = schema.type(named: written) else {
      report(MapRules.unknownTarget, map.target ?? map.name, detail: written)
      return
    }
    let name = MapCompiler.simplified(map.name.text)
    if let number = mapNumbers[name] {
      tables.maps[number].target = type
      return
    }
    mapNumbers[name] = tables.maps.count
    tables.maps.append(
      CompiledElementMap(name: map.name.text, target: type, rows: .empty, instanceOrder: [], instanceParent: nil))
  }

  /// `Observation` of `OBX[Observation-Component]`.
  static func target(ofMapNamed name: String) -> String {
    guard let open = name.firstIndex(of: "["), let close = name.lastIndex(of: "]"), open < close else { return "" }
    return String(name[name.index(after: open)..<close].prefix { $0 != "-" })
  }

  mutating func compile(_ map: ElementMapDefinition, _ context: SourceContext) {
    guard let number = mapNumbers[MapCompiler.simplified(map.name.text)] else { return }
    let type = tables.maps[number].target
    var rows: [(row: CompiledRow, order: Int)] = []
    for definition in map.rows {
      if let row = compile(definition, context, target: type) { rows.append((row, rows.count)) }
    }
    if map.layering != .replaces {
      // The rows that stay come first, so that of two rows for one place the first wins as before.
      let fields = Set(rows.map(\.row.source.first))
      let kept = tables.maps[number].rows.indices.map { tables.rows[$0] }.filter {
        map.layering == .adds || $0.source.first == 0 || !fields.contains($0.source.first)
      }
      rows = (kept + rows.map(\.row)).enumerated().map { ($0.element, $0.offset) }
    }
    rows.sort { ($0.row.source.first, $0.order) < ($1.row.source.first, $1.order) }
    tables.maps[number].rows = TableRange(first: UInt32(tables.rows.count), count: UInt32(rows.count))
    tables.rows.append(contentsOf: rows.map(\.row))
    if map.layering == .replaces { tables.maps[number].instanceOrder = map.instanceOrder.map { UInt8(clamping: $0) } }
    if let parent = map.instanceParent {
      guard let step = TargetStep(schema, type, parent.text) else {
        report(MapRules.unknownTarget, parent)
        return
      }
      tables.maps[number].instanceParent = step
    }
  }

  mutating func report(_ rule: Rule, _ text: MapText, detail: String? = nil) {
    problems.append(
      MapProblem(
        file: text.place.file,
        finding: Finding(rule, node: text.place.node, span: text.place.span, actual: .node(text.place.node)),
        detail: detail ?? text.text))
  }
}

/// What element references are relative to.
enum SourceContext {
  /// A segment map, by its name such as `PID[Patient]`.
  case segment(String)
  case dataType(String)
  case table([String])

  /// `PID` of `PID[Patient]`.
  var source: String {
    switch self {
    case .segment(let name), .dataType(let name): String(name.prefix { $0 != "[" })
    case .table: ""
    }
  }
}

/// The definitions of one file.
struct ReadMaps {
  var elementMaps: [ElementMapDefinition] = []
  var segmentMaps: [ElementMapDefinition] = []
  var codeMaps: [CodeMapDefinition] = []
  var messageMaps: [MessageMapDefinition] = []
  var tableMaps: [TableMapDefinition] = []
  var policies: [PolicyDefinition] = []
  var moves: [MovesDefinition] = []
}
