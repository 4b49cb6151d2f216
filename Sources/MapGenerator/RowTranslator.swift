/// What became of a row of a table.
enum TranslatedRow {
  /// A row of the map language: its keys in order.
  case row([(key: String, value: String)])
  /// Nothing is executed, and why.
  case omitted(String)
}

/// Writes rows of segment and data type tables in the map language.
struct RowTranslator {
  var patches: Patches
  /// Data type tables that only pass the first part on, by simplified name.
  let plainTypes: Set<String>
  /// Types of FHIR that are no resources: in brackets they are part of the path.
  let isResource: (String) -> Bool

  mutating func translate(_ row: PublishedRow, of table: PublishedTable) -> TranslatedRow {
    let patch = patches.patch(table.name, row)
    if let omit = patch?.omit { return .omitted(omit) }
    var cells = patch?.cells ?? [:]
    var transform = cells["transform"]
    if row.target.isEmpty, cells["to"] == nil { return .omitted("the authors have not decided on an element") }
    if cells["when"] == nil, row.condition.isEmpty, !row.narrative.isEmpty,
      let decision = patches.narratives[Patches.simplified(row.narrative)]
    {
      if let omit = decision.omit, patch == nil { return .omitted(omit) }
      if let when = decision.when { cells["when"] = when }
    }
    var target = cells["to"] ?? cleaned(row.target, table)
    var assignment = cells["assign"] ?? (row.typeMap.isEmpty ? row.assignment : "")
    if let equals = target.firstIndex(of: "=") {
      if assignment.isEmpty { assignment = String(target[target.index(after: equals)...]) }
      target = String(target[..<equals])
    }
    if cells["assign"] == nil, !assignment.isEmpty {
      if let decision = patches.assignments[Patches.simplified(assignment)] {
        if let omit = decision.omit, patch?.cells.isEmpty ?? true { return .omitted(omit) }
        assignment = decision.assign ?? ""
        transform = transform ?? decision.transform
      } else {
        assignment = RowTranslator.assignment(assignment)
      }
    }
    var from = cells["from"] ?? source(row.id, table)
    if target.contains("[each]") {
      target = target.replacing("[each]", with: "[1]")
      if from != "OBX-5", table.kind == .segments {
        // One value stands in each of the components that the repetitions of another field make.
        assignment = assignment.isEmpty ? from : assignment
        from = "OBX-5"
      }
    }
    var result: [(key: String, value: String)] = []
    if !from.isEmpty { result.append(("from", from)) }
    if let when = condition(cells["when"], row) { result.append(("when", when)) }
    result.append(("to", target))
    var type = cells["type"] ?? row.typeMap
    if plainTypes.contains(PublishedTables.simplified(type)) { type = "" }
    if !type.isEmpty { result.append(("type", type)) }
    let code = cells["code"] ?? (row.codeMap.isEmpty ? inherited(row, target, table) : row.codeMap)
    if !code.isEmpty { result.append(("code", code)) }
    if !assignment.isEmpty { result.append(("assign", assignment)) }
    if let name = transform ?? system(row, target, assignment, table) { result.append(("transform", name)) }
    for key in ["form", "join", "beside"] { if let value = cells[key] { result.append((key, value)) } }
    return .row(result)
  }

  // MARK: Cells

  private func condition(_ patched: String?, _ row: PublishedRow) -> String? {
    var condition = patched ?? row.condition
    if let repaired = patches.conditions[condition] { condition = repaired }
    return condition.isEmpty ? nil : condition
  }

  /// References in a data type table that go by the name of another type mean its own.
  private func source(_ id: String, _ table: PublishedTable) -> String {
    guard table.kind == .datatypes else { return id }
    let own = String(table.name.prefix { $0 != "[" })
    let numbers = id.drop { $0 != "." && $0 != "-" }
    return id.isEmpty || numbers.isEmpty ? "" : own + numbers
  }

  /// The first part of a data type that becomes a code is translated as the caller says.
  private func inherited(_ row: PublishedRow, _ target: String, _ table: PublishedTable) -> String {
    guard table.kind == .datatypes, row.assignment.isEmpty, target == "$value" || target == "code" || target.hasSuffix(".code"),
      row.id.hasSuffix(".1") || row.id.hasSuffix("-1"), !target.contains("physicalType"), !target.contains("unit")
    else { return "" }
    return "inherited"
  }

  /// Names of systems become their URLs.
  private func system(
    _ row: PublishedRow, _ target: String, _ assignment: String, _ table: PublishedTable
  ) -> String? {
    guard table.kind == .datatypes, assignment.isEmpty, row.typeMap.isEmpty else { return nil }
    if target.hasSuffix("coding.system") || target.hasSuffix("].system") && target.contains("coding[") { return "coding-system" }
    if target == "system", ["CWE[Coding]", "CWE[Quantity]", "EI[Coding]"].contains(table.name) { return "coding-system" }
    if table.name == "HD[uri]" || target == "system" || target.hasSuffix(".system") || target.hasSuffix(".system)") {
      return "identifier-system"
    }
    return nil
  }

  // MARK: Assignments

  /// Texts and elements joined by `+`, which some rows leave out.
  static func assignment(_ text: String) -> String {
    var parts: [String] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "+" }
      guard let first = rest.first else { break }
      if first == "\"" || first == "'" {
        let body = rest.dropFirst().prefix { $0 != first }
        rest = rest.dropFirst(body.count + 2)
        parts.append("\"\(PublishedTable.trimmed(String(body)).isEmpty ? String(body) : PublishedTable.trimmed(String(body)))\"")
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "+" && $0 != "\"" }
        rest = rest.dropFirst(word.count)
        parts.append(isElement(word) ? String(word) : "\"\(word)\"")
      }
    }
    return parts.joined(separator: "+")
  }

  private static func isElement(_ word: Substring) -> Bool {
    let name = word.prefix { $0.isUppercase || $0.isNumber }
    let numbers = word.dropFirst(name.count)
    return name.count >= 2 && (numbers.first == "." || numbers.first == "-")
      && numbers.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
  }

  // MARK: Targets

  private func cleaned(_ written: String, _ table: PublishedTable) -> String {
    var parts = written.split(separator: "=", maxSplits: 1).map(String.init)
    var target = parts[0].filter { !$0.isWhitespace }
    for (wrong, right) in patches.spellings { target = target.replacing(wrong, with: right) }
    let type = String(table.name.drop { $0 != "[" }.dropFirst().prefix { $0.isLetter })
    if target.hasPrefix(type + ".") { target.removeFirst(type.count + 1) }
    target = withoutDataTypes(target)
    let open = target.count { $0 == "(" } - target.count { $0 == ")" }
    if open > 0 { target += String(repeating: ")", count: open) }
    parts[0] = target
    return parts.joined(separator: "=")
  }

  /// `note(Annotation.text)` is `note.text`; of `who(Organization|Device)` the first is taken.
  private func withoutDataTypes(_ path: String) -> String {
    var result = ""
    var isOpen: [Bool] = []
    var rest = Substring(path)
    while let character = rest.first {
      rest.removeFirst()
      switch character {
      case "(":
        let type = rest.prefix { $0.isLetter }
        isOpen.append(isResource(String(type)))
        if isOpen.last == true {
          result.append("(")
        } else {
          rest = rest.dropFirst(type.count)
        }
      case ")": if isOpen.popLast() ?? true { result.append(")") }
      case "|": rest = rest.drop { $0.isLetter }
      default: result.append(character)
      }
    }
    return result
  }
}
