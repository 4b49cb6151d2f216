import YAMLSyntax

/// What is done with the tables where they are broken, contradictory or only prose, as written in `patches.yaml` and
/// `decisions.yaml`: every departure is a line there with its reason.
public struct Patches {
  /// A change of one row, or of all rows of a table where it has no line.
  struct Patch {
    var table: String
    var line: Int?
    var id: String?
    /// Cells replaced, by key of the map language.
    var cells: [String: String] = [:]
    /// Why the row is not executed.
    var omit: String?
    var isUsed = false
  }

  /// What becomes of a condition or assignment that is prose.
  struct Decision {
    var when: String?
    var assign: String?
    var transform: String?
    var omit: String?
  }

  var rows: [Patch] = []
  /// By text of the narrative.
  var narratives: [String: Decision] = [:]
  /// By text of the assignment.
  var assignments: [String: Decision] = [:]
  /// Broken conditions by text; empty for none.
  var conditions: [String: String] = [:]
  /// Misspelt parts of target paths.
  var spellings: [(wrong: String, right: String)] = []
  /// Types that maps write into, where the name does not say it.
  var bases: [String: String] = [:]
  /// Tables that hand-written maps replace, and why.
  var replaced: [String: String] = [:]
  /// Events by message structure.
  var events: [String: [String]] = [:]
  /// What could not be read.
  public private(set) var problems: [String] = []

  /// Reads both files.
  public init(patches: [UInt8], decisions: [UInt8]) {
    read(patches, name: "patches.yaml")
    read(decisions, name: "decisions.yaml")
  }

  private mutating func read(_ bytes: [UInt8], name: String) {
    let file = YAMLFile(bytes, name: name)
    for section in file.root?.members() ?? [] {
      switch section.key {
      case "rows": for item in section.items() { add(item, name) }
      case "narratives": for item in section.items() { narratives.merge(decisions(item)) { first, _ in first } }
      case "assignments": for item in section.items() { assignments.merge(decisions(item)) { first, _ in first } }
      case "conditions": for (wrong, right) in pairs(section) { conditions[wrong] = right }
      case "spellings": spellings = pairs(section)
      case "bases": for (table, type) in pairs(section) { bases[table] = type }
      case "replaced": for (table, why) in pairs(section) { replaced[table] = why }
      case "events": for item in section.members() { events[item.key] = item.texts() }
      default: problems.append("\(name): unknown section `\(section.key)`")
      }
    }
    for diagnostic in file.diagnostics.diagnostics { problems.append("\(name): \(diagnostic.message)") }
  }

  private func pairs(_ value: YAMLValue) -> [(wrong: String, right: String)] {
    value.members().map { (wrong: $0.key, right: $0.rawText) }
  }

  private static let cellKeys: Set<String> = [
    "from", "when", "to", "type", "code", "assign", "transform", "form", "join", "beside", "target", "map", "references",
  ]

  private mutating func add(_ item: YAMLValue, _ name: String) {
    var patch = Patch(table: "", line: nil, id: nil)
    for member in item.members() {
      switch member.key {
      case "table": patch.table = member.rawText
      case "line": patch.line = Int(member.rawText)
      case "id": patch.id = member.rawText
      case "omit": patch.omit = member.rawText
      case "why": break
      case let key where Patches.cellKeys.contains(key): patch.cells[key] = member.rawText
      default: problems.append("\(name): unknown key `\(member.key)`")
      }
    }
    rows.append(patch)
  }

  /// A decision holds for one text or a list of texts.
  private func decisions(_ item: YAMLValue) -> [String: Decision] {
    var decision = Decision()
    var texts: [String] = []
    for member in item.members() {
      switch member.key {
      case "text": texts = member.textsOrSelf()
      case "when": decision.when = member.rawText
      case "assign": decision.assign = member.rawText
      case "transform": decision.transform = member.rawText
      case "omit": decision.omit = member.rawText
      default: break
      }
    }
    return Dictionary(texts.map { (Patches.simplified($0), decision) }) { first, _ in first }
  }

  /// Texts are compared without regard to case, blanks and quotes.
  static func simplified(_ text: String) -> String {
    text.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" && $0 != "’" && $0 != "“" && $0 != "”" }
  }

  /// The patch of a row, marked as used.
  mutating func patch(_ table: String, _ row: PublishedRow) -> Patch? {
    guard let index = rows.firstIndex(where: { applies($0, table, row) }) else { return nil }
    rows[index].isUsed = true
    return rows[index]
  }

  private func applies(_ patch: Patch, _ table: String, _ row: PublishedRow) -> Bool {
    guard patch.table == table else { return false }
    if let line = patch.line { return line == row.line && (patch.id ?? row.id) == row.id }
    return patch.id == row.id
  }
}
