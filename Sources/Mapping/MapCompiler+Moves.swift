import Schema

/// What a sender writes in other fields, and what it leaves out: `kind: moves`.
struct MovesDefinition {
  /// The field that a sender uses, and the one that maps read.
  var moves: [(from: String, to: String)] = []
  /// By field: the value where it is empty.
  var defaults: [(field: String, value: String)] = []
}

extension MapCompiler {
  /// A segment map with rows for moved fields and for defaults.
  func moved(_ map: ElementMapDefinition, _ definitions: [MovesDefinition]) -> ElementMapDefinition {
    var map = map
    let segment = String(map.name.text.prefix { $0 != "[" })
    for definition in definitions {
      for move in definition.moves where move.to.hasPrefix(segment + "-") && move.from.hasPrefix(segment + "-") {
        let copies = map.rows.filter { isOf($0, move.to) }.map { copy($0, move) }
        map.rows = map.rows.filter { !isOf($0, move.from) } + copies
      }
      for entry in definition.defaults where entry.field.hasPrefix(segment + "-") {
        map.rows += map.rows.filter { $0.from?.text == entry.field || $0.from?.text == entry.field + ".1" }.flatMap {
          defaulted($0, entry.field, entry.value)
        }
      }
    }
    return map
  }

  /// Whether a row reads a field, whole or in part.
  private func isOf(_ row: RowDefinition, _ field: String) -> Bool {
    guard let from = row.from?.text else { return false }
    return from == field || from.hasPrefix(field + ".")
  }

  /// The row for the field that the sender uses; what it makes is an instance of its own.
  private func copy(_ row: RowDefinition, _ move: (from: String, to: String)) -> RowDefinition {
    func renamed(_ text: MapText?) -> MapText? {
      text.map { MapText(text: MapCompiler.replaced(move.to, by: move.from, in: $0.text), place: $0.place) }
    }
    var copy = row
    copy.from = renamed(row.from)
    copy.when = renamed(row.when)
    copy.assign = renamed(row.assign)
    if let to = row.to, let open = to.text.firstIndex(of: "["), let close = to.text[open...].firstIndex(of: "]"),
      let key = Int(to.text[to.text.index(after: open)..<close])
    {
      copy.to = MapText(text: to.text.replacingCharacters(open..<close, with: "[\(min(key + 100, 250))"), place: to.place)
    }
    return copy
  }

  /// `PID-3` is not part of `PID-31`.
  static func replaced(_ field: String, by other: String, in text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: field) {
      result += rest[..<range.lowerBound]
      let next = rest[range.upperBound...].first
      let isWhole = !(next?.isNumber ?? false) && !(result.last.map { $0.isLetter || $0.isNumber } ?? false)
      result += isWhole ? other : field
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// Rows that write a value where the field is empty; translated already, as a sender's value would be.
  private func defaulted(_ row: RowDefinition, _ field: String, _ value: String) -> [RowDefinition] {
    guard let to = row.to, row.ignored == nil, row.assign == nil, row.when == nil else { return [] }
    var path = to.text
    switch row.type.map({ MapCompiler.simplified($0.text) }) {
    case nil, "cwe[code]", "cwe[string]", "is[code]", "id[code]": break
    case "cwe[codeableconcept]", "ce[codeableconcept]", "is[codeableconcept]": path += ".coding.code"
    case "cwe[coding]", "is[coding]": path += ".code"
    default: return []
    }
    var code = value
    var system: String?
    if let map = row.code, let number = codeNumbers[MapCompiler.simplified(map.text)] {
      let bytes = ContiguousArray(value.utf8)
      if let entry = tables.codes.find(number, bytes, 0..<bytes.count, tables.texts) {
        code = tables.texts.text(entry.code)
        system = entry.system == .max ? nil : tables.texts.text(entry.system)
      }
    }
    func constant(_ path: String, _ value: String) -> RowDefinition {
      var constant = row
      constant.from = nil
      constant.type = nil
      constant.code = nil
      constant.when = MapText(text: "IF \(field) NOT VALUED", place: to.place)
      constant.to = MapText(text: path, place: to.place)
      constant.assign = MapText(text: "\"\(value.filter { $0 != "\"" })\"", place: to.place)
      return constant
    }
    var rows = [constant(path, code)]
    if let system, path.hasSuffix(".code") { rows.append(constant(String(path.dropLast(4)) + "system", system)) }
    return rows
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
