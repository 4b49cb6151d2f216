import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// Checks records against the definitions of their types: the elements there are, how often, of which form and type, the lexical
/// rules of values, required bindings, targets of references, containment, and the ground rules of Bundles and narratives.
///
/// One pass over the nodes in document order with a stack of its own. A validator is reused for many records; each worker has one.
public struct StructuralValidator: Sendable {
  let schema: Schema
  let plan: ValidationPlan
  let resources: ResourceTypeTable
  let names: WellKnownNames
  var findings = FindingList()
  /// The container at hand, and those around it.
  var top = WalkFrame(node: 0, end: 0, type: .none, slot: -1, isArray: false)
  var frames: ContiguousArray<WalkFrame> = []
  /// The resources around the place at hand that are not contained in another.
  var containers: ContiguousArray<ResourceScope> = []
  /// The Bundles around the place at hand.
  var bundles: ContiguousArray<ResourceScope> = []
  var index = ResourceIndex()
  var narrative = NarrativeScanner()
  /// Symbols of the document's names in the schema; empty where they are the same.
  var symbols: ContiguousArray<UInt32> = []
  /// Room for decoded values.
  var decoded = ContiguousArray<UInt8>()
  /// Whether the walk notes what it finds out about each node, see ``nodes``.
  public var notesNodes = false
  /// The logical model that a record without `resourceType` is an instance of, or ``TypeID/none`` for none.
  var logicalModel = TypeID.none
  /// The definitions of the nodes of the record checked last, where they are noted.
  public internal(set) var nodes = TypedNodes()

  public init(schema: Schema) {
    self.schema = schema
    plan = ValidationPlan(schema)
    resources = ResourceTypeTable(schema)
    names = WellKnownNames(schema)
  }

  /// Checks one record of a document that is in the canonical form, the JSON shape of FHIR.
  public mutating func validate(_ document: borrowing SourceDocument, root: NodeID, findings: inout FindingList) {
    guard root.index < document.nodes.count else { return }
    swap(&self.findings, &findings)
    prepare(document)
    if notesNodes { nodes.begin(root.rawValue, count: Int(document[root].end - root.rawValue), symbols: symbols) }
    walk(document, root)
    swap(&self.findings, &findings)
  }

  private mutating func prepare(_ document: borrowing SourceDocument) {
    frames.removeAll(keepingCapacity: true)
    containers.removeAll(keepingCapacity: true)
    bundles.removeAll(keepingCapacity: true)
    index.removeAll()
    if document.names.seed === schema.seed {
      if !symbols.isEmpty { symbols.removeAll() }
      return
    }
    symbols.removeAll(keepingCapacity: true)
    for symbol in 0..<document.names.count {
      symbols.append(schema.seed.symbol(document.names.name(Symbol(UInt32(symbol))))?.rawValue ?? .max)
    }
  }

  private mutating func walk(_ document: borrowing SourceDocument, _ root: NodeID) {
    let node = document.nodes[root.index]
    guard node.kind == .object else {
      report(ValidationRules.notAResource, root.rawValue, SourceSpan(node.range), actual: kindEvidence(node))
      return
    }
    guard let type = logicalType(of: root.rawValue, document) ?? resourceType(of: root.rawValue, document) else { return }
    top = WalkFrame(node: root.rawValue, end: node.end, type: type, slot: -1, isArray: false)
    if notesNodes { nodes.note(root.rawValue, type, TypedNode.noElement, root.rawValue) }
    enterResource(document)
    var index = root.rawValue + 1
    while true {
      while index == top.end {
        leave(document)
        guard let outer = frames.popLast() else { return }
        top = outer
      }
      index = top.isArray ? checkItem(document, index) : checkMember(document, index)
    }
  }

  /// The logical model of a record that names no resource type.
  private func logicalType(of root: UInt32, _ document: borrowing SourceDocument) -> TypeID? {
    guard logicalModel != .none else { return nil }
    return member(document, root, Schema.resourceTypeSymbol) == nil ? logicalModel : nil
  }

  /// The schema's symbol for a name of the document.
  @inline(__always)
  func schemaSymbol(_ name: UInt32) -> UInt32 {
    if symbols.isEmpty { return name }
    return name < symbols.count ? symbols[Int(name)] : .max
  }

  /// Goes into a container.
  @inline(__always)
  mutating func enter(_ index: UInt32, _ node: Node, _ type: TypeID, slot: Int, isArray: Bool) {
    frames.append(top)
    top = WalkFrame(
      node: index, end: node.end, type: type, slot: Int32(truncatingIfNeeded: slot), isArray: isArray,
      findingCount: UInt32(truncatingIfNeeded: findings.findings.count))
  }

  mutating func report(
    _ rule: Rule, _ node: UInt32, _ span: SourceSpan, _ element: UInt32 = Finding.noDefinition, expected: Evidence = .none,
    actual: Evidence = .none
  ) {
    findings.append(
      Finding(rule, node: NodeID(node), span: span, definition: element, expected: expected, actual: actual))
  }

  func kindEvidence(_ node: Node) -> Evidence { Evidence(.nodeKind, UInt32(node.kind.rawValue)) }
}
