import SourceTree

/// Where references lead within a record, so that `resolve()` takes the same time however large a Bundle is.
struct LinkIndex {
  private struct Key: Hashable {
    var scope: NodeID
    var link: String
  }

  private var nodes: [Key: NodeID] = [:]
  private var scopes: Set<NodeID> = []

  mutating func removeAll() {
    if scopes.isEmpty { return }
    nodes.removeAll(keepingCapacity: true)
    scopes.removeAll(keepingCapacity: true)
  }

  /// Whether the links of a Bundle, or of a resource with contained ones, are known.
  func isIndexed(_ scope: NodeID) -> Bool { scopes.contains(scope) }

  mutating func start(_ scope: NodeID) { scopes.insert(scope) }

  /// Adds a link; the first of a name is kept.
  mutating func add(_ scope: NodeID, _ link: String, _ node: NodeID) {
    let key = Key(scope: scope, link: link)
    if nodes[key] == nil { nodes[key] = node }
  }

  func find(_ scope: NodeID, _ link: String) -> NodeID? { nodes[Key(scope: scope, link: link)] }
}
