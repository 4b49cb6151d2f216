/// A stretch of bytes in a document's buffer.
@frozen
public struct SourceSpan: Hashable, Sendable, BitwiseCopyable {
  /// Bytes from the start of the document's buffer.
  public var offset: UInt32
  /// Length in bytes; may be 0 for a position between bytes.
  public var length: UInt32

  @inlinable
  public init(offset: UInt32, length: UInt32) {
    self.offset = offset
    self.length = length
  }

  @inlinable
  public init(_ range: Range<Int>) {
    self.offset = UInt32(truncatingIfNeeded: range.lowerBound)
    self.length = UInt32(truncatingIfNeeded: range.count)
  }

  @inlinable
  public var range: Range<Int> { Int(offset)..<(Int(offset) + Int(length)) }
}

/// Where a canonical value came from: the span of the source value and the node that holds it.
@frozen
public struct Origin: Hashable, Sendable, BitwiseCopyable {
  public var span: SourceSpan
  /// A node of the source document, or ``NodeID/none`` where the value was made by a rule and has no source.
  public var node: NodeID

  @inlinable
  public init(span: SourceSpan, node: NodeID) {
    self.span = span
    self.node = node
  }

  /// For values that a map adds of its own, such as a fixed system.
  public static let none = Origin(span: SourceSpan(offset: 0, length: 0), node: .none)
}
