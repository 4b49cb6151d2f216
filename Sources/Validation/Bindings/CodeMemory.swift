import Schema
import SourceTree
import Terminology

/// A code as a record gives it, and what was found out about it.
struct CodeEntry {
  var system: String?
  var version: String?
  var code: String
  var display: String?
  var language: String
  /// Nil where there is no system to look it up in.
  var lookup: CodeLookup?
  var displayVerdict = DisplayVerdict.unknown
  /// Nothing is to be said about it.
  var isFine = false
}

/// What a worker remembers of the codes that it has met: records repeat them, and looking up takes a thousand times as long as
/// remembering. Bounded; when full it starts anew.
final class CodeMemory {
  private static let capacity = 1 << 14

  private let context: ValidationContext
  private(set) var entries: ContiguousArray<CodeEntry> = []
  private var keys = ContiguousArray<UInt8>()
  private var keyRanges: ContiguousArray<Range<UInt32>> = []
  private var slots: ContiguousArray<UInt32>
  private var memberships: [UInt64: Membership] = [:]
  /// The key at hand.
  private var key = ContiguousArray<UInt8>()

  init(_ context: ValidationContext) {
    self.context = context
    slots = ContiguousArray(repeating: 0, count: 64)
  }

  /// Forgets everything where there is little room left. Entries are good until the next call.
  func startRecord() {
    guard entries.count > CodeMemory.capacity * 3 / 4 || keys.count > 1 << 22 else { return }
    forget()
  }

  private func forget() {
    entries.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    keyRanges.removeAll(keepingCapacity: true)
    memberships.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = 0 }
  }

  /// The entry of a code; each part is a node or ``NodeID/none``. Nil where a record has more distinct codes than there is room for.
  func entry(
    _ document: borrowing SourceDocument, system: NodeID, version: NodeID, code: NodeID, display: NodeID, language: String
  ) -> Int? {
    key.removeAll(keepingCapacity: true)
    append(document, system)
    append(document, version)
    append(document, code)
    append(document, display)
    if display != .none { key.append(contentsOf: language.utf8) }
    var slot = CodeMemory.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if isKey(keyRanges[index]) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard entries.count < CodeMemory.capacity else { return nil }
    let start = UInt32(keys.count)
    keys.append(contentsOf: key)
    keyRanges.append(start..<UInt32(keys.count))
    var entry = CodeEntry(
      system: CodeMemory.text(document, system), version: CodeMemory.text(document, version),
      code: CodeMemory.text(document, code) ?? "", display: CodeMemory.text(document, display), language: language)
    lookUp(&entry)
    entries.append(entry)
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { growSlots() }
    return entries.count - 1
  }

  private func growSlots() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 4)
    for (index, range) in keyRanges.enumerated() {
      let key = ContiguousArray(keys[Int(range.lowerBound)..<Int(range.upperBound)])
      var slot = CodeMemory.hash(key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }

  private func isKey(_ range: Range<UInt32>) -> Bool {
    guard range.count == key.count else { return false }
    var position = Int(range.lowerBound)
    for byte in key {
      if keys[position] != byte { return false }
      position += 1
    }
    return true
  }

  /// A part of the key, with a mark for its absence and its end.
  private func append(_ document: borrowing SourceDocument, _ node: NodeID) {
    if node == .none {
      key.append(0xFE)
    } else if document[node].kind == .string {
      let range = document[node].range
      key.append(contentsOf: document.bytes[range])
    } else {
      key.append(contentsOf: document.decodedBytes(of: node))
    }
    key.append(0xFF)
  }

  private static func text(_ document: borrowing SourceDocument, _ node: NodeID) -> String? {
    node == .none ? nil : document.text(of: node)
  }

  /// There are never so many entries that it would matter if their keys were chosen to fall into one place.
  private static func hash(_ key: ContiguousArray<UInt8>) -> Int { KeyHash.of(key.span, 0x5DEE_CE66) }

  private func lookUp(_ entry: inout CodeEntry) {
    guard let system = entry.system, !system.isEmpty, !entry.code.isEmpty else { return }
    let codes = context.codes
    var lookup = codes.lookUp(system: system, version: entry.version, code: entry.code)
    // A version that is not here: what is here of other versions says nothing certain.
    if let version = entry.version, codes.hasSystem(system), !codes.hasSystem(system, version: version) {
      lookup = .undecided(.partialSystem(system + "|" + version))
    }
    entry.lookup = lookup
    if let display = entry.display, context.options.wrongDisplay != nil {
      let languages =
        context.options.languages.isEmpty ? (entry.language.isEmpty ? [] : [entry.language]) : context.options.languages
      entry.displayVerdict = codes.check(
        display: display, system: system, version: entry.version, code: entry.code, languages: languages)
    }
    switch (lookup, entry.displayVerdict) {
    case (.known(let facts), .right), (.known(let facts), .unknown): entry.isFine = !facts.isInactive && !facts.isAbstract
    case (.valid, .right), (.valid, .unknown): entry.isFine = true
    default: break
    }
  }

  /// Whether the code of an entry belongs to a value set.
  func membership(_ index: Int, of valueSet: ValueSetID) -> Membership {
    let key = UInt64(index) << 32 | UInt64(valueSet.rawValue)
    if let known = memberships[key] { return known }
    let entry = entries[index]
    let schema = context.schema
    let canonical = schema.string(schema.tables.valueSets[valueSet.index].url)
    let membership = context.codes.membership(
      CodeQuestion(system: entry.system, version: entry.version, code: entry.code), of: canonical)
    memberships[key] = membership
    return membership
  }
}
