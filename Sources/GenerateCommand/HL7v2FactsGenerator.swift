import Definitions

/// Writes the facts under `Profiles/hl7v2/facts` from the published tables: `plumbline-generate hl7v2-facts STANDARDS FACTS`. Equal
/// tables give equal files.
struct HL7v2FactsGenerator {
  private var sources: HL7v2Sources
  private let standards: String
  private var segments = Parts()
  private var types = Parts()
  private var structures: [String: [(text: String, isDoubtful: Bool, versions: Set<Int>)]] = [:]
  private var events: [String: Set<Int>] = [:]

  /// Parts of segments or data types: what is said of each, and in which versions.
  private struct Parts {
    var names: [String: String] = [:]
    var versions: [String: Set<Int>] = [:]
    var parts: [String: [Int: [PublishedPart: Set<Int>]]] = [:]

    mutating func add(_ owner: String, name: String, _ version: Int, _ published: [Int: PublishedPart]) {
      if !name.isEmpty { names[owner] = name.split(separator: "\t").joined(separator: " ") }
      versions[owner, default: []].insert(version)
      for (number, part) in published { parts[owner, default: [:]][number, default: [:]][part, default: []].insert(version) }
    }

    /// Versions bear witness, too: a requirement that the next version does not make, and a table that a later one replaces, are in
    /// doubt.
    mutating func compareVersions() {
      for (owner, numbers) in parts {
        for (number, variants) in numbers {
          var byVersion: [(version: Int, part: PublishedPart)] = []
          for (part, versions) in variants { byVersion += versions.map { ($0, part) } }
          byVersion.sort { $0.version < $1.version }
          for index in byVersion.indices {
            let later = byVersion[(index + 1)...].map(\.part)
            let part = byVersion[index].part
            if part.usage == "R", let next = later.first, next.usage != "R" { byVersion[index].part.doubts += "u" }
            if !part.table.isEmpty, later.contains(where: { !$0.table.isEmpty && $0.table != part.table }) {
              byVersion[index].part.doubts += "t"
            }
          }
          var marked: [PublishedPart: Set<Int>] = [:]
          for (version, part) in byVersion { marked[part, default: []].insert(version) }
          parts[owner]?[number] = marked
        }
      }
    }
  }

  init(standards: String) throws {
    self.standards = standards
    sources = try HL7v2Sources(folder: standards)
  }

  mutating func run(into folder: String) throws {
    for (index, version) in HL7v2Sources.versions.enumerated() {
      let facts = try sources.facts(version)
      for segment in try sources.fields(version, facts) {
        segments.add(segment.segment, name: segment.name, index, segment.parts)
      }
      for (type, parts) in sources.types(version, facts) { types.add(type, name: "", index, parts) }
      for structure in try sources.structures(version, facts) { add(structure, index) }
      for (event, pairs) in facts["events"].members {
        for pair in pairs.items where pair[0].string != "?" {
          let reply = pair[1].string == "?" ? "" : pair[1].string
          events["\(event)\t\(pair[0].string)\t\(reply)", default: []].insert(index)
        }
      }
    }
    segments.compareVersions()
    addSimpleTypes()
    try write(text(of: types), "datatypes.txt", folder)
    try write(text(of: segments), "segments.txt", folder)
    try write(structureText(), "structures.txt", folder)
    try write(eventText(), "events.txt", folder)
    try write(try tableText(), "tables.txt", folder)
    try write(sources.disagreements.sorted(), "disagreements.txt", folder)
  }

  private func write(_ lines: [String], _ name: String, _ folder: String) throws {
    let head = "# Made by plumbline-generate hl7v2-facts; see ../README.md for the columns and the sources.\n"
    try FileSystem.write(Array((head + lines.joined(separator: "\n") + "\n").utf8), to: folder + "/" + name)
  }

  /// Data types that are named but have no components.
  private mutating func addSimpleTypes() {
    for owners in [segments, types] {
      for (_, numbers) in owners.parts {
        for (_, variants) in numbers {
          for (part, versions) in variants where !part.type.isEmpty {
            for version in versions { types.versions[part.type, default: []].insert(version) }
          }
        }
      }
    }
  }

  private mutating func add(_ structure: (name: String, text: String, isDoubtful: Bool), _ version: Int) {
    var known = structures[structure.name] ?? []
    if let index = known.firstIndex(where: { $0.text == structure.text && $0.isDoubtful == structure.isDoubtful }) {
      known[index].versions.insert(version)
    } else {
      known.append((structure.text, structure.isDoubtful, [version]))
    }
    structures[structure.name] = known
  }

