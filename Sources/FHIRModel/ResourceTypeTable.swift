import Schema
import SourceTree

/// The resource types of a schema by name, found from bytes without making a String.
public struct ResourceTypeTable: Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var start: UInt32
    var length: UInt32
    var type: TypeID
  }

  private var bytes = ContiguousArray<UInt8>()
  private var slots: ContiguousArray<Slot>

  public init(_ schema: Schema) {
    let empty = Slot(start: 0, length: 0, type: .none)
    var size = 64
    while size < schema.tables.types.count { size *= 2 }
    slots = ContiguousArray(repeating: empty, count: size)
    for (index, type) in schema.tables.types.enumerated()
    where (type.kind == .resource || type.kind == .logical) && !type.isAbstract && !type.isProfile {
      add(schema.string(type.name), TypeID(UInt32(index)))
    }
  }

  private mutating func add(_ name: String, _ type: TypeID) {
    let start = bytes.count
    bytes.append(contentsOf: name.utf8)
    let text = bytes
    let slot = index(of: text.span.extracting(start..<text.count))
    if slots[slot].type == .none {
      slots[slot] = Slot(start: UInt32(start), length: UInt32(text.count - start), type: type)
    }
  }

  /// The type with this name, or nil.
  public func type(named name: Span<UInt8>) -> TypeID? {
    let type = slots[index(of: name)].type
    return type == .none ? nil : type
  }

  /// The slot that holds the name, or the empty one where it would go. The table is never full.
  private func index(of name: Span<UInt8>) -> Int {
    var hash = UInt64(truncatingIfNeeded: name.count)
    if name.count > 3 {
      // Ends and middle tell the names of resources apart; what agrees in them is compared whole.
      let middle = name.count / 2
      hash = hash << 8 | UInt64(name[0])
      hash = hash << 8 | UInt64(name[middle - 1])
      hash = hash << 8 | UInt64(name[middle])
      hash = hash << 8 | UInt64(name[name.count - 3])
      hash = hash << 8 | UInt64(name[name.count - 1])
    }
    var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    while slots[slot].type != .none, !matches(slots[slot], name) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func matches(_ slot: Slot, _ name: Span<UInt8>) -> Bool {
    guard Int(slot.length) == name.count else { return false }
    for index in name.indices where bytes[Int(slot.start) + index] != name[index] { return false }
    return true
  }
}
