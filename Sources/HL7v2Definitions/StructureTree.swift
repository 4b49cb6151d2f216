import HL7v2Syntax

/// A message structure as a tree in preorder: segments and groups, how often each may be there.
public struct StructureTree: Sendable {
  public struct Node: Sendable {
    /// A segment's id, or a group's name.
    public var name: String
    /// ``SegmentID/none`` for a group.
    public var segment: SegmentID
    public var minimum: Int
    /// 0 for any number of times.
    public var maximum: Int
    public var parent: Int
    /// Index behind the last node below.
    public var end: Int
    /// Of its children one is there, not all.
    public var isChoice = false
    /// Stands for any segment.
    public var isWildcard = false
    /// Whether it must be there; where not, the minimum holds only once there is one.
    public var isRequired = true
    /// Which one it is among the parts of its group, from 1.
    public var ordinal = 0

    public init(name: String, segment: SegmentID, minimum: Int, maximum: Int, parent: Int, end: Int) {
      self.name = name
      self.segment = segment
      self.minimum = minimum
      self.maximum = maximum
      self.parent = parent
      self.end = end
    }

    public var isGroup: Bool { segment == .none && !isWildcard }
    func allows(_ count: Int) -> Bool { maximum == 0 || count < maximum }
  }

  public let name: String
  /// The first node is the message.
  public private(set) var nodes: [Node]

  /// Reads `MSH SFT* EVN (PROCEDURE: PR1 ROL*)* <RESULT: OBX | TXA>?`; nil when the text is nothing of the kind.
  public init?(name: String, _ text: String) {
    self.name = name
    nodes = [Node(name: name, segment: .none, minimum: 1, maximum: 1, parent: -1, end: 0)]
    var parser = StructureParser(text)
    guard parser.parse(into: &nodes, parent: 0, until: 0), parser.isAtEnd else { return nil }
    nodes[0].end = nodes.count
    number()
  }

  private mutating func number() {
    var counts = [Int](repeating: 0, count: nodes.count)
    for index in nodes.indices.dropFirst() {
      counts[nodes[index].parent] += 1
      nodes[index].ordinal = counts[nodes[index].parent]
    }
  }

  /// A structure whose nodes a profile gives; the first is the message, each says where it ends.
  public init(name: String, nodes: [Node]) {
    self.name = name
    self.nodes = nodes
    number()
  }

  /// Whether the structure has a place for a segment.
  public func contains(_ segment: SegmentID) -> Bool { nodes.contains { $0.segment == segment } }

  /// The place of a node in words: `ORU_R01.PATIENT_RESULT.ORDER_OBSERVATION.OBX`.
  public func path(_ node: Int) -> String {
    var names: [String] = []
    var at = node
    while at >= 0 {
      names.append(nodes[at].name)
      at = nodes[at].parent
    }
    return names.reversed().joined(separator: ".")
  }

  /// The part of a group with an ordinal.
  public func child(_ ordinal: Int, of group: Int) -> Int? {
    var child = group + 1
    while child < nodes[group].end {
      if nodes[child].ordinal == ordinal { return child }
      child = nodes[child].end
    }
    return nil
  }

  /// The segment that a group must begin with, if there is one.
  func head(_ group: Int) -> SegmentID? {
    guard group + 1 < nodes[group].end else { return nil }
    let first = nodes[group + 1]
    guard first.minimum > 0, first.isRequired else { return nil }
    return first.isGroup ? head(group + 1) : first.segment
  }

  /// The first segment that stands in a group, whether it must or may.
  public func firstSegment(_ group: Int) -> SegmentID {
    nodes[group..<nodes[group].end].first { $0.segment != SegmentID.none }?.segment ?? .none
  }

  func isInside(_ node: Int, _ ancestor: Int) -> Bool { ancestor <= node && node < nodes[ancestor].end }
}

/// Recursive descent over the notation of the facts.
private struct StructureParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func parse(into nodes: inout [StructureTree.Node], parent: Int, until close: UInt8) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth < 32 else { return false }
    while true {
      while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "|") { position += 1 }
      if isAtEnd { return close == 0 }
      if byte == close {
        position += 1
        return true
      }
      guard parseItem(into: &nodes, parent: parent) else { return false }
    }
  }

  private mutating func parseItem(into nodes: inout [StructureTree.Node], parent: Int) -> Bool {
    let index = nodes.count
    let opening = byte
    if opening == UInt8(ascii: "(") || opening == UInt8(ascii: "<") {
      position += 1
      let name = word()
      guard !name.isEmpty, byte == UInt8(ascii: ":") else { return false }
      position += 1
      var group = StructureTree.Node(name: name, segment: .none, minimum: 1, maximum: 1, parent: parent, end: 0)
      group.isChoice = opening == UInt8(ascii: "<")
      nodes.append(group)
      guard parse(into: &nodes, parent: index, until: group.isChoice ? UInt8(ascii: ">") : UInt8(ascii: ")")) else {
        return false
      }
    } else {
      let name = word()
      let isWildcard = name == "ANYHL7SEGMENT" || name == "Hxx" || name == "Zxx"
      guard isWildcard || SegmentID(name) != nil else { return false }
      var node = StructureTree.Node(
        name: name, segment: isWildcard ? .none : SegmentID(name) ?? .none, minimum: 1, maximum: 1, parent: parent, end: 0)
      node.isWildcard = isWildcard
      nodes.append(node)
    }
    nodes[index].end = nodes.count
    return parseMark(&nodes[index])
  }

  private mutating func word() -> String {
    let start = position
    while position < bytes.count, !" ?*+{}()<>|:".utf8.contains(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func parseMark(_ node: inout StructureTree.Node) -> Bool {
    switch byte {
    case UInt8(ascii: "?"): node.minimum = 0
    case UInt8(ascii: "*"): (node.minimum, node.maximum) = (0, 0)
    case UInt8(ascii: "+"): node.maximum = 0
    case UInt8(ascii: "{"):
      position += 1
      let numbers = word().split(separator: ",").map(String.init)
      guard numbers.count == 2, let minimum = Int(numbers[0]), byte == UInt8(ascii: "}") else { return false }
      (node.minimum, node.maximum) = (minimum, Int(numbers[1]) ?? 0)
    default: return true
    }
    position += 1
    return true
  }
}
