import Schema
import SourceTree

extension Draft {
  /// Lets one resource stand for all of its type that say the same, so that an organisation, person or place named in many fields
  /// is one resource. References between them are looked at last, until nothing changes.
  mutating func unite(_ types: [TypeID], in document: borrowing SourceDocument) {
    var isChanged = true
    var rounds = 0
    while isChanged, rounds < 8 {
      isChanged = false
      rounds += 1
      for later in resources.indices where isCandidate(later, types) {
        for earlier in 0..<later where resources[earlier].type == resources[later].type && isCandidate(earlier, types) {
          guard isEqual(resources[earlier].root, resources[later].root, document) else { continue }
          resources[later].replacement = UInt32(earlier)
          alias(resources[later].root, to: resources[earlier].root)
          isChanged = true
          break
        }
      }
    }
  }

  private func isCandidate(_ index: Int, _ types: [TypeID]) -> Bool {
    !resources[index].isDropped && resources[index].replacement == Draft.none && types.contains(resources[index].type)
  }

  /// The next child that stays in the result.
  private func next(_ child: UInt32) -> UInt32 {
    var child = child
    while child != Draft.none, nodes[Int(child)].flags.contains(.isDropped) { child = nodes[Int(child)].next }
    return child
  }

  private func isEqual(_ left: UInt32, _ right: UInt32, _ document: borrowing SourceDocument) -> Bool {
    let first = nodes[Int(left)]
    let second = nodes[Int(right)]
    guard first.symbol == second.symbol, first.valueKind == second.valueKind,
      CodeTable.isEqual(document.bytes, valueRange(left), document.bytes, valueRange(right)), hasSameLink(first, second)
    else { return false }
    var leftChild = next(first.firstChild)
    var rightChild = next(second.firstChild)
    while leftChild != Draft.none, rightChild != Draft.none {
      guard isEqual(leftChild, rightChild, document) else { return false }
      leftChild = next(nodes[Int(leftChild)].next)
      rightChild = next(nodes[Int(rightChild)].next)
    }
    return leftChild == rightChild
  }

  private func hasSameLink(_ left: DraftNode, _ right: DraftNode) -> Bool {
    if left.link == right.link { return true }
    guard left.link != Draft.none, right.link != Draft.none, (left.link | right.link) & Draft.containedMark == 0 else {
      return false
    }
    return resolved(left.link) == resolved(right.link)
  }

  /// Notes for each node of a tree the equal node of another.
  private mutating func alias(_ node: UInt32, to other: UInt32) {
    nodes[Int(node)].alias = other
    var child = next(nodes[Int(node)].firstChild)
    var otherChild = next(nodes[Int(other)].firstChild)
    while child != Draft.none, otherChild != Draft.none {
      alias(child, to: otherChild)
      child = next(nodes[Int(child)].next)
      otherChild = next(nodes[Int(otherChild)].next)
    }
  }
}
