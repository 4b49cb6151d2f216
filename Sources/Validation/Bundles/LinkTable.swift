import SourceTree

/// Finds numbers by the bytes of a name; a name may have several. Time to find one does not grow with the table.
struct LinkTable: Sendable {
  private struct Link: BitwiseCopyable, Sendable {
    var start: UInt32
    var length: UInt32
    var value: UInt32
    /// The next link with the same name, or -1.
    var next: Int32
    /// The last link with the same name; kept in the first one.
    var last: Int32
  }

  private var links: ContiguousArray<Link> = []
  private var keys = ContiguousArray<UInt8>()
  /// Number of a name's first link + 1, or 0 for an empty slot.
  private var slots: ContiguousArray<UInt32> = []
  /// Differs from run to run, so that nobody can make names that collide.
  private let secret = UInt64.random(in: .min ... .max)

  mutating func removeAll() {
    guard !links.isEmpty else { return }
    links.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = 0 }
  }

  /// The first link with a name, or nil.
  func first(_ key: Span<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[slot(key)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  /// The link with the same name after this one, or nil.
  func next(_ link: Int) -> Int? {
    let next = links[link].next
    return next < 0 ? nil : Int(next)
  }

  func value(_ link: Int) -> Int { Int(links[link].value) }

  mutating func add(_ key: Span<UInt8>, _ value: Int) {
    if (links.count + 1) * 2 > slots.count { grow() }
    let number = Int32(truncatingIfNeeded: links.count)
    let slot = slot(key)
    var link = Link(start: UInt32(keys.count), length: UInt32(key.count), value: UInt32(value), next: -1, last: number)
    if slots[slot] == 0 {
      for index in key.indices { keys.append(key[index]) }
      slots[slot] = UInt32(links.count + 1)
    } else {
      let first = Int(slots[slot]) - 1
      link.start = links[first].start
      links[Int(links[first].last)].next = number
      links[first].last = number
    }
    links.append(link)
  }

  private func slot(_ key: Span<UInt8>) -> Int {
    var slot = KeyHash.of(key, secret) & (slots.count - 1)
    while slots[slot] != 0, !matches(links[Int(slots[slot]) - 1], key) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func matches(_ link: Link, _ key: Span<UInt8>) -> Bool {
    KeyHash.isEqual(keys.span.extracting(Int(link.start)..<Int(link.start + link.length)), key)
  }

  private mutating func grow() {
    let old = slots
    slots = ContiguousArray(repeating: 0, count: max(64, old.count * 2))
    for number in old where number != 0 {
      let link = links[Int(number) - 1]
      slots[slot(keys.span.extracting(Int(link.start)..<Int(link.start + link.length)))] = number
    }
  }
}
