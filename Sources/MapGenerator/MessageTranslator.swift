/// Writes message tables in the map language: the structure, and a row for each resource of a segment.
struct MessageTranslator {
  var patches: Patches

  struct Row {
    var cells: [(key: String, value: String)]
    var references: [String]
  }

  enum Outcome {
    case row(Row)
    case omitted(String)
  }

  // MARK: Structure

  /// `MSH SFT* [PATIENT: PID …]`, from the paths and cardinalities of the rows.
  static func structure(_ table: PublishedTable) -> String {
    var words: [String] = []
    var open: [String] = []
    var seen: Set<String> = []
    for row in table.rows where !row.id.isEmpty && !row.id.hasPrefix("/") {
      if row.id.contains(":follow:") {
        // The use of a segment after another stands where its row stands.
        let name = row.id.split(separator: ".").last.map(String.init) ?? ""
        if seen.insert(row.id).inserted { words.append(name + (row.maximum == "1" ? "" : "*")) }
        continue
      }
      let path = row.id.split(separator: ".").map(String.init)
      guard path.count > 1, seen.insert(row.id).inserted else { continue }
      let groups = Array(path.dropFirst().dropLast())
      while open != Array(groups.prefix(open.count)) || open.count > groups.count {
        open.removeLast()
        if words[words.count - 1].hasSuffix(":") { words.removeLast() } else { words[words.count - 1] += "]" }
      }
      let name = path[path.count - 1]
      let star = row.maximum == "-1" || row.syntax.contains("{") ? "*" : ""
      if isGroup(row) {
        words.append("[\(name)\(star):")
        open.append(name)
      } else if name.count == 3, name.allSatisfy({ $0.isUppercase || $0.isNumber }) {
        words.append(name + star)
      }
    }
    for _ in open { words[words.count - 1] += "]" }
    return words.joined(separator: " ")
  }

  /// Groups have brackets and no segment in their syntax.
  private static func isGroup(_ row: PublishedRow) -> Bool {
    row.syntax.allSatisfy { "[]{}<>| ".contains($0) } && !row.syntax.isEmpty
  }

  // MARK: Rows

  mutating func translate(_ row: PublishedRow, of table: PublishedTable) -> Outcome {
    let patch = patches.patch(table.name, row)
    if let omit = patch?.omit { return .omitted(omit) }
    let cells = patch?.cells ?? [:]
    var when = cells["when"]
    if when == nil, row.condition.isEmpty, !row.narrative.isEmpty,
      let decision = patches.narratives[Patches.simplified(row.narrative)]
    {
      if let omit = decision.omit { return .omitted(omit) }
      when = decision.when
    }
    if when == nil, !row.condition.isEmpty { when = patches.conditions[row.condition] ?? row.condition }
    let map = cells["map"] ?? row.segmentMap
    guard !map.isEmpty else { return .omitted("the authors name no segment map") }
    var target = cells["target"] ?? row.target
    var references = MessageTranslator.references(cells["references"] ?? row.references)
    if let dot = target.firstIndex(of: "."), let open = target.firstIndex(of: "("), let close = target.firstIndex(of: ")") {
      // A resource that a row names by the element that refers to it.
      let type = target[target.index(after: open)..<close]
      let path = target[..<open]
      if !references.contains(where: { $0.hasPrefix(path + ".reference") }) {
        references.append("\(path).reference=\(type).id")
      }
      _ = dot
      target = String(type)
    } else if let dot = target.firstIndex(of: ".") {
      target = String(target[..<dot])
    }
    target = MessageTranslator.numbered(target)
    references = references.compactMap { reference($0, target, when: cells["references"] != nil) }
    var result: [(key: String, value: String)] = [("id", row.id), ("target", target), ("map", map)]
    if let when, !when.isEmpty { result.append(("when", when)) }
    return .row(Row(cells: result, references: references))
  }

  /// `Specimen[n]` and the like: one more instance, for each repetition of the segment; `Patient[PID]`: the only one.
  private static func numbered(_ name: String) -> String {
    var name = name
    for several in ["[n]", "[1..n]"] { name = name.replacing(several, with: "[9]") }
    name = name.replacing("[each]", with: "[1]")
    for only in ["[PID]", "[ORC]", "[SPM]"] { name = name.replacing(only, with: "") }
    return name
  }

  static func references(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == ";" || $0.isNewline }).map { PublishedTable.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// The form of the map language; nil for what decisions drop.
  private func reference(_ written: String, _ target: String, when isPatched: Bool) -> String? {
    if isPatched { return written }
    var text = written
    if let decision = patches.assignments[Patches.simplified(text)] {
      guard decision.omit == nil else { return nil }
      if let assign = decision.assign { return assign }
    }
    for (wrong, right) in patches.spellings { text = text.replacing(wrong, with: right) }
    guard let equals = text.firstIndex(of: "=") else { return nil }
    var left = text[..<equals].filter { !$0.isWhitespace }
    let right = PublishedTable.trimmed(String(text[text.index(after: equals)...]))
    if right.first == "\"" { return "\(left)=\(right)" }
    if left.hasSuffix(".reference)") { left = left.dropLast(11) + ")" }
    for suffix in [".reference", ".id"] where left.hasSuffix(suffix) { left.removeLast(suffix.count) }
    var other = right.filter { !$0.isWhitespace }
    if other.hasSuffix(".id") { other.removeLast(3) }
    return "\(MessageTranslator.numbered(left)).reference=\(MessageTranslator.numbered(other)).id"
  }
}
