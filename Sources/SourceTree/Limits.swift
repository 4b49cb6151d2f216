/// Bounds that every parser keeps. A breach is a finding with the limit's name, never a crash (see ``LimitBreach``).
public struct Limits: Sendable, Equatable {
  /// How deep containers may nest.
  public var depth: Int
  /// How many nodes one document may have.
  public var nodeCount: Int
  /// The longest single value, in bytes. Never more than ``Node/maximumLength``.
  public var valueSize: Int
  /// The largest document, in bytes. Never more than 4 GiB, the reach of a node's offset.
  public var documentSize: Int

  public init(
    depth: Int = 512, nodeCount: Int = 200_000_000, valueSize: Int = Node.maximumLength,
    documentSize: Int = Int(UInt32.max) - 64
  ) {
    self.depth = depth
    self.nodeCount = min(nodeCount, Int(UInt32.max) - 1)
    self.valueSize = min(valueSize, Node.maximumLength)
    self.documentSize = min(documentSize, Int(UInt32.max) - 64)
  }

  public static let standard = Limits()
}

/// Which limit was reached.
public enum LimitBreach: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case depth, nodeCount, valueSize, documentSize
}
