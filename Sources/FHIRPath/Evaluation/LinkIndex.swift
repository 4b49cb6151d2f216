import SourceTree

/// Where references lead within a record, so that `resolve()` takes the same time however large a Bundle is.
struct LinkIndex {
  private struct Key: Hashable {
    var scope: NodeID
    var link: String
  }

  private var nodes: [Key: NodeID] = [:]
  private var scopes: Set<NodeID> = []
  /// The resources of Bundles' entries, in document order.
  private var entries: [NodeID: [NodeID]] = [:]

  mutating func removeAll() {
    if scopes.isEmpty { return }
    nodes.removeAll(keepingCapacity: true)
    scopes.removeAll(keepingCapacity: true)
    entries.removeAll()
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

  mutating func addEntry(of bundle: NodeID, _ resource: NodeID) { entries[bundle, default: []].append(resource) }

  /// The last of a Bundle's resources that starts at a node or before it.
  func entry(of bundle: NodeID, before node: NodeID) -> NodeID? {
    guard let resources = entries[bundle] else { return nil }
    var low = 0
    var high = resources.count
    while low < high {
      let middle = (low + high) / 2
      if resources[middle] <= node { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? resources[low - 1] : nil
  }
}
