import HL7v2Syntax
import SourceTree

/// Lookups in a document that ``HL7v2Reader`` read. An unsplit value stands for its own first repetition, component and
/// subcomponent, as the standard has it (HL7 v2.5.1 section 2.5.3): `component(1, of: field)` of `PID-8` is the field itself.
extension SourceDocument {
  /// The segment with an id, or the `occurrence`th of them, from 1.
  @inlinable
  public func segment(_ id: SegmentID, _ occurrence: Int = 1, of message: NodeID) -> NodeID? {
    let end = nodes[message.index].end
    var segment = message.rawValue + 1
    var remaining = occurrence
    while segment < end {
      let node = nodes[Int(segment)]
      if node.name == id.rawValue {
        remaining -= 1
        if remaining == 0 { return NodeID(segment) }
      }
      segment = node.end
    }
    return nil
  }

  /// The id of a segment; ``SegmentID/none`` for a line that is no segment.
  @inlinable
  public func segmentID(of segment: NodeID) -> SegmentID { SegmentID(rawValue: nodes[segment.index].name) }

  /// A populated field of a segment, by its number in the standard.
  @inlinable
  public func field(_ number: Int, of segment: NodeID) -> NodeID? { part(number, of: segment) }

  /// A populated repetition of a field, from 1.
  @inlinable
  public func repetition(_ number: Int, of field: NodeID) -> NodeID? {
    guard firstPartKind(of: field) == .repetition else { return number == 1 ? field : nil }
    return part(number, of: field)
  }

  /// How many repetitions a field has, trailing empty ones not counted.
  @inlinable
  public func repetitionCount(of field: NodeID) -> Int {
    guard firstPartKind(of: field) == .repetition else { return 1 }
    var count = 1
    forEachChild(of: field) { count = Int(nodes[$0.index].name) }
    return count
  }

  /// Calls `body` for each populated repetition: for the field itself where it does not repeat.
  @inlinable
  public func forEachRepetition(of field: NodeID, _ body: (NodeID) throws -> Void) rethrows {
    guard firstPartKind(of: field) == .repetition else { return try body(field) }
    try forEachChild(of: field, body)
  }

  /// A populated component, from 1, of a repetition or of a field (of its first repetition where it repeats).
  @inlinable
  public func component(_ number: Int, of node: NodeID) -> NodeID? {
    guard let repetition = nodes[node.index].kind == .field ? repetition(1, of: node) : node else { return nil }
    guard firstPartKind(of: repetition) == .component else { return number == 1 ? repetition : nil }
    return part(number, of: repetition)
  }

  /// A populated subcomponent, from 1, of a component (or of the first component of a repetition or field).
  @inlinable
  public func subcomponent(_ number: Int, of node: NodeID) -> NodeID? {
    let isComponent = nodes[node.index].kind == .component
    guard let component = isComponent ? node : component(1, of: node) else { return nil }
    guard firstPartKind(of: component) == .subcomponent else { return number == 1 ? component : nil }
    return part(number, of: component)
  }

  /// Whether a value is `""`: the sender asks for what is known to be deleted (HL7 v2.5.1 section 2.5.3). An empty or absent
  /// position has no node and asks for nothing.
  @inlinable
  public func isNull(_ value: NodeID) -> Bool {
    let node = nodes[value.index]
    guard node.length == 2 else { return false }
    let start = Int(node.offset)
    return bytes[start] == UInt8(ascii: "\"") && bytes[start + 1] == UInt8(ascii: "\"")
  }

  @usableFromInline
  func firstPartKind(of node: NodeID) -> NodeKind? {
    let index = node.index
    return nodes[index].end > node.rawValue + 1 ? nodes[index + 1].kind : nil
  }

  @usableFromInline
  func part(_ number: Int, of node: NodeID) -> NodeID? {
    let end = nodes[node.index].end
    var child = node.rawValue + 1
    while child < end {
      let part = nodes[Int(child)]
      if Int(part.name) >= number { return Int(part.name) == number ? NodeID(child) : nil }
      child = part.end
    }
    return nil
  }
}

/// What a message says about a field (HL7 v2.5.1 section 2.5.3).
public enum FieldPresence: Sendable, Equatable {
  /// The segment ends before the field.
  case absent
  /// Nothing stands between its separators: what the receiver knows stays.
  case empty
  /// `""`: what the receiver knows is to be deleted.
  case null
  case populated
}

extension SourceDocument {
  public func presence(ofField number: Int, of segment: NodeID, _ delimiters: Delimiters) -> FieldPresence {
    if let field = field(number, of: segment) {
      if isNull(field) { return .null }
      var isPopulated = false
      for index in field.index..<Int(nodes[field.index].end) where nodes[index].end == UInt32(index) + 1 {
        if nodes[index].length > 0 { isPopulated = true }
      }
      return isPopulated ? .populated : .empty
    }
    var last = segmentID(of: segment).isHeader ? 1 : 0
    for index in nodes[segment.index].range where bytes[index] == delimiters.field { last += 1 }
    return number <= last ? .empty : .absent
  }
}
