import Definitions

// What invariants on groups of elements imply: `(observation | procedure | act).count() = 1`.
extension SnapshotMerge {
  /// Of elements only one of which may be there, the others cannot be where one must be.
  mutating func settleGroups() {
    for index in output.nodes.indices where !output.nodes[index].children.isEmpty {
      for constraint in output.nodes[index].element.constraints {
        guard let names = constraint.expression.flatMap(exclusiveGroup) else { continue }
        let members = output.nodes[index].children.filter { names.contains(output.nodes[$0].element.name) }
        let demanded = members.filter { (output.nodes[$0].element.minimum ?? 0) > 0 }
        guard demanded.count == 1, members.count > 1 else { continue }
        for member in members where member != demanded[0] { forbid(member) }
      }
    }
  }

  private mutating func forbid(_ index: Int) {
    var element = output.nodes[index].element
    element.maximum = 0
    output.replace(element, at: index)
    output.removeContent(of: index)
  }

  /// The names of a group of which there may be one at most, or nil where an expression says something else.
  private func exclusiveGroup(_ expression: String) -> [Substring]? {
    guard expression.hasPrefix("("), let end = expression.firstIndex(of: ")") else { return nil }
    let rest = expression[expression.index(after: end)...].filter { $0 != " " }
    guard [".count()=1", ".count()<=1"].contains(rest) else { return nil }
    let inside = expression[expression.index(after: expression.startIndex)..<end]
    let names = inside.split(separator: "|").map { part in part.drop { $0 == " " }.prefix { $0 != " " } }
    let areNames = names.allSatisfy { name in
      !name.isEmpty
        && name.utf8.allSatisfy {
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        }
    }
    return names.count > 1 && areNames ? names : nil
  }
}
