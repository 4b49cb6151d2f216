import SourceTree

/// A YAML text as a tree. Nodes are as in JSON: `.object` for a mapping, `.array` for a list, `.string` for a plain text, `.encodedString`
/// for a text in quotes or a block, `.null` where a value was left out. Plain texts have no type of their own: whoever reads them knows what
/// is due.
public struct YAMLDocument: ~Copyable, Sendable {
  /// The tree; spans point into the text. The span of a quoted text has its quotes.
  public var source: SourceDocument
  /// The texts that differ from their bytes.
  var decoded: [UInt32: String] = [:]
  /// Where the key of each node stands, parallel to the nodes; empty for items and for the root.
  var keySpans = ContiguousArray<SourceSpan>()

  init(_ bytes: ContiguousArray<UInt8>) {
    source = SourceDocument(format: .yaml)
    source.bytes = bytes
  }

  /// The value of a text.
  public func text(of node: NodeID) -> String { decoded[node.rawValue] ?? source.rawText(of: node) }

  /// Where the key of a member stands.
  public func keySpan(of node: NodeID) -> SourceSpan { keySpans[node.index] }
}
