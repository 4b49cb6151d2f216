import Schema

/// A resource that others are looked up in: one with contained resources, or a Bundle.
struct ResourceScope: BitwiseCopyable, Sendable {
  var node: UInt32
  var type: TypeID
  var isIndexed = false
  /// Whether a contained resource has no id, which any reference may have meant.
  var hasNameless = false
}

/// Finds resources by what references call them: contained ones by id, entries of a Bundle by full URL.
struct ResourceIndex: Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    /// The container or Bundle.
    var scope: UInt32
    /// The name in `keys`.
    var start: UInt32
    var length: UInt32
    /// The resource, and its type where that is known.
    var node: UInt32
    var type: TypeID
  }

  private(set) var entries: ContiguousArray<Entry> = []
  private var keys: ContiguousArray<UInt8> = []
  /// Number of the entry + 1, or 0 for an empty slot.
  private var slots: ContiguousArray<UInt32> = []
  /// So that hostile names cannot be made to collide.
  private let secret = UInt64.random(in: .min ... .max)

  mutating func removeAll() {
    guard !entries.isEmpty else { return }
    entries.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    slots.removeAll()
  }

  func find(_ scope: UInt32, _ key: Span<UInt8>) -> Entry? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[slot(scope, key)]
    return slot == 0 ? nil : entries[Int(slot) - 1]
  }

  /// Adds a resource. Returns the one that has the name already, if there is one.
  mutating func add(_ scope: UInt32, _ key: Span<UInt8>, node: UInt32, type: TypeID) -> Entry? {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let slot = slot(scope, key)
    if slots[slot] != 0 { return entries[Int(slots[slot]) - 1] }
    entries.append(
      Entry(scope: scope, start: UInt32(keys.count), length: UInt32(key.count), node: node, type: type))
    for index in key.indices { keys.append(key[index]) }
    slots[slot] = UInt32(entries.count)
    return nil
  }

  private func slot(_ scope: UInt32, _ key: Span<UInt8>) -> Int {
    var slot = KeyHash.of(key, secret ^ UInt64(scope)) & (slots.count - 1)
    while slots[slot] != 0, !matches(entries[Int(slots[slot]) - 1], scope, key) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func matches(_ entry: Entry, _ scope: UInt32, _ key: Span<UInt8>) -> Bool {
    entry.scope == scope && KeyHash.isEqual(keys.span.extracting(Int(entry.start)..<Int(entry.start + entry.length)), key)
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: max(64, slots.count * 2))
    for (number, entry) in entries.enumerated() {
      let slot = slot(entry.scope, keys.span.extracting(Int(entry.start)..<Int(entry.start + entry.length)))
      slots[slot] = UInt32(number + 1)
    }
  }
}
