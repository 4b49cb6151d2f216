import Definitions

/// What two sources say about a field or component in one version.
struct PublishedPart: Hashable {
  var usage = "O"
  var maximum = "1"
  var length = ""
  var type = ""
  var table = ""
  var doubts = ""
  var name = ""
}

/// The published tables of HL7 v2, one version at a time, brought to one form, with what the sources do not agree on.
struct HL7v2Sources {
  static let versions = [
    "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2", "2.9",
  ]

  let folder: String
  private let components: JSONValue
  private let disputes: [String: Dispute]
  /// Lines for the list of disagreements.
  private(set) var disagreements: [String] = []

  /// What a list of `agreement.md` names of one property in one version.
  struct Dispute {
    var places: [String: String] = [:]
    var isCutShort = false
  }

  init(folder: String) throws {
    self.folder = folder
    components = try JSONValue(file: folder + "/datatype-components-2.json")
    disputes = HL7v2Sources.disputes(String(decoding: try FileSystem.read(folder + "/agreement.md"), as: UTF8.self))
    for (key, dispute) in disputes.sorted(by: { $0.key < $1.key }) {
      disagreements += dispute.places.sorted { $0.key < $1.key }.map { "\(key)\t\($0.key)\t\($0.value)" }
      if dispute.isCutShort { disagreements.append("\(key)\t…\tthe published comparison lists no more") }
    }
  }

  mutating func note(_ disagreement: String) { disagreements.append(disagreement) }

  func facts(_ version: String) throws -> JSONValue {
    try JSONValue(file: "\(folder)/facts/\(version == "2.9" ? "2.9.1" : version).json")
  }

