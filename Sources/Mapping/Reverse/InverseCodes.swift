/// Code maps read backwards: from code and system to what a message says.
struct InverseCodes: Sendable {
  private struct Key: Hashable {
    var map: Int32
    var code: String
  }

  private struct Answer {
    var system: String?
    var from: String
  }

  private let answers: [Key: [Answer]]
  let localPrefix: String

  init(_ tables: MapTables) {
    var answers: [Key: [Answer]] = [:]
    for entry in tables.codes.entries {
      let key = Key(map: entry.map, code: tables.texts.text(entry.code))
      let system = entry.system == .max ? nil : tables.texts.text(entry.system)
      answers[key, default: []].append(Answer(system: system, from: tables.texts.text(entry.from)))
    }
    self.answers = answers
    localPrefix = tables.localPrefix == .max ? "" : tables.texts.text(tables.localPrefix)
  }

  /// The code of a message; of several that give the same, the first that the map lists.
  func code(_ map: Int32, _ code: String, system: String?) -> String? {
    guard let found = answers[Key(map: map, code: code)] else { return nil }
    if let system, let exact = found.first(where: { $0.system == system }) { return exact.from }
    return found.first { $0.system == nil || system == nil }?.from
  }

  /// The short name of a system of codes or identifiers.
  func systemName(_ map: Int32, _ url: String) -> String {
    if let known = answers[Key(map: map, code: url)] {
      return (known.first { $0.from.count <= 8 && $0.from.allSatisfy { !$0.isLowercase && $0 != " " } } ?? known[0]).from
    }
    let table = "http://terminology.hl7.org/CodeSystem/v2-"
    if url.hasPrefix(table), url.count == table.count + 4 { return "HL7" + url.dropFirst(table.count) }
    if url.hasPrefix("urn:oid:") { return String(url.dropFirst(8)) }
    if !localPrefix.isEmpty, url.hasPrefix(localPrefix) { return InverseCodes.unescaped(url.dropFirst(localPrefix.count)) }
    return url
  }

  /// Percent signs of URLs resolved.
  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
