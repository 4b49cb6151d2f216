import HL7v2Syntax
import SourceTree

/// A value of a source record: a node, and whether it stands as a repetition, a component or a subcomponent. An unsplit value
/// stands for its own first part (HL7 v2.5.1 section 2.5.3).
struct ValueCursor: BitwiseCopyable {
  enum Level: UInt8, BitwiseCopyable { case repetition, component, subcomponent }

  var node: NodeID
  var level: Level

  /// The part with a number, from 1, or nil where there is none.
  func part(_ number: Int, in source: borrowing SourceDocument) -> ValueCursor? {
    let wanted: NodeKind = level == .repetition ? .component : .subcomponent
    let below: Level = level == .repetition ? .component : .subcomponent
    if level == .subcomponent { return number == 1 ? self : nil }
    let end = source.nodes[node.index].end
    guard end > node.rawValue + 1, source.nodes[node.index + 1].kind == wanted else {
      return number == 1 ? ValueCursor(node: node, level: below) : nil
    }
    var child = node.rawValue + 1
    while child < end {
      let entry = source.nodes[Int(child)]
      if Int(entry.name) >= number {
        return Int(entry.name) == number ? ValueCursor(node: NodeID(child), level: below) : nil
      }
      child = entry.end
    }
    return nil
  }

  /// The node that holds the text of the value's first part, or nil where that is empty.
  func leaf(in source: borrowing SourceDocument) -> NodeID? {
    var cursor = self
    while source.nodes[cursor.node.index].end > cursor.node.rawValue + 1 {
      guard let first = cursor.part(1, in: source) else { return nil }
      if first.node == cursor.node, first.level == cursor.level { return nil }
      cursor = first
    }
    return source.nodes[cursor.node.index].length > 0 ? cursor.node : nil
  }

  /// Whether any part holds anything.
  func isValued(in source: borrowing SourceDocument) -> Bool {
    let end = Int(source.nodes[node.index].end)
    var index = node.index
    while index < end {
      if source.nodes[index].end == UInt32(index) + 1, source.nodes[index].length > 0 { return true }
      index += 1
    }
    return false
  }
}

extension ElementAddress {
  /// The place of a segment or row that an address names, without its repetition: the field.
  func field(of record: NodeID, in source: borrowing SourceDocument) -> NodeID? {
    let end = source.nodes[record.index].end
    var child = record.rawValue + 1
    while child < end {
      let entry = source.nodes[Int(child)]
      if entry.name >= UInt32(first) { return entry.name == UInt32(first) ? NodeID(child) : nil }
      child = entry.end
    }
    return nil
  }
}

/// The repetitions of a field.
struct RepetitionWalk {
  private var next: UInt32
  private let end: UInt32

  init(field: NodeID, in source: borrowing SourceDocument) {
    let entry = source.nodes[field.index]
    if entry.end > field.rawValue + 1, source.nodes[field.index + 1].kind == .repetition {
      next = field.rawValue + 1
      end = entry.end
    } else {
      next = field.rawValue
      end = field.rawValue + 1
    }
  }

  mutating func advance(in source: borrowing SourceDocument) -> NodeID? {
    guard next < end else { return nil }
    let node = NodeID(next)
    next = max(source.nodes[node.index].end, next + 1)
    return node
  }
}