  /// The lists under `## Disputed items`, by version and property.
  private static func disputes(_ text: String) -> [String: Dispute] {
    var result: [String: Dispute] = [:]
    var version = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("### ") { version = String(line.dropFirst(4)) }
      guard !version.isEmpty, line.hasPrefix("* "), let colon = line.firstIndex(of: ":") else { continue }
      let property = line.dropFirst(2).prefix { $0 != " " && $0 != "," }
      guard ["datatype", "required", "repeat", "table"].contains(property) else { continue }
      var dispute = Dispute()
      var items = line[line.index(after: colon)...]
      if items.hasSuffix("...") {
        dispute.isCutShort = true
        items.removeLast(3)
      }
      for item in items.split(separator: ",") {
        let words = item.split(separator: " ", maxSplits: 1)
        if let place = words.first { dispute.places[String(place)] = words.count > 1 ? String(words[1]) : "" }
      }
      result["\(version)\t\(property)"] = dispute
    }
    return result
  }

  // MARK: Fields

  /// The fields of the segments of a version, by number.
  mutating func fields(_ version: String, _ facts: JSONValue) throws -> [(
    segment: String, name: String, parts: [Int: PublishedPart]
  )] {
    let second = version == "2.9" ? try JSONValue(file: folder + "/facts/2.9.json") : .none
    var result: [(segment: String, name: String, parts: [Int: PublishedPart])] = []
    for (segment, value) in facts["segments"].members where segment.utf8.count == 3 {
      var parts: [Int: PublishedPart] = [:]
      for row in value["fields"].items {
        guard let number = Int(row[0].string) else { continue }
        var part = PublishedPart(
          usage: HL7v2Sources.usage(row[4].string), maximum: row[6].string, length: row[8].string, type: row[3].string,
          table: row[9].string, name: row[2].string)
        HL7v2Sources.tidy(&part)
        if version == "2.9" {
          compare(
            &part, with: second["segments"][segment]["fields"].items.first { $0[0].string == row[0].string },
            "\(segment)-\(number)")
        } else {
          mark(&part, version, "\(segment)-\(number)")
        }
        parts[number] = part
      }
      result.append((segment, value["name"].string, parts))
    }
    return result
  }

  private static func usage(_ text: String) -> String {
    switch text {
    case "R", "C", "B": text
    case "W", "X": "W"
    default: "O"
    }
  }

  private static func tidy(_ part: inout PublishedPart) {
    if ["-", "NULLDT", "WD", "wd"].contains(part.type) {
      part.usage = "W"
      part.type = ""
    }
    if part.type.lowercased() == "varies" { part.type = "varies" }
    if part.usage == "W" {
      part.maximum = "*"
      part.length = ""
      part.table = ""
      part.type = ""
    }
    if part.maximum == "0" || (Int(part.maximum) ?? 0) > 200 { part.maximum = "*" }
    if part.length == "0" || (Int(part.length) ?? 0) >= 65535 { part.length = "" }
    part.name = part.name.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).joined(separator: " ")
  }

  /// Marks what the published comparison of two sources lists.
  private func mark(_ part: inout PublishedPart, _ published: String, _ place: String) {
    // One source has no 2.7.1, so that what is doubtful in 2.7 is doubtful there.
    let version = published == "2.7.1" ? "2.7" : published
    func isDisputed(_ property: String) -> Bool { disputes["\(version)\t\(property)"]?.places[place] != nil }
    if isDisputed("required") { part.doubts += "u" }
    // The lists of later versions are cut short; there the first source is known to miss repetitions.
    let isUnknown = disputes["\(version)\trepeat"]?.isCutShort == true && part.maximum != "*"
    if isDisputed("repeat") || isUnknown { part.doubts += "r" }
    if isDisputed("datatype") { part.doubts += "d" }
    if isDisputed("table") { part.doubts += "t" }
  }

  private mutating func compare(_ part: inout PublishedPart, with row: JSONValue?, _ place: String) {
    guard let row else {
      part.doubts = "urdt"
      disagreements.append("2.9\tfield\t\(place)\tin one source only")
      return
    }
    if part.usage == "W" { return }
    func differ(_ property: String, _ letter: String, _ left: String, _ right: String) {
      part.doubts += letter
      disagreements.append("2.9\t\(property)\t\(place)\t\(left)/\(right)")
    }
    let usage = HL7v2Sources.usage(row[3].string)
    if (part.usage == "R") != (usage == "R") { differ("required", "u", part.usage, usage) }
    if (part.maximum == "1") != (row[4].string == "1") { differ("repeat", "r", part.maximum, row[4].string) }
    if part.type.uppercased() != row[2].string.uppercased() { differ("datatype", "d", part.type, row[2].string) }
    let table = row[5].string.utf8.count == 5 ? String(row[5].string.dropFirst()) : row[5].string
    if part.table != table { differ("table", "t", part.table, table) }
  }

  // MARK: Data types

  /// The components of the data types of a version, by number.
  mutating func types(_ version: String, _ facts: JSONValue) -> [String: [Int: PublishedPart]] {
    let second = components[version == "2.9" && components["2.9"].members.isEmpty ? "2.8" : version]
    var result: [String: [Int: PublishedPart]] = [:]
    for (type, value) in facts["datatypes"].members {
      var parts: [Int: PublishedPart] = [:]
      for row in value.items {
        guard let number = Int(row[0].string) else { continue }
        let isLast = version == "2.9"
        var part = PublishedPart(
          usage: isLast ? HL7v2Sources.usage(row[3].string) : (row[3].string == "1" ? "R" : "O"),
          length: isLast ? row[7].string : "", type: row[1].string, table: row[2].string,
          name: isLast ? row[8].string : HL7v2Sources.title(row[5].string))
        HL7v2Sources.tidy(&part)
        part.maximum = "1"
        let other = second[type].items.first { $0[0].string == row[0].string }
        agree(&part, other, "\(version)", "\(type).\(number)")
        parts[number] = part
      }
      result[type] = parts
    }
    return result
  }

  private mutating func agree(_ part: inout PublishedPart, _ other: JSONValue?, _ version: String, _ place: String) {
    guard let other, part.usage != "W" else {
      part.doubts = part.usage == "W" ? "" : "udt"
      return
    }
    if !other[5].string.isEmpty { part.name = other[5].string.split(whereSeparator: { $0 == "\t" }).joined(separator: " ") }
    if part.length.isEmpty, let length = Int(other[4].string), 0 < length, length < 65535 { part.length = String(length) }
    if other[1].string.uppercased() != part.type.uppercased() {
      part.doubts += "d"
      disagreements.append("\(version)\tdatatype\t\(place)\t\(part.type)/\(other[1].string)")
    }
    let usage = other[3].string
    if (part.usage == "R") != (usage == "R") {
      if !usage.isEmpty { disagreements.append("\(version)\trequired\t\(place)\t\(part.usage)/\(usage)") }
      // Required by one of the two, and so with a doubt.
      if part.usage == "R" || !usage.isEmpty { part.doubts += "u" }
      if usage == "R" { part.usage = "R" }
    }
    if !other[2].string.isEmpty, other[2].string != part.table {
      part.doubts += "t"
      disagreements.append("\(version)\ttable\t\(place)\t\(part.table)/\(other[2].string)")
    }
  }

  private static func title(_ text: String) -> String {
    text.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined(separator: " ")
  }

  // MARK: Structures

  /// The message structures of a version, with whether a second source has the same segments in the same order.
  mutating func structures(_ version: String, _ facts: JSONValue) throws -> [(name: String, text: String, isDoubtful: Bool)] {
    var second: [String: [String]] = [:]
    if version != "2.9" { second = HL7v2Sources.segmentLists(try JSONValue(file: "\(folder)/nist/\(version).json")) }
    let single = Set(facts["structure_source"]["nist"].items.map(\.string))
    var result: [(name: String, text: String, isDoubtful: Bool)] = []
    for (name, value) in facts["structures"].members {
      let list = HL7v2Sources.segmentList(value.string)
      var isDoubtful = true
      if let other = second[name] {
        isDoubtful = single.contains(name) || list != other
        if list != other { disagreements.append("\(version)\tstructure\t\(name)\tsegments differ") }
      } else {
        disagreements.append("\(version)\tstructure\t\(name)\tin one source only")
      }
      result.append((name, HL7v2Sources.tidy(value.string), isDoubtful))
    }
    return result
  }

  /// The newest source writes "any segment" as a group of its own, and a plus in a name.
  private static func tidy(_ structure: String) -> String {
    var text = structure
    for (form, replacement) in [
      ("(choice-2-Hxx: Segment? (group: )?)", "Hxx"), ("(Hxx: Segment? (group: )?)", "Hxx"), ("GUARANTOR+", "GUARANTOR_"),
    ] {
      text = text.split(separator: form, omittingEmptySubsequences: false).joined(separator: replacement)
    }
    return text
  }

  /// The segments of a structure in the notation of the facts, from left to right.
  private static func segmentList(_ text: String) -> [String] {
    text.split(whereSeparator: { " ()<>|".contains($0) }).compactMap { word in
      guard word.last != ":" else { return nil }
      let id = word.prefix { $0.isLetter || $0.isNumber }
      return id.isEmpty ? nil : (id == "ANYHL7SEGMENT" ? "Hxx" : String(id))
    }
  }

  /// The same of the other source, whose groups are rows that name their parents.
  private static func segmentLists(_ nist: JSONValue) -> [String: [String]] {
    var children: [String: [(segment: String, group: String)]] = [:]
    for row in nist["elements"]["rows"].items {
      children[row[0].string, default: []].append((row[5].string, row[6].string))
    }
    func list(_ group: String, _ depth: Int) -> [String] {
      guard depth < 20 else { return [] }
      return (children[group] ?? []).flatMap { $0.segment.isEmpty ? list($0.group, depth + 1) : [$0.segment] }
    }
    var result: [String: [String]] = [:]
    for row in nist["groups"]["rows"].items where row[4].string == "true" { result[row[3].string] = list(row[0].string, 0) }
    return result
  }
}
