import FHIRModel
import SourceTree
import Validation

/// The resources beside the records, as validation asks for them: by relative reference, or by canonical.
public struct SuppliedLibrary: SuppliedResources {
  private let resources: ResourceLibrary

  public init(_ resources: ResourceLibrary) { self.resources = resources }

  public func resource(for reference: String, into document: inout SourceDocument) -> NodeID? {
    guard let found = resources.find(reference) else { return nil }
    return document.append(copyOf: found.root, in: found.document)
  }
}

extension SourceDocument {
  /// Adds a copy of a canonical record of another document, with its values decoded, and returns its root.
  public mutating func append(copyOf root: NodeID, in other: borrowing SourceDocument) -> NodeID {
    let start = nodes.count
    for index in root.index..<Int(other[root].end) {
      let node = other.nodes[index]
      let name = node.name == Symbol.none.rawValue ? node.name : names.intern(other.names.name(Symbol(node.name))).rawValue
      let end = UInt32(truncatingIfNeeded: Int(node.end) - root.index + start)
      let offset = bytes.count
      if node.isScalar { bytes.append(contentsOf: other.decodedBytes(of: NodeID(index: index))) }
      let kind = node.kind == .encodedString ? .string : node.kind
      nodes.append(
        Node(kind: kind, offset: UInt32(truncatingIfNeeded: offset), length: bytes.count - offset, end: end, name: name))
    }
    roots.append(NodeID(index: start))
    return NodeID(index: start)
  }
}
