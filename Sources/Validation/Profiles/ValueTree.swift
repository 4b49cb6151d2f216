import Diagnostics
import JSONSyntax
import Schema
import SourceTree

/// A value that a definition gives: a fixed value, a pattern, a bound. Read once, shared by all workers.
final class ValueTree: Sendable {
  let document: SourceDocument
  /// The value, or ``NodeID/none`` where the text is not JSON.
  let root: NodeID

  init(_ text: String, _ schema: Schema) {
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: schema.seed)
    document.bytes.append(contentsOf: (#"{"value":"# + text + "}").utf8)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    var root = NodeID.none
    if let record = document.roots.first, document[record].kind == .object, let value = document.firstChild(of: record) {
      root = value
    }
    self.root = root
    self.document = document
  }

  /// The values at the end of steps into a value, lists gone through.
  func values(_ from: [NodeID], _ name: UInt32) -> [NodeID] {
    var result: [NodeID] = []
    for node in from {
      guard document[node].kind == .object, let child = document.child(Symbol(name), of: node) else { continue }
      if document[child].kind == .array {
        document.forEachChild(of: child) { result.append($0) }
      } else {
        result.append(child)
      }
    }
    return result
  }
}

/// Compares values of records with values of definitions (http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.fixed_x_, pattern).
struct ValueComparison {
  /// The symbols of the record's names in the schema.
  let record: TypedNodes
  /// Whether the record may say more than the definition.
  let isPattern: Bool

  func matches(
    _ document: borrowing SourceDocument, _ node: NodeID, _ tree: ValueTree, _ wanted: NodeID
  ) -> Bool {
    let own = document[node]
    let other = tree.document[wanted]
    switch other.kind {
    case .object:
      guard own.kind == .object else { return false }
      return objectMatches(document, node, tree, wanted)
    case .array:
      guard own.kind == .array else { return false }
      return arrayMatches(document, node, tree, wanted)
    default:
      if own.kind == .object || own.kind == .array { return false }
      // In XML every value is text.
      guard own.kind == other.kind || isText(own.kind) && isText(other.kind) || document.format == .xml else { return false }
      return document.decodedBytes(of: node) == tree.document.decodedBytes(of: wanted)
    }
  }

  private func isText(_ kind: NodeKind) -> Bool { kind == .string || kind == .encodedString }

  private func objectMatches(
    _ document: borrowing SourceDocument, _ node: NodeID, _ tree: ValueTree, _ wanted: NodeID
  ) -> Bool {
    var count = 0
    var child = wanted.rawValue + 1
    let end = tree.document[wanted].end
    while child < end {
      let entry = tree.document[NodeID(child)]
      guard let found = member(document, node, entry.name), matches(document, found, tree, NodeID(child)) else { return false }
      count += 1
      child = entry.end
    }
    if isPattern { return true }
    var own = 0
    document.forEachChild(of: node) { _ in own += 1 }
    return own == count
  }

  private func member(_ document: borrowing SourceDocument, _ node: NodeID, _ symbol: UInt32) -> NodeID? {
    let end = document[node].end
    var child = node.rawValue + 1
    while child < end {
      if record.symbol(document[NodeID(child)].name) == symbol { return NodeID(child) }
      child = document[NodeID(child)].end
    }
    return nil
  }

  private func arrayMatches(
    _ document: borrowing SourceDocument, _ node: NodeID, _ tree: ValueTree, _ wanted: NodeID
  ) -> Bool {
    var own: [NodeID] = []
    document.forEachChild(of: node) { own.append($0) }
    var other: [NodeID] = []
    tree.document.forEachChild(of: wanted) { other.append($0) }
    if isPattern {
      return other.allSatisfy { item in own.contains { matches(document, $0, tree, item) } }
    }
    guard own.count == other.count else { return false }
    for (index, item) in other.enumerated() where !matches(document, own[index], tree, item) { return false }
    return true
  }
}
