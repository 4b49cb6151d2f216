import SourceTree

/// Comparison of canonical FHIR trees, whatever they were read from.
public enum FHIRTree {
  /// Whether two trees are equal value for value: texts as decoded, numbers digit for digit, items of arrays in order, properties
  /// of objects in any order.
  public static func equal(
    _ left: borrowing SourceDocument, _ leftRoot: NodeID, _ right: borrowing SourceDocument, _ rightRoot: NodeID
  ) -> Bool {
    firstDifference(left, leftRoot, right, rightRoot) == nil
  }

  /// Where two trees differ first, or nil: a path such as `Patient.name[0]._given[1]` with property names as they stand, and what
  /// the difference is.
  public static func firstDifference(
    _ left: borrowing SourceDocument, _ leftRoot: NodeID, _ right: borrowing SourceDocument, _ rightRoot: NodeID
  ) -> Difference? {
    guard let difference = compare(left, leftRoot, right, rightRoot) else { return nil }
    let type = left.child("resourceType", of: leftRoot).map { left.text(of: $0) } ?? ""
    return Difference(path: type + difference.path, reason: difference.reason)
  }

  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    public var path: String
    public var reason: String
    public var description: String { "\(path): \(reason)" }
  }

  private static func compare(
    _ left: borrowing SourceDocument, _ leftNode: NodeID, _ right: borrowing SourceDocument, _ rightNode: NodeID
  ) -> Difference? {
    let first = left[leftNode].kind
    let second = right[rightNode].kind
    switch (first, second) {
    case (.object, .object): return compareObjects(left, leftNode, right, rightNode)
    case (.array, .array): return compareArrays(left, leftNode, right, rightNode)
    case (.null, .null): return nil
    case (.boolean, .boolean), (.number, .number), (.string, .string), (.string, .encodedString), (.encodedString, .string),
      (.encodedString, .encodedString):
      return left.decodedBytes(of: leftNode) == right.decodedBytes(of: rightNode)
        ? nil : Difference(path: "", reason: "values differ")
    default: return Difference(path: "", reason: "\(first) on the left, \(second) on the right")
    }
  }

  private static func compareObjects(
    _ left: borrowing SourceDocument, _ leftNode: NodeID, _ right: borrowing SourceDocument, _ rightNode: NodeID
  ) -> Difference? {
    var others: [String: NodeID] = [:]
    right.forEachChild(of: rightNode) { others[right.name(of: $0)] = $0 }
    let end = left[leftNode].end
    var child = leftNode.rawValue + 1
    while child < end {
      let name = left.name(of: NodeID(child))
      guard let other = others.removeValue(forKey: name) else {
        return Difference(path: "." + name, reason: "only on the left")
      }
      if let difference = compare(left, NodeID(child), right, other) {
        return Difference(path: "." + name + difference.path, reason: difference.reason)
      }
      child = left[NodeID(child)].end
    }
    return others.keys.min().map { Difference(path: "." + $0, reason: "only on the right") }
  }

  private static func compareArrays(
    _ left: borrowing SourceDocument, _ leftNode: NodeID, _ right: borrowing SourceDocument, _ rightNode: NodeID
  ) -> Difference? {
    var first = leftNode.rawValue + 1
    var second = rightNode.rawValue + 1
    var index = 0
    while first < left[leftNode].end, second < right[rightNode].end {
      if let difference = compare(left, NodeID(first), right, NodeID(second)) {
        return Difference(path: "[\(index)]" + difference.path, reason: difference.reason)
      }
      first = left[NodeID(first)].end
      second = right[NodeID(second)].end
      index += 1
    }
    if first < left[leftNode].end { return Difference(path: "[\(index)]", reason: "only on the left") }
    if second < right[rightNode].end { return Difference(path: "[\(index)]", reason: "only on the right") }
    return nil
  }
}
