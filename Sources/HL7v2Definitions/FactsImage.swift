/// The facts as bytes: a magic word, then for each table its count and its records, all numbers little-endian. Equal facts give equal
/// bytes.
extension HL7v2Facts {
  static let magic: UInt32 = 0x3156_3748  // "H7V1"

  public func image() -> [UInt8] {
    var writer = FactsWriter()
    writer.add(HL7v2Facts.magic)
    writer.add(stringBytes.count)
    writer.bytes += stringBytes
    writer.add(stringEnds.count)
    for end in stringEnds { writer.add(end) }
    for owners in [segments, types] {
      writer.add(owners.count)
      for owner in owners {
        writer.add(owner.versions)
        writer.add(owner.key)
        writer.add(owner.name)
      }
    }
    for parts in [fields, components] {
      writer.add(parts.count)
      for part in parts { writer.add(part) }
    }
    writer.add(structures.count)
    for structure in structures {
      writer.add(structure.versions)
      writer.add(structure.name)
      writer.add(structure.text)
      writer.add(UInt16(structure.isDoubtful ? 1 : 0))
    }
    writer.add(events.count)
    for event in events {
      for number in [event.versions, event.event, event.sent, event.reply] { writer.add(number) }
    }
    writer.add(tables.count)
    for table in tables {
      for number in [table.number, table.name, table.isClosed ? 1 : 0, table.codeCount] { writer.add(number) }
      writer.add(table.firstCode)
    }
    writer.add(codes.count)
    for code in codes {
      for number in [code.code, code.display, code.isDeprecated ? 1 : 0] { writer.add(number) }
    }
    return writer.bytes
  }

  /// Nil when the bytes are no facts.
  public init?(image bytes: [UInt8]) {
    var reader = FactsCursor(bytes: bytes)
    guard reader.number() as UInt32 == HL7v2Facts.magic else { return nil }
    let length = reader.count()
    stringBytes = reader.take(length)
    stringEnds = reader.records { $0.number() }
    func owners(_ reader: inout FactsCursor) -> ContiguousArray<OwnerFact> {
      reader.records { OwnerFact(versions: $0.number(), key: $0.number(), name: $0.number()) }
    }
    segments = owners(&reader)
    types = owners(&reader)
    fields = reader.records { $0.part() }
    components = reader.records { $0.part() }
    structures = reader.records {
      StructureFact(
        versions: $0.number(), name: $0.number(), text: $0.number(), isDoubtful: ($0.number() as UInt16) != 0)
    }
    events = reader.records { EventFact(versions: $0.number(), event: $0.number(), sent: $0.number(), reply: $0.number()) }
    tables = reader.records {
      var table = TableFact(number: $0.number(), name: $0.number(), isClosed: ($0.number() as UInt16) != 0)
      table.codeCount = $0.number()
      table.firstCode = $0.number()
      return table
    }
    codes = reader.records { CodeFact(code: $0.number(), display: $0.number(), isDeprecated: ($0.number() as UInt16) != 0) }
    guard reader.isWhole else { return nil }
  }
}

private struct FactsWriter {
  var bytes: [UInt8] = []

  mutating func add<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
  }

  mutating func add(_ count: Int) { add(UInt32(count)) }

  mutating func add(_ part: PartFact) {
    for number in [part.versions, part.owner, part.name, part.length, part.type, part.table] { add(number) }
    for number in [part.number, part.maximum, part.usage.rawValue, part.doubts.rawValue] { add(number) }
  }
}

/// Reads numbers from left to right; past the end it gives zeros and is not whole any more.
private struct FactsCursor {
  let bytes: [UInt8]
  private var position = 0
  private(set) var isWhole = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func number<Number: FixedWidthInteger>() -> Number {
    let size = Number.bitWidth / 8
    guard position + size <= bytes.count else {
      isWhole = false
      return 0
    }
    var result: Number = 0
    for index in 0..<size { result |= Number(truncatingIfNeeded: UInt64(bytes[position + index]) << UInt64(8 * index)) }
    position += size
    return result
  }

  /// A number of things that can still follow.
  mutating func count() -> Int {
    let count = Int(number() as UInt32)
    guard count <= bytes.count - position else {
      isWhole = false
      return 0
    }
    return count
  }

  mutating func take(_ length: Int) -> ContiguousArray<UInt8> {
    defer { position += length }
    return ContiguousArray(bytes[position..<(position + length)])
  }

  mutating func records<Record>(_ read: (inout FactsCursor) -> Record) -> ContiguousArray<Record> {
    let count = count()
    var records = ContiguousArray<Record>()
    records.reserveCapacity(count)
    for _ in 0..<count { records.append(read(&self)) }
    return records
  }

  mutating func part() -> PartFact {
    var part = PartFact()
    part.versions = number()
    part.owner = number()
    part.name = number()
    part.length = number()
    part.type = number()
    part.table = number()
    part.number = number()
    part.maximum = number()
    part.usage = PartFact.Usage(rawValue: number()) ?? .optional
    part.doubts = PartFact.Doubts(rawValue: number())
    return part
  }
}
