/// The syntax a document was read from.
public enum SourceFormat: String, Sendable, CaseIterable {
  case json, xml, csv, hl7v2, yaml
  /// Made by a map; values stand in the buffer as they are.
  case canonical
}

/// How the bytes of an ``NodeKind/encodedString`` become text.
public enum ValueEncoding: UInt8, Sendable {
  /// As they stand.
  case verbatim
  /// JSON escapes (RFC 8259 section 7).
  case json
  /// XML entity and character references (XML 1.0 section 4.1).
  case xml
  /// Doubled quotes (RFC 4180 section 2.7).
  case csv
  /// HL7 v2 escape sequences (HL7 v2.5.1 chapter 2.7).
  case hl7v2
}

/// A parsed document: one buffer of bytes and an arena of nodes over it. Everything that reads records works on this one
/// type; nothing in it is a reference per node. Engines take it `borrowing` and address nodes by ``NodeID``.
///
/// A document may hold a chunk of a larger stream: then it has one root for each record, and ``baseOffset`` says where the
/// chunk starts in the stream. Parsers fill a document that the caller keeps and reuses, see ``removeAll()``.
public struct SourceDocument: ~Copyable, Sendable {
  public var format: SourceFormat
  public var valueEncoding: ValueEncoding
  /// The source text, or the values of a canonical document.
  public var bytes: ContiguousArray<UInt8>
  /// All nodes in document order.
  public var nodes: ContiguousArray<Node>
  /// The records: one for a JSON or XML document, one for each line of NDJSON or message of a feed.
  public var roots: ContiguousArray<NodeID>
  public var names: NameTable
  /// Where `bytes` starts in the stream, in bytes.
  public var baseOffset: UInt64
  /// For a canonical document: where each node's value came from, parallel to `nodes`. Empty for a parsed document.
  public var origins: ContiguousArray<Origin>

  public init(format: SourceFormat, valueEncoding: ValueEncoding = .verbatim, seed: NameSeed = .empty) {
    self.format = format
    self.valueEncoding = valueEncoding
    bytes = []
    nodes = []
    roots = []
    names = NameTable(seed: seed)
    baseOffset = 0
    origins = []
  }

  /// Empties the document and keeps its memory for the next one.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    removeNodes()
  }

  /// Empties the tree, keeps the bytes.
  public mutating func removeNodes() {
    nodes.removeAll(keepingCapacity: true)
    roots.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    names.removeAll()
    baseOffset = 0
  }

  /// Adds a node without children.
  @inlinable @discardableResult
  public mutating func append(_ kind: NodeKind, offset: Int, length: Int, name: UInt32) -> NodeID {
    let index = nodes.count
    nodes.append(
      Node(
        kind: kind, offset: UInt32(truncatingIfNeeded: offset), length: length,
        end: UInt32(truncatingIfNeeded: index + 1), name: name))
    return NodeID(index: index)
  }

  /// Starts a node with children; ``close(_:at:)`` ends it.
  @inlinable
  public mutating func open(_ kind: NodeKind, offset: Int, name: UInt32) -> NodeID {
    append(kind, offset: offset, length: 0, name: name)
  }

  /// Ends a node that ``open(_:offset:name:)`` started. `endOffset` is one past its last byte.
  @inlinable
  public mutating func close(_ node: NodeID, at endOffset: Int) {
    let open = nodes[node.index]
    nodes[node.index] = Node(
      kind: open.kind, offset: open.offset, length: endOffset - Int(open.offset),
      end: UInt32(truncatingIfNeeded: nodes.count), name: open.name)
  }

  @inlinable
  public subscript(node: NodeID) -> Node { nodes[node.index] }

  /// The first child, or nil.
  @inlinable
  public func firstChild(of node: NodeID) -> NodeID? {
    nodes[node.index].end > node.rawValue + 1 ? NodeID(node.rawValue + 1) : nil
  }

  /// Calls `body` for each child in document order.
  @inlinable
  public func forEachChild(of node: NodeID, _ body: (NodeID) throws -> Void) rethrows {
    let end = nodes[node.index].end
    var child = node.rawValue + 1
    while child < end {
      try body(NodeID(child))
      child = nodes[Int(child)].end
    }
  }

  /// The first child with a name, or nil.
  public func child(_ name: Symbol, of node: NodeID) -> NodeID? {
    let end = nodes[node.index].end
    var child = node.rawValue + 1
    while child < end {
      if nodes[Int(child)].name == name.rawValue { return NodeID(child) }
      child = nodes[Int(child)].end
    }
    return nil
  }

  public func child(_ name: String, of node: NodeID) -> NodeID? {
    guard let symbol = names.symbol(name) else { return nil }
    return child(symbol, of: node)
  }

  /// The name of a node in a document whose names are symbols (JSON, XML, canonical).
  public func name(of node: NodeID) -> String { names.name(Symbol(nodes[node.index].name)) }

  /// The origin of a node's value, when this is a canonical document and the value has one.
  public func origin(of node: NodeID) -> Origin? {
    guard node.index < origins.count else { return nil }
    let origin = origins[node.index]
    return origin.node == .none && origin.span.length == 0 ? nil : origin
  }

  /// The node's bytes in the buffer.
  public func span(of node: NodeID) -> SourceSpan { SourceSpan(nodes[node.index].range) }

  /// The node's bytes as they stand, malformed UTF-8 replaced.
  public func rawText(of node: NodeID) -> String {
    String(decoding: bytes[nodes[node.index].range], as: UTF8.self)
  }
}
