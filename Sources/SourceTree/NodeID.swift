/// The address of a node in a ``SourceDocument``: its index in the arena, in document order.
@frozen
public struct NodeID: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32

  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  public init(index: Int) { self.rawValue = UInt32(truncatingIfNeeded: index) }

  /// Stands for "no node", for example where a finding is about the document as a whole.
  public static let none = NodeID(.max)

  @inlinable
  public var index: Int { Int(rawValue) }

  @inlinable
  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}
