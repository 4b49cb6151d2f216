import HL7v2Syntax

/// A line of the facts that cannot be read.
public struct FactsError: Error, CustomStringConvertible, Sendable {
  public var file: String
  public var line: Int
  public var description: String { "`\(file)`, line \(line), is no fact" }
}

/// Reads the text form of the facts: lines of fields separated by tabs; `#` begins a comment.
public struct FactsReader {
  public private(set) var facts = HL7v2Facts()
  private var indexes: [String: UInt16] = ["": 0]
  private var typeIndexes: [String: UInt16] = [:]

  /// The files, in the order in which they must be read.
  public static let files = ["datatypes.txt", "segments.txt", "structures.txt", "events.txt", "tables.txt"]

  public init() {}

  public mutating func read(_ file: String, _ text: String) throws(FactsError) {
    var number = 0
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if file == "datatypes.txt" { collectTypes(lines) }
    for line in lines {
      number += 1
      guard !line.isEmpty, line.first != "#" else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      let isGood =
        switch file {
        case "datatypes.txt", "segments.txt": readPart(cells, isSegment: file == "segments.txt")
        case "structures.txt": readStructure(cells)
        case "events.txt": readEvent(cells)
        default: readTable(cells)
        }
      guard isGood else { throw FactsError(file: file, line: number) }
    }
  }

  private mutating func index(_ text: some StringProtocol) -> UInt16 {
    let text = String(text)
    if let known = indexes[text] { return known }
    let index = UInt16(clamping: facts.stringEnds.count)
    indexes[text] = index
    facts.append(text)
    return index
  }

  /// Data types name each other, so that all are numbered first.
  private mutating func collectTypes(_ lines: [Substring]) {
    for line in lines where line.hasPrefix("=") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      typeIndexes[String(cells[0].dropFirst())] = UInt16(typeIndexes.count)
    }
  }

  /// `=CX 2.3-2.9 name`, then its parts: number, versions, usage, maximum, length, type, table, doubts, name.
  private mutating func readPart(_ cells: [Substring], isSegment: Bool) -> Bool {
    if cells[0].hasPrefix("=") {
      guard cells.count == 3, let versions = VersionSet(cells[1]) else { return false }
      let code = cells[0].dropFirst()
      var owner = OwnerFact(versions: versions.bits, key: 0, name: index(cells[2]))
      if isSegment {
        guard let id = SegmentID(String(code)) else { return false }
        owner.key = id.rawValue
        facts.segments.append(owner)
      } else {
        owner.key = UInt32(index(code))
        facts.types.append(owner)
      }
      return true
    }
    guard cells.count == 9, let number = UInt8(cells[0]), let versions = VersionSet(cells[1]),
      let maximum = cells[3] == "*" ? 0 : UInt8(cells[3]), let length = cells[4].isEmpty ? 0 : UInt16(cells[4]),
      let table = cells[6].isEmpty ? 0 : UInt16(cells[6])
    else { return false }
    var part = PartFact()
    part.versions = versions.bits
    part.number = number
    part.usage = PartFact.Usage(cells[2])
    part.maximum = maximum
    part.length = length
    part.type = typeIndexes[String(cells[5])] ?? HL7v2Facts.noType
    part.table = table
    part.doubts = PartFact.Doubts(cells[7])
    part.name = index(cells[8])
    let owners = isSegment ? facts.segments.count : facts.types.count
    guard owners > 0 else { return false }
    part.owner = UInt16(owners - 1)
    if isSegment { facts.fields.append(part) } else { facts.components.append(part) }
    return true
  }

  private mutating func readStructure(_ cells: [Substring]) -> Bool {
    guard cells.count == 4, let versions = VersionSet(cells[1]) else { return false }
    facts.structures.append(
      StructureFact(versions: versions.bits, name: index(cells[0]), text: index(cells[3]), isDoubtful: cells[2] == "?"))
    return true
  }

  private mutating func readEvent(_ cells: [Substring]) -> Bool {
    guard cells.count == 4, let versions = VersionSet(cells[1]) else { return false }
    facts.events.append(
      EventFact(versions: versions.bits, event: index(cells[0]), sent: index(cells[2]), reply: index(cells[3])))
    return true
  }

  /// `=0001 closed|open name`, then its codes: code, `-` where it is deprecated, display.
  private mutating func readTable(_ cells: [Substring]) -> Bool {
    guard cells.count == 3 else { return false }
    if cells[0].hasPrefix("=") {
      guard let number = UInt16(cells[0].dropFirst()) else { return false }
      facts.tables.append(
        TableFact(
          number: number, name: index(cells[2]), isClosed: cells[1] == "closed", firstCode: UInt32(facts.codes.count),
          codeCount: 0))
      return true
    }
    guard let last = facts.tables.indices.last else { return false }
    facts.codes.append(CodeFact(code: index(cells[0]), display: index(cells[2]), isDeprecated: cells[1] == "-"))
    facts.tables[last].codeCount += 1
    return true
  }
}
