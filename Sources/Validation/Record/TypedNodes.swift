import Schema
import SourceTree

/// What the walk found out about a node.
@frozen
public struct TypedNode: Sendable, BitwiseCopyable {
  /// The type of the value; of the items for an array, of the resource itself where any may stand; `Element` for the underscored
  /// companion of a primitive. ``TypeID/none`` for nodes that no definition was found for.
  public var type: TypeID
  /// Index of the base definition's element, or ``noElement`` for the record itself.
  public var element: UInt32
  /// The node around this one, an array or an object; the node itself for the record.
  public var parent: UInt32

  public static let noElement = UInt32.max

  @inlinable
  init(type: TypeID, element: UInt32, parent: UInt32) {
    self.type = type
    self.element = element
    self.parent = parent
  }
}

/// A resource of a record: the record itself, an entry's, a contained one, a parameter.
@frozen
public struct RecordResource: Sendable, BitwiseCopyable {
  public var node: NodeID
  /// One past the resource's last node.
  public var end: UInt32
  public var type: TypeID
  /// The resource around this one, as an index into ``TypedNodes/resources``, or -1 for the record.
  public var outer: Int32
  /// Whether it stands in `contained`.
  public var isContained: Bool
  public var isBundle: Bool
  /// The Bundle that holds this resource as an entry, however deep, or ``NodeID/none``; a Bundle's own entries have it.
  public var bundle: NodeID
}

/// The definitions of a record's nodes, as ``StructuralValidator`` finds them on its way: what every further check starts from.
///
/// Holds one record at a time. Nodes of other records of the document have no type here.
public struct TypedNodes: Sendable {
  /// The record's root; nodes are counted from it.
  @usableFromInline var first: UInt32 = 0
  @usableFromInline var nodes: ContiguousArray<TypedNode> = []
  /// The resources, in document order; the record first. Empty where the record is none.
  public internal(set) var resources: ContiguousArray<RecordResource> = []
  /// For documents whose names are not the schema's: the schema's symbol of each name.
  @usableFromInline var symbols: ContiguousArray<UInt32> = []

  public init() {}

  /// Whether nothing is known: the record is no resource.
  public var isEmpty: Bool { resources.isEmpty }

  /// The record's nodes.
  @inlinable public var range: Range<UInt32> { first..<(first + UInt32(nodes.count)) }

  @inlinable
  public subscript(node: NodeID) -> TypedNode { self[node.rawValue] }

  @inlinable
  public subscript(node: UInt32) -> TypedNode {
    let index = Int(node) - Int(first)
    guard index >= 0, index < nodes.count else {
      return TypedNode(type: .none, element: TypedNode.noElement, parent: node)
    }
    return nodes[index]
  }

  @inlinable public func type(of node: NodeID) -> TypeID { self[node].type }
  @inlinable public func element(of node: NodeID) -> UInt32 { self[node].element }
  @inlinable public func parent(of node: NodeID) -> NodeID { NodeID(self[node].parent) }

  /// The object that holds a node, arrays passed over; the record for itself.
  public func object(around node: NodeID, _ document: borrowing SourceDocument) -> NodeID {
    let parent = parent(of: node)
    return document[parent].kind == .array ? self.parent(of: parent) : parent
  }

  /// The schema's symbol for a name of the document.
  @inlinable
  public func symbol(_ name: UInt32) -> UInt32 {
    if symbols.isEmpty { return name }
    return name < symbols.count ? symbols[Int(name)] : .max
  }

  /// Index of the innermost resource that holds a node, in ``resources``.
  public func resource(around node: NodeID) -> Int {
    var low = 0
    var high = resources.count
    while low < high {
      let middle = (low + high) / 2
      if resources[middle].node <= node { low = middle + 1 } else { high = middle }
    }
    var index = low - 1
    while index > 0, resources[index].end <= node.rawValue { index = Int(resources[index].outer) }
    return max(0, index)
  }

  /// The resource that contained resources of `resource` stand in: `%rootResource` of FHIRPath.
  public func rootResource(of resource: Int) -> NodeID {
    let own = resources[resource]
    return own.isContained && own.outer >= 0 ? resources[Int(own.outer)].node : own.node
  }
}

extension TypedNodes {
  mutating func begin(_ root: UInt32, count: Int, symbols: ContiguousArray<UInt32>) {
    first = root
    nodes.removeAll(keepingCapacity: true)
    nodes.append(
      contentsOf: repeatElement(TypedNode(type: .none, element: TypedNode.noElement, parent: root), count: count))
    resources.removeAll(keepingCapacity: true)
    if !symbols.isEmpty || !self.symbols.isEmpty { self.symbols = symbols }
  }

  @inline(__always)
  mutating func note(_ node: UInt32, _ type: TypeID, _ element: UInt32, _ parent: UInt32) {
    nodes[Int(node &- first)] = TypedNode(type: type, element: element, parent: parent)
  }

  /// Notes a resource that the walk enters.
  mutating func enterResource(_ node: UInt32, _ end: UInt32, _ type: TypeID, isContained: Bool, isBundle: Bool) {
    nodes[Int(node &- first)].type = type
    var outer = resources.count - 1
    while outer >= 0, resources[outer].end <= node { outer = Int(resources[outer].outer) }
    var bundle = NodeID.none
    if outer >= 0 { bundle = resources[outer].isBundle ? resources[outer].node : resources[outer].bundle }
    resources.append(
      RecordResource(
        node: NodeID(node), end: end, type: type, outer: Int32(truncatingIfNeeded: outer), isContained: isContained,
        isBundle: isBundle, bundle: bundle))
  }
}
