import Schema
import SourceTree

/// The order in which properties are written: `resourceType`, then as the type defines them, the companion `_x` right after `x`,
/// and what the type does not know last, in the order it came.
struct PropertyOrder {
  /// The children of the objects being written, a stack; rank in the upper half, node in the lower.
  private var entries: ContiguousArray<UInt64> = []

  private static let unknown: UInt64 = 0xFFFF_FFFF

  /// Puts the children of an object on the stack, in order. Returns where they start; ``removeAll(from:)`` takes them off.
  mutating func push(
    _ object: NodeID, _ document: borrowing SourceDocument, type: TypeID?, resourceType: UInt32?, _ resolver: FHIRTypeResolver
  ) -> Int {
    let start = entries.count
    let end = document[object].end
    var child = object.rawValue + 1
    var last: UInt64 = 0
    var isSorted = true
    while child < end {
      let node = document.nodes[Int(child)]
      let rank = rank(node.name, document, type: type, resourceType: resourceType, resolver)
      let entry = rank << 32 | UInt64(child)
      if entry < last { isSorted = false }
      last = entry
      entries.append(entry)
      child = node.end
    }
    if !isSorted { sort(from: start) }
    return start
  }

  var count: Int { entries.count }

  subscript(index: Int) -> NodeID { NodeID(UInt32(truncatingIfNeeded: entries[index])) }

  mutating func removeAll(from start: Int) { entries.removeSubrange(start...) }

  private func rank(
    _ symbol: UInt32, _ document: borrowing SourceDocument, type: TypeID?, resourceType: UInt32?, _ resolver: FHIRTypeResolver
  ) -> UInt64 {
    if symbol == resourceType { return 0 }
    guard let entry = resolver.property(resolver.schemaSymbol(symbol, in: document.names), of: type) else {
      return PropertyOrder.unknown
    }
    let ordinal = resolver.schema.tables.elements[entry.element.index].ordinal
    return UInt64(ordinal) * 2 + (entry.isCompanion ? 2 : 1)
  }

  private mutating func sort(from start: Int) {
    guard entries.count - start < 24 else {
      entries[start...].sort()
      return
    }
    for index in (start + 1)..<entries.count {
      let entry = entries[index]
      var position = index
      while position > start, entries[position - 1] > entry {
        entries[position] = entries[position - 1]
        position -= 1
      }
      entries[position] = entry
    }
  }
}
