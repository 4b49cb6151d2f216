/// One node of the arena: 16 bytes, no reference. Nodes stand in document order, so the first child of node `n` is `n + 1`
/// and its next sibling is `end`.
@frozen
public struct Node: Sendable, BitwiseCopyable {
  /// Where the node starts in the document's bytes.
  public var offset: UInt32
  /// Kind in the upper 5 bits, length in bytes in the lower 27.
  @usableFromInline
  var kindAndLength: UInt32
  /// The index one past the node's last descendant.
  public var end: UInt32
  /// A ``Symbol`` in JSON, XML and FHIR; a field number or packed segment id in HL7 v2; a column number in a table.
  public var name: UInt32

  /// The longest value a node can span, in bytes. Containers longer than this hold this number.
  public static let maximumLength = 1 << 27 - 1

  @inlinable
  public init(kind: NodeKind, offset: UInt32, length: Int, end: UInt32, name: UInt32) {
    self.offset = offset
    self.kindAndLength =
      UInt32(unsafe unsafeBitCast(kind, to: UInt8.self)) << 27 | UInt32(truncatingIfNeeded: Swift.min(length, Node.maximumLength))
    self.end = end
    self.name = name
  }

  @inlinable
  public var kind: NodeKind {
    // The bits come from a kind, see `init`; the synthesised conversions are calls, which every look at a node would pay for.
    unsafe unsafeBitCast(UInt8(truncatingIfNeeded: kindAndLength >> 27), to: NodeKind.self)
  }

  /// Length in bytes; for a container the length of its whole text, at most ``maximumLength``.
  @inlinable
  public var length: Int { Int(kindAndLength & 0x7FF_FFFF) }

  /// The node's bytes as a range of the document's buffer.
  @inlinable
  public var range: Range<Int> { Int(offset)..<(Int(offset) + length) }

  /// Whether the node is a value and not a container.
  @inlinable
  public var isScalar: Bool { kindAndLength >> 27 <= UInt32(NodeKind.encodedString.rawValue) }
}
