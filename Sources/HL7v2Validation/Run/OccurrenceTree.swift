import HL7v2Definitions
import SourceTree

/// The groups of a message as its segments fill them, in preorder: what paths of a profile lead through.
struct OccurrenceTree {
  struct Occurrence {
    /// Node of the structure.
    var node: Int
    /// Which one it is among those of its node in the same group, from 1.
    var instance: Int
    var parent: Int
    /// Index behind the last one below.
    var end: Int
    /// The segment; of a group the first one in it.
    var segment: NodeID
    var isGroup: Bool
  }

  private(set) var all: [Occurrence] = []
  /// The occurrence of each segment that has a place.
  private(set) var bySegment: [NodeID: Int] = [:]
  private var open: [Int] = []
  /// How many of a node there are in a group.
  private var counts: [Key: Int] = [:]

  private struct Key: Hashable {
    var parent: Int
    var node: Int
  }

  init(_ root: NodeID) {
    all.append(Occurrence(node: 0, instance: 1, parent: -1, end: 1, segment: root, isGroup: true))
    open = [0]
  }

  /// Takes a segment that has its place.
  ///
  /// - Parameter begun: the outermost group that it begins.
  mutating func take(_ segment: NodeID, at node: Int, begun: Int?, _ tree: StructureTree) {
    var way: [Int] = []
    var at = tree.nodes[node].parent
    // Groups that go on are open; the others are on the way down from them.
    while at > 0, begun.map({ at >= $0 }) ?? false {
      way.append(at)
      at = tree.nodes[at].parent
    }
    while open.count > 1, let last = open.last, all[last].node != at { open.removeLast() }
    for group in way.reversed() { open.append(add(group, segment, isGroup: true)) }
    bySegment[segment] = add(node, segment, isGroup: false)
  }

  private mutating func add(_ node: Int, _ segment: NodeID, isGroup: Bool) -> Int {
    let parent = open.last ?? 0
    let instance = counts[Key(parent: parent, node: node), default: 0] + 1
    counts[Key(parent: parent, node: node)] = instance
    let index = all.count
    all.append(
      Occurrence(node: node, instance: instance, parent: parent, end: index + 1, segment: segment, isGroup: isGroup))
    for group in open { all[group].end = index + 1 }
    return index
  }
}

/// An element of a message, from the message down to a subcomponent.
struct ElementRef: Equatable {
  enum Level: Int { case group, segment, field, component, subcomponent }

  var node: NodeID
  var level: Level
  /// Of groups and segments in the tree of occurrences; -1 where that does not matter.
  var occurrence = -1
  /// Which one it is among its like.
  var instance = 1
}
