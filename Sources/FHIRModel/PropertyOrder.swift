import Schema
import SourceTree

/// The order in which properties are written: `resourceType`, then as the type defines them, the companion `_x` right after `x`,
/// and what the type does not know last, in the order it came.
struct PropertyOrder: Sendable {
  /// A property to be written.
  struct Property: Sendable, BitwiseCopyable {
    /// Rank in the upper half, node in the lower: sorts by rank and, within it, as the properties came.
    fileprivate var key: UInt64
    /// What the name means, if the type knows it.
    var entry: ChildEntry
    /// The type of the value, or ``TypeID/none``.
    var type: TypeID

    var node: NodeID { NodeID(UInt32(truncatingIfNeeded: key)) }
    var isKnown: Bool { entry.element != .none }
    var isResourceType: Bool { key >> 32 == 0 }
  }

  let resolver: FHIRTypeResolver
  /// The children of the objects being written, a stack.
  private var properties: ContiguousArray<Property> = []
  /// The schema's number of each of the document's names; empty where they are the same.
  private var symbols: ContiguousArray<UInt32> = []
  /// The symbol of `resourceType` in the document; `UInt32.max`, which names nothing, where the document does not use it.
  private(set) var resourceType = UInt32.max

  private static let unknown: UInt64 = 0xFFFF_FFFF
  private static let noEntry = ChildEntry(element: .none, typeReference: 0, isCompanion: false)

  init(_ resolver: FHIRTypeResolver) { self.resolver = resolver }

  /// Gets ready for a document.
  mutating func prepare(_ document: borrowing SourceDocument) {
    properties.removeAll(keepingCapacity: true)
    symbols = resolver.translation(of: document.names)
    resourceType = resolver.resourceTypeSymbol(in: document.names) ?? .max
  }

  /// The schema's number of a document's name.
  @inline(__always)
  func schemaSymbol(_ symbol: UInt32) -> UInt32 {
    if symbols.isEmpty { return symbol }
    return Int(symbol) < symbols.count ? symbols[Int(symbol)] : .max
  }

  /// Puts the children of an object on the stack, in order. Returns where they start; ``removeAll(from:)`` takes them off.
  mutating func push(
    _ object: NodeID, _ document: borrowing SourceDocument, type: TypeID?, isResource: Bool
  ) -> Int {
    let start = properties.count
    let end = document[object].end
    var child = object.rawValue + 1
    var last: UInt64 = 0
    var isSorted = true
    while child < end {
      let node = document.nodes[Int(child)]
      var property = property(node.name, of: type, isResource: isResource)
      property.key |= UInt64(child)
      if property.key < last { isSorted = false }
      last = property.key
      properties.append(property)
      child = node.end
    }
    if !isSorted { sort(from: start) }
    return start
  }

  @inline(__always)
  private func property(_ symbol: UInt32, of type: TypeID?, isResource: Bool) -> Property {
    if isResource, symbol == resourceType { return Property(key: 0, entry: PropertyOrder.noEntry, type: .none) }
    guard let entry = resolver.property(schemaSymbol(symbol), of: type) else {
      return Property(key: PropertyOrder.unknown << 32, entry: PropertyOrder.noEntry, type: .none)
    }
    let rank = UInt64(resolver.element(entry).ordinal) * 2 + (entry.isCompanion ? 2 : 1)
    return Property(key: rank << 32, entry: entry, type: resolver.valueType(entry) ?? .none)
  }

  var count: Int { properties.count }

  subscript(index: Int) -> Property { properties[index] }

  mutating func removeAll(from start: Int) { properties.removeLast(properties.count - start) }

  private mutating func sort(from start: Int) {
    guard properties.count - start < 24 else {
      properties[start...].sort { $0.key < $1.key }
      return
    }
    for index in (start + 1)..<properties.count {
      let property = properties[index]
      var position = index
      while position > start, properties[position - 1].key > property.key {
        properties[position] = properties[position - 1]
        position -= 1
      }
      properties[position] = property
    }
  }
}
