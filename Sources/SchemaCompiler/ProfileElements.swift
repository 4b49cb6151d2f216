import Definitions
import Schema

/// What stands where in a profile: for each node of its tree the element of the base type that it constrains, the type whose children its
/// children are, and its record.
struct ProfileElements {
  let tree: ElementTree
  var baseElements: [ElementID]
  /// The type whose children the node's children are; none where it has none.
  var constrainedTypes: [TypeID]
  var records: [ElementRecord]

  init(_ tree: ElementTree, owner: TypeID) {
    self.tree = tree
    baseElements = Array(repeating: .none, count: tree.nodes.count)
    constrainedTypes = Array(repeating: .none, count: tree.nodes.count)
    let empty = ElementRecord(owner: owner, name: .none, path: .none, ordinal: 0)
    records = Array(repeating: empty, count: tree.nodes.count)
  }

  /// Marks the elements inside which something is demanded.
  mutating func markDemandsInside() {
    // Parents stand before their children.
    for index in tree.nodes.indices.reversed()
    where tree.nodes[index].children.contains(where: { !records[$0].demands.isEmpty }) {
      records[index].demands.insert(.children)
    }
  }
}
