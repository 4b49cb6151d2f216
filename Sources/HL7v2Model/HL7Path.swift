import HL7v2Syntax
import SourceTree

/// The place of a value in a message: `PID-5[2].1.2`, with the segment's occurrence where it matters, `OBX[3]-5`. Numbers are
/// those of the standard, from 1. Parts left out mean the whole, or the first where there is one only.
public struct HL7Path: Hashable, Sendable {
  public var segment: SegmentID
  public var occurrence: Int?
  public var field: Int?
  public var repetition: Int?
  public var component: Int?
  public var subcomponent: Int?

  public init(
    _ segment: SegmentID, occurrence: Int? = nil, field: Int? = nil, repetition: Int? = nil, component: Int? = nil,
    subcomponent: Int? = nil
  ) {
    self.segment = segment
    self.occurrence = occurrence
    self.field = field
    self.repetition = repetition
    self.component = component
    self.subcomponent = subcomponent
  }

  /// Reads `PID`, `PID-5`, `PID-5[2]`, `PID-5.1.2`, `OBX[3]-5[1].2.1`; nil when the text is nothing of the kind.
  public init?(_ text: String) {
    var scanner = PathScanner(text)
    guard let segment = scanner.segment() else { return nil }
    self.init(segment)
    guard scanner.index(into: &occurrence) else { return nil }
    if scanner.take(UInt8(ascii: "-")) {
      guard let number = scanner.number(), scanner.index(into: &repetition) else { return nil }
      field = number
      if scanner.take(UInt8(ascii: ".")) {
        guard let number = scanner.number() else { return nil }
        component = number
        if scanner.take(UInt8(ascii: ".")) {
          guard let number = scanner.number() else { return nil }
          subcomponent = number
        }
      }
    }
    guard scanner.isAtEnd else { return nil }
  }

  /// The place of a node: every index that the tree has. Nil for a message as a whole and for nodes that belong to none.
  public init?(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard node.index < document.nodes.count, let root = HL7Path.root(document, of: node) else { return nil }
    guard document[root].kind == .message else {
      self.init(document.segmentID(of: root))
      descend(document, from: root, to: node)
      return
    }
    var counted = 0
    var segment = root.rawValue + 1
    while segment < document[root].end, document[NodeID(segment)].end <= node.rawValue { segment = document[NodeID(segment)].end }
    guard segment < document[root].end, segment <= node.rawValue else { return nil }
    let id = document.segmentID(of: NodeID(segment))
    document.forEachChild(of: root) { if $0.rawValue <= segment && document.segmentID(of: $0) == id { counted += 1 } }
    self.init(id, occurrence: counted)
    descend(document, from: NodeID(segment), to: node)
  }

  private mutating func descend(_ document: borrowing SourceDocument, from segment: NodeID, to node: NodeID) {
    var current = segment
    while current < node {
      var child = current.rawValue + 1
      while child < document[current].end, document[NodeID(child)].end <= node.rawValue { child = document[NodeID(child)].end }
      guard child < document[current].end else { return }
      current = NodeID(child)
      let number = Int(document[current].name)
      switch document[current].kind {
      case .field: field = number
      case .repetition: repetition = number
      case .component: component = number
      case .subcomponent: subcomponent = number
      default: return
      }
    }
  }

  /// The root that a node belongs to.
  static func root(_ document: borrowing SourceDocument, of node: NodeID) -> NodeID? {
    var low = 0
    var high = document.roots.count
    while low < high {
      let middle = (low + high) / 2
      if document.roots[middle] <= node { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let root = document.roots[low - 1]
    return node.rawValue < document[root].end ? root : nil
  }

  /// The node at this place of a message (or of the envelope segment that is the root itself), or nil where nothing stands there.
  public func node(in document: borrowing SourceDocument, message: NodeID) -> NodeID? {
    let found =
      document[message].kind == .message
      ? document.segment(segment, occurrence ?? 1, of: message)
      : (document.segmentID(of: message) == segment ? message : nil)
    guard let found, let field else { return found }
    guard let fieldNode = document.field(field, of: found) else { return nil }
    guard repetition != nil || component != nil else { return fieldNode }
    guard let repetitionNode = document.repetition(repetition ?? 1, of: fieldNode) else { return nil }
    guard let component else { return repetitionNode }
    guard let componentNode = document.component(component, of: repetitionNode) else { return nil }
    guard let subcomponent else { return componentNode }
    return document.subcomponent(subcomponent, of: componentNode)
  }
}

extension HL7Path: CustomStringConvertible {
  /// For people: `PID-3[2].1`; the segment's occurrence is given where it is not 1.
  public var description: String {
    var text = segment == .none ? "line" : "\(segment)"
    if let occurrence, occurrence > 1 { text += "[\(occurrence)]" }
    guard let field else { return text }
    text += "-\(field)"
    if let repetition { text += "[\(repetition)]" }
    return text + parts
  }

  /// With all indexes, as loss ledgers have it: `PID[1]-5[1].1.1`.
  public var ledgerForm: String {
    let text = (segment == .none ? "line" : "\(segment)") + "[\(occurrence ?? 1)]"
    guard let field else { return text }
    return text + "-\(field)[\(repetition ?? 1)]" + parts
  }

  private var parts: String {
    (component.map { ".\($0)" } ?? (subcomponent == nil ? "" : ".1")) + (subcomponent.map { ".\($0)" } ?? "")
  }

  /// The place of a node for people, or an empty text for a message as a whole.
  public static func describe(_ document: borrowing SourceDocument, _ node: NodeID) -> String {
    HL7Path(document, node)?.description ?? ""
  }
}

/// Reads a path from left to right.
private struct PathScanner {
  private let bytes: ContiguousArray<UInt8>
  private var position = 0

  init(_ text: String) { bytes = ContiguousArray(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  mutating func segment() -> SegmentID? {
    guard bytes.count >= 3, let id = SegmentID(String(decoding: bytes[0..<3], as: UTF8.self)) else { return nil }
    position = 3
    return id
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// A number from 1 to 999,999,999.
  mutating func number() -> Int? {
    let start = position
    var value = 0
    while position < bytes.count, position - start < 9, bytes[position] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[position] &- 0x30)
      position += 1
    }
    return value > 0 ? value : nil
  }

  /// An index in brackets, if there is one; false when it is malformed.
  mutating func index(into result: inout Int?) -> Bool {
    guard take(UInt8(ascii: "[")) else { return true }
    result = number()
    return result != nil && take(UInt8(ascii: "]"))
  }
}
