import HL7v2Syntax

/// Everything HL7 v2 says, of all versions. Made once and shared; versions are laid out by who needs them.
public struct MessageDefinitions: Sendable {
  public private(set) var facts: HL7v2Facts
  private let structureNames: [String: [Int]]
  private let eventNames: [String: [Int]]
  /// Index of each table by number.
  private let tableIndexes: ContiguousArray<Int16>
  private let typeIndexes: [String: UInt16]

  public init(_ facts: HL7v2Facts) {
    self.facts = facts
    var structures: [String: [Int]] = [:]
    for (index, structure) in facts.structures.enumerated() {
      structures[facts.string(structure.name), default: []].append(index)
    }
    structureNames = structures
    var events: [String: [Int]] = [:]
    for (index, event) in facts.events.enumerated() { events[facts.string(event.event), default: []].append(index) }
    eventNames = events
    var tables = ContiguousArray<Int16>(repeating: -1, count: 1 + Int(facts.tables.map(\.number).max() ?? 0))
    for (index, table) in facts.tables.enumerated() { tables[Int(table.number)] = Int16(index) }
    tableIndexes = tables
    var types: [String: UInt16] = [:]
    for (index, type) in facts.types.enumerated() { types[facts.string(UInt16(type.key))] = UInt16(index) }
    typeIndexes = types
  }

  public func version(_ version: HL7Version) -> VersionDefinitions { VersionDefinitions(facts, version) }

  // MARK: Names

  /// Makes a name that the facts do not have one that fields can be given.
  public mutating func register(_ name: String) -> UInt16 {
    guard facts.stringEnds.count < Int(UInt16.max) else { return 0 }
    facts.append(name)
    return UInt16(facts.stringEnds.count - 1)
  }

  /// What a part is called.
  public func name(_ part: PartFact) -> String { facts.string(part.name) }

  public func name(_ owner: VersionDefinitions.Owner) -> String { facts.string(owner.name) }

  public func typeIndex(_ code: String) -> UInt16? { typeIndexes[code] }

  /// The code of a data type; empty where there is none.
  public func typeCode(_ index: UInt16) -> String {
    Int(index) < facts.types.count ? facts.string(UInt16(facts.types[Int(index)].key)) : ""
  }

  /// Whether any version knows a segment.
  public func knows(_ id: SegmentID) -> Bool { facts.segments.contains { $0.key == id.rawValue } }

  // MARK: Structures

  /// The structure of a name in a version; of the nearest later or earlier version where this one has none is not taken.
  public func structure(_ name: String, _ version: HL7Version) -> (text: String, isDoubtful: Bool)? {
    guard let index = structureNames[name]?.first(where: { facts.structures[$0].versions & version.bit != 0 }) else { return nil }
    let structure = facts.structures[index]
    return (facts.string(structure.text), structure.isDoubtful)
  }

  /// Whether any version has a structure of the name.
  public func knowsStructure(_ name: String) -> Bool { structureNames[name] != nil }

  /// The structure that the events of a version give to a message code and trigger event.
  public func structureName(code: String, event: String, _ version: HL7Version) -> String? {
    let events = version >= .v2_9 ? HL7Version.v2_8_2 : version
    for index in eventNames[event] ?? [] where facts.events[index].versions & events.bit != 0 {
      for name in [facts.string(facts.events[index].sent), facts.string(facts.events[index].reply)]
      where name.hasPrefix(code + "_") || name == code { return version == .v2_9 ? newest(name) : name }
    }
    if code == "ACK" || code == "MCF" { return "ACK" }
    let own = "\(code)_\(event)"
    if structure(own, version) != nil { return own }
    return version == .v2_9 && structure(own + "-A", version) != nil ? own + "-A" : nil
  }

  /// The last version tells apart, by letters behind the name, what used to be one structure.
  private func newest(_ name: String) -> String {
    structure(name, .v2_9) == nil && structure(name + "-A", .v2_9) != nil ? name + "-A" : name
  }

  /// Whether the version has the event.
  public func knowsEvent(_ event: String, _ version: HL7Version) -> Bool {
    let events = version >= .v2_9 ? HL7Version.v2_8_2 : version
    return (eventNames[event] ?? []).contains { facts.events[$0].versions & events.bit != 0 }
  }

  // MARK: Tables

  public enum CodeState: Sendable { case known, deprecated, unknown, noTable }

  /// Whether a table has a code, given as bytes of a text.
  public func code(_ source: Span<UInt8>, _ range: Range<Int>, table: UInt16) -> CodeState {
    guard let table = tableIndex(table) else { return .noTable }
    let record = facts.tables[table]
    guard let index = search(source, range, in: record) else { return .unknown }
    return facts.codes[index].isDeprecated ? .deprecated : .known
  }

  /// Whether HL7 defines the codes of a table and sites may not add to them.
  public func isClosed(_ table: UInt16) -> Bool { tableIndex(table).map { facts.tables[$0].isClosed } ?? false }

  /// What a code means.
  public func display(_ code: String, table: UInt16) -> String? {
    guard let table = tableIndex(table) else { return nil }
    let bytes = ContiguousArray(code.utf8)
    guard let index = search(bytes.span, 0..<bytes.count, in: facts.tables[table]) else { return nil }
    return facts.string(facts.codes[index].display)
  }

  public func tableName(_ table: UInt16) -> String? { tableIndex(table).map { facts.string(facts.tables[$0].name) } }

  private func tableIndex(_ number: UInt16) -> Int? {
    guard Int(number) < tableIndexes.count, tableIndexes[Int(number)] >= 0 else { return nil }
    return Int(tableIndexes[Int(number)])
  }

  private func search(_ source: Span<UInt8>, _ range: Range<Int>, in table: TableFact) -> Int? {
    var low = Int(table.firstCode)
    var high = low + Int(table.codeCount)
    while low < high {
      let middle = (low + high) / 2
      let order = compare(source, range, facts.range(facts.codes[middle].code))
      if order == 0 { return middle }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  /// Below, at or above zero as the text stands before, is, or stands behind a string of the facts.
  private func compare(_ source: Span<UInt8>, _ range: Range<Int>, _ other: Range<Int>) -> Int {
    var index = 0
    while index < range.count, index < other.count {
      let left = source[range.lowerBound + index]
      let right = facts.stringBytes[other.lowerBound + index]
      if left != right { return left < right ? -1 : 1 }
      index += 1
    }
    return range.count - other.count
  }
}

extension MessageDefinitions {
  /// Every structure of every version.
  public var allStructures: [(name: String, text: String)] {
    facts.structures.map { (facts.string($0.name), facts.string($0.text)) }
  }
}
