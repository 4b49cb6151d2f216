/// The order and nesting of a message's segments, as a small tree: segments, groups, what repeats.
///
/// Written as `MSH SFT* EVN PID [VISIT: PV1 PV2] [ORDER*: ORC OBR NTE* [RESULT*: OBX NTE*]]`. Nothing in it is required: the
/// structure only says to which group a segment belongs.
struct MessageStructure: Sendable {
  struct Node: Sendable {
    var name: String
    /// Packed segment id, or 0 for a group.
    var segment: UInt32
    var repeats: Bool
    var parent: Int
    var children: [Int]
    /// Position among the parent's children.
    var order: Int
    /// Segments anywhere below, so that a search skips groups that cannot hold one.
    var segmentsBelow: Set<UInt32>
  }

  /// The first node is the message itself.
  private(set) var nodes: [Node]
  /// Segments that may stand anywhere, such as Z segments: their nodes come last and belong to the message as a whole.
  private(set) var loose: [UInt32: Int] = [:]

  init(nodes: [Node], loose: [UInt32: Int] = [:]) {
    self.nodes = nodes
    self.loose = loose
  }

  /// Gives a segment that the structure does not know a place that is everywhere.
  mutating func addLoose(_ name: String) {
    guard let id = SegmentName.packed(name), loose[id] == nil, !nodes[0].segmentsBelow.contains(id) else { return }
    loose[id] = add(name, segment: id, repeats: true, to: 0)
  }

  init?(name: String, text: String) {
    nodes = [
      Node(name: name, segment: 0, repeats: false, parent: -1, children: [], order: 0, segmentsBelow: [])
    ]
    var current = 0
    var depth = 0
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      var word = word
      if word.first == "[" {
        word.removeFirst()
        guard word.last == ":" else { return nil }
        word.removeLast()
        depth += 1
        guard depth < 16 else { return nil }
        let repeats = MessageStructure.takeStar(&word)
        current = add(String(word), segment: 0, repeats: repeats, to: current)
        continue
      }
      var closing = 0
      while word.last == "]" {
        word.removeLast()
        closing += 1
      }
      let repeats = MessageStructure.takeStar(&word)
      if !word.isEmpty {
        guard let id = SegmentName.packed(word) else { return nil }
        _ = add(String(word), segment: id, repeats: repeats, to: current)
      }
      for _ in 0..<closing {
        guard depth > 0 else { return nil }
        depth -= 1
        current = nodes[current].parent
      }
    }
    guard depth == 0 else { return nil }
    for index in nodes.indices.reversed() where index > 0 {
      let below = nodes[index].segment == 0 ? nodes[index].segmentsBelow : [nodes[index].segment]
      nodes[nodes[index].parent].segmentsBelow.formUnion(below)
    }
  }

  private static func takeStar(_ word: inout Substring) -> Bool {
    guard word.last == "*" else { return false }
    word.removeLast()
    return true
  }

  private mutating func add(_ name: String, segment: UInt32, repeats: Bool, to parent: Int) -> Int {
    let index = nodes.count
    nodes.append(
      Node(
        name: name, segment: segment, repeats: repeats, parent: parent, children: [], order: nodes[parent].children.count,
        segmentsBelow: []))
    nodes[parent].children.append(index)
    return index
  }

  /// The node of a row's id: `ADT_A01.PROCEDURE.PR1`, or `ADT_A01:follow:PV1.ROL` for the ROL after PV1.
  func node(id: String) -> Int? {
    let parts = id.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3, parts[1] == "follow" {
      let names = parts[2].split(separator: ".")
      guard names.count == 2, let anchor = nodes.firstIndex(where: { $0.name == names[0] }) else { return nil }
      return nodes[(anchor + 1)...].firstIndex { $0.name == names[1] }
    }
    var current = 0
    for name in id.split(separator: ".").dropFirst() {
      guard let child = nodes[current].children.first(where: { nodes[$0].name == name }) else { return nil }
      current = child
    }
    return current
  }

  /// The innermost node that holds both.
  func commonAncestor(_ left: Int, _ right: Int) -> Int {
    var ancestors: Set<Int> = []
    var node = left
    while node >= 0 {
      ancestors.insert(node)
      node = nodes[node].parent
    }
    node = right
    while !ancestors.contains(node) { node = nodes[node].parent }
    return node
  }

  /// Whether `ancestor` is `node` or holds it.
  func contains(_ ancestor: Int, _ node: Int) -> Bool {
    var node = node
    while node >= 0 {
      if node == ancestor { return true }
      node = nodes[node].parent
    }
    return false
  }
}

/// Segment ids as numbers, as the nodes of HL7 v2 documents hold them.
enum SegmentName {
  /// Nil unless the name has three characters of ASCII.
  static func packed(_ name: some StringProtocol) -> UInt32? {
    let bytes = Array(name.utf8)
    guard bytes.count == 3, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    return UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
  }
}
