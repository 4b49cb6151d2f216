import Schema
import SourceTree

/// All maps in compiled form: flat tables, made once, shared by all workers.
struct MapTables: Sendable {
  var steps = ContiguousArray<TargetStep>()
  var rows = ContiguousArray<CompiledRow>()
  var parts = ContiguousArray<CompiledPart>()
  var conditions = ContiguousArray<CompiledCondition>()
  /// Text or condition indices of conditions.
  var operands = ContiguousArray<UInt32>()
  var texts = TextTable()
  var maps: [CompiledElementMap] = []
  var codes = CodeTable()
  /// The names of code maps, by number.
  var codeNames: [String] = []
  /// Code maps that have a code for what they do not list: index of a text, or `UInt32.max`.
  var codeFallbacks = ContiguousArray<UInt32>()
  var messages: [CompiledMessageMap] = []
  /// Number of the code table that leads from events to messages.
  var events: Int32 = -1
  /// The message map of each entry of ``events``, by text of its code.
  var eventMessages: [UInt32: Int] = [:]
  var tables: [CompiledTableMap] = []
  /// Reasons for what is ignored or lost; the first are those of ``LossReason``.
  var reasons: [String] = LossReason.allCases.map(\.text)
  var localPrefix: UInt32 = .max
  /// Numbers of the code tables that hold coding systems and identifier systems.
  var codingSystems: Int32 = -1
  var identifierSystems: Int32 = -1
}

/// Interned texts of maps.
struct TextTable: Sendable {
  private(set) var bytes = ContiguousArray<UInt8>()
  private(set) var offsets: ContiguousArray<UInt32> = [0]
  private var known: [String: UInt32] = [:]

  mutating func intern(_ text: String) -> UInt32 {
    if let index = known[text] { return index }
    bytes.append(contentsOf: text.utf8)
    offsets.append(UInt32(bytes.count))
    let index = UInt32(offsets.count - 2)
    known[text] = index
    return index
  }

  func range(_ index: UInt32) -> Range<Int> { Int(offsets[Int(index)])..<Int(offsets[Int(index) + 1]) }

  func text(_ index: UInt32) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }
}

/// Entries of all code maps, found by map and code.
struct CodeTable: Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    var map: Int32
    /// Indices of texts; `system` and `display` are `UInt32.max` where there is none.
    var from: UInt32
    var code: UInt32
    var system: UInt32
    var display: UInt32
  }

  private(set) var entries = ContiguousArray<Entry>()
  private var slots = ContiguousArray<UInt32>(repeating: 0, count: 256)

  init() {}

  /// Entries that are known to differ.
  init(_ entries: ContiguousArray<Entry>, _ texts: TextTable) {
    self.entries = entries
    var size = 256
    while size < entries.count * 2 + 2 { size *= 2 }
    slots = ContiguousArray(repeating: 0, count: size)
    for index in entries.indices where Int(entries[index].from) < texts.offsets.count - 1 { place(index, texts) }
  }

  static func hash(_ map: Int32, _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Int {
    var value = (UInt64(truncatingIfNeeded: map) &+ 0x9E37_79B9) &* 0xD6E8_FEB8_6659_FD93
    for index in range { value = (value ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: (value ^ value >> 29) & 0x7FFF_FFFF)
  }

  /// Adds an entry; the first of several for one code stays.
  mutating func add(_ entry: Entry, _ texts: TextTable) {
    guard find(entry.map, texts.bytes, texts.range(entry.from), texts) == nil else { return }
    entries.append(entry)
    if entries.count * 2 > slots.count {
      slots = ContiguousArray(repeating: 0, count: slots.count * 4)
      for index in entries.indices { place(index, texts) }
    } else {
      place(entries.count - 1, texts)
    }
  }

  private mutating func place(_ index: Int, _ texts: TextTable) {
    let entry = entries[index]
    var slot = CodeTable.hash(entry.map, texts.bytes, texts.range(entry.from)) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index + 1)
  }

  /// The entry for the code that stands in `range` of `bytes`.
  func find(_ map: Int32, _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, _ texts: TextTable) -> Entry? {
    guard map >= 0 else { return nil }
    var slot = CodeTable.hash(map, bytes, range) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.map == map, CodeTable.isEqual(texts.bytes, texts.range(entry.from), bytes, range) { return entry }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  static func isEqual(
    _ left: ContiguousArray<UInt8>, _ leftRange: Range<Int>, _ right: ContiguousArray<UInt8>, _ rightRange: Range<Int>
  ) -> Bool {
    guard leftRange.count == rightRange.count else { return false }
    for offset in 0..<leftRange.count where left[leftRange.lowerBound + offset] != right[rightRange.lowerBound + offset] {
      return false
    }
    return true
  }
}
