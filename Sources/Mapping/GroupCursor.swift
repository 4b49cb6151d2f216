/// Walks a message's segments through its structure: says for each to which place it belongs, and which groups begin anew.
/// Deterministic and total: a segment out of order finds the nearest place that has it, one that the structure does not know
/// has none and leaves the position as it is.
struct GroupCursor {
  /// The node of the last segment placed.
  private(set) var position = 0
  /// The outermost node that began anew with the last segment: resources within it are new.
  private(set) var restarted = -1

  mutating func reset() {
    position = 0
    restarted = -1
  }

  /// - Returns: the node of the segment, or nil where the structure has no place for it.
  mutating func place(_ segment: UInt32, in structure: borrowing MessageStructure) -> Int? {
    restarted = -1
    if let loose = structure.loose[segment] {
      restarted = loose
      return loose
    }
    var at = position
    if at > 0, structure.nodes[at].segment == segment, structure.nodes[at].repeats {
      restarted = at
      return at
    }
    while at > 0 {
      let node = structure.nodes[at]
      // A group that can begin anew with the segment does so before a later place is looked for.
      if node.segment == 0, node.repeats, node.segmentsBelow.contains(segment), let found = descend(at, segment, structure) {
        restarted = at
        return settle(found)
      }
      if let found = forward(from: at, segment, structure) { return settle(found) }
      at = node.parent
    }
    guard let found = descend(0, segment, structure) else { return nil }
    // A segment that comes again where its place does not repeat is new by itself.
    if found <= position { restarted = found }
    return settle(found)
  }

  private mutating func settle(_ node: Int) -> Int {
    position = node
    return node
  }

  /// The first place after `at` among its siblings.
  private func forward(from at: Int, _ segment: UInt32, _ structure: borrowing MessageStructure) -> Int? {
    let siblings = structure.nodes[structure.nodes[at].parent].children
    for index in (structure.nodes[at].order + 1)..<max(siblings.count, structure.nodes[at].order + 1) {
      if let found = descend(siblings[index], segment, structure) { return found }
    }
    return nil
  }

  /// The first place in or below a node.
  private func descend(_ node: Int, _ segment: UInt32, _ structure: borrowing MessageStructure) -> Int? {
    if structure.nodes[node].segment == segment { return node }
    guard structure.nodes[node].segmentsBelow.contains(segment) else { return nil }
    for child in structure.nodes[node].children {
      if let found = descend(child, segment, structure) { return found }
    }
    return nil
  }
}