  // MARK: Text

  /// `2.3-2.5.1,2.9`.
  private static func text(_ versions: Set<Int>) -> String {
    var parts: [String] = []
    var first: Int?
    for index in HL7v2Sources.versions.indices where versions.contains(index) {
      let start = first ?? index
      first = versions.contains(index + 1) && index + 1 < HL7v2Sources.versions.count ? start : nil
      guard first == nil else { continue }
      parts.append(HL7v2Sources.versions[start] + (start == index ? "" : "-" + HL7v2Sources.versions[index]))
    }
    return parts.joined(separator: ",")
  }

  private func text(of owners: Parts) -> [String] {
    var lines: [String] = []
    for owner in owners.versions.keys.sorted() {
      lines.append("=\(owner)\t\(HL7v2FactsGenerator.text(owners.versions[owner] ?? []))\t\(owners.names[owner] ?? "")")
      for (number, variants) in (owners.parts[owner] ?? [:]).sorted(by: { $0.key < $1.key }) {
        lines += HL7v2FactsGenerator.lines(number, variants)
      }
    }
    return lines
  }

  /// One line for each thing that is said of a part. The newest name is given to all.
  private static func lines(_ number: Int, _ variants: [PublishedPart: Set<Int>]) -> [String] {
    let newest = variants.max { ($0.value.max() ?? 0, $0.key.name) < ($1.value.max() ?? 0, $1.key.name) }?.key.name ?? ""
    var merged: [PublishedPart: Set<Int>] = [:]
    for (variant, versions) in variants {
      var part = variant
      part.name = newest
      merged[part, default: []].formUnion(versions)
    }
    return merged.sorted { ($0.value.min() ?? 0) < ($1.value.min() ?? 0) }.map { part, versions in
      [
        String(number), text(versions), part.usage, part.maximum, part.length, part.type, part.table,
        String(Set(part.doubts).sorted()), part.name,
      ].joined(separator: "\t")
    }
  }

  private func structureText() -> [String] {
    structures.sorted { $0.key < $1.key }.flatMap { name, variants in
      variants.map { "\(name)\t\(HL7v2FactsGenerator.text($0.versions))\t\($0.isDoubtful ? "?" : "")\t\($0.text)" }
    }
  }

  private func eventText() -> [String] {
    events.map { key, versions in
      let cells = key.split(separator: "\t", omittingEmptySubsequences: false)
      return "\(cells[0])\t\(HL7v2FactsGenerator.text(versions))\t\(cells[1])\t\(cells[2])"
    }.sorted()
  }

  /// Tables that have a list of codes, and what kind the register and the versions say they are.
  private mutating func tableText() throws -> [String] {
    let codes = try JSONValue(file: standards + "/utg-v2-codes.json")["tables"]
    let register = try JSONValue(file: standards + "/utg-v2-tables.json")["tables"]
    var userDefined: [String: String] = [:]
    for version in HL7v2Sources.versions where version != "2.9" {
      for row in try JSONValue(file: "\(standards)/nist/\(version).json")["tables"]["rows"].items where row[2].string == "1" {
        userDefined[row[0].string] = version
      }
    }
    var lines: [String] = []
    for (table, value) in codes.members.sorted(by: { $0.key < $1.key }) where UInt16(table) != nil {
      let isHL7 = register[table][0].string == "HL7" && value["content"].string == "complete"
      if isHL7, let version = userDefined[table] {
        lines.append("=\(table)\topen\t\(value["name"].string)")
        note("\(version)\ttable-kind\t\(table)\tHL7/user-defined")
      } else {
        lines.append("=\(table)\t\(isHL7 ? "closed" : "open")\t\(value["name"].string)")
      }
      var seen: Set<String> = []
      for row in value["codes"].items.sorted(by: { Array($0[0].string.utf8).lexicographicallyPrecedes(Array($1[0].string.utf8)) })
      where !row[0].string.isEmpty && seen.insert(row[0].string).inserted {
        let display = row[1].string.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).joined(separator: " ")
        lines.append("\(row[0].string)\t\(["D", "R"].contains(row[2].string) ? "-" : "")\t\(display)")
      }
    }
    return lines
  }

  private mutating func note(_ line: String) { sources.note(line) }
}
