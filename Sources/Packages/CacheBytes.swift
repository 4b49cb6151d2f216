/// Numbers and texts one after the other, for what is kept beside a compiled schema.
struct CacheWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  mutating func add(_ text: String) {
    let utf8 = Array(text.utf8)
    add(utf8.count)
    bytes += utf8
  }

  mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }

  mutating func add<Item>(_ items: [Item], _ each: (inout CacheWriter, Item) -> Void) {
    add(items.count)
    for item in items { each(&self, item) }
  }
}

/// Reads what ``CacheWriter`` wrote.
struct CacheReader {
  struct Damaged: Error {}

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func number() throws(Damaged) -> Int {
    guard position + 8 <= bytes.count else { throw Damaged() }
    var number = 0
    for index in 0..<8 { number |= Int(bytes[position + index]) << (index * 8) }
    position += 8
    return number
  }

  mutating func text() throws(Damaged) -> String {
    let count = try number()
    guard count >= 0, count <= bytes.count - position else { throw Damaged() }
    defer { position += count }
    return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
  }

  mutating func optionalText() throws(Damaged) -> String? { try number() == 0 ? nil : try text() }

  mutating func list<Item>(_ each: (inout CacheReader) throws(Damaged) -> Item) throws(Damaged) -> [Item] {
    let count = try number()
    // Every item takes a byte at least.
    guard count >= 0, count <= bytes.count - position else { throw Damaged() }
    var items: [Item] = []
    for _ in 0..<count { items.append(try each(&self)) }
    return items
  }
}
