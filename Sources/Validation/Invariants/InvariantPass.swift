import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// Evaluates the invariants of the base definitions on every node that has some (http://hl7.org/fhir/R4/conformance-rules.html#constraints).
struct InvariantPass: ~Copyable {
  /// What is known of the invariants of a type or element.
  private static let unknown = UInt32.max
  private static let none = UInt32.max - 1

  private let context: ValidationContext
  private let types: ContiguousArray<TypeRecord>
  private let elements: ContiguousArray<ElementRecord>
  /// Indexes into `lists` by type and by element, or ``unknown`` or ``none``.
  private var typeLists: ContiguousArray<UInt32>
  private var elementLists: ContiguousArray<UInt32>
  private var lists: ContiguousArray<InvariantList> = []
  private var evaluator: FHIRPathEvaluator?
  /// The invariants that could not be evaluated on this record: each is told once.
  private var undecided: Set<UInt32> = []

  init(_ context: ValidationContext) {
    self.context = context
    types = context.schema.tables.types
    elements = context.schema.tables.elements
    typeLists = ContiguousArray(repeating: InvariantPass.unknown, count: types.count)
    elementLists = ContiguousArray(repeating: InvariantPass.unknown, count: elements.count)
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    if !undecided.isEmpty { undecided.removeAll() }
    evaluator?.startRecord()
    var node = record.range.lowerBound
    while node < record.range.upperBound {
      let typed = record[node]
      if typed.type != .none {
        let typeList = list(ofType: typed.type)
        let elementList = typed.element == TypedNode.noElement ? InvariantPass.none : list(ofElement: typed.element)
        if typeList != InvariantPass.none || elementList != InvariantPass.none, document[NodeID(node)].kind != .array {
          check(document, node, typed, (typeList, elementList), record, &findings)
        }
      }
      node += 1
    }
  }

  @inline(__always)
  private mutating func list(ofType type: TypeID) -> UInt32 {
    let known = typeLists[type.index]
    return known != InvariantPass.unknown ? known : findList(ofType: type)
  }

  @inline(__always)
  private mutating func list(ofElement element: UInt32) -> UInt32 {
    let known = elementLists[Int(element)]
    return known != InvariantPass.unknown ? known : findList(ofElement: element)
  }

  @inline(never)
  private mutating func findList(ofType type: TypeID) -> UInt32 {
    let record = types[type.index]
    typeLists[type.index] = add(record.firstConstraint, record.constraintCount)
    return typeLists[type.index]
  }

  @inline(never)
  private mutating func findList(ofElement element: UInt32) -> UInt32 {
    let record = elements[Int(element)]
    elementLists[Int(element)] = add(record.firstConstraint, UInt32(record.constraintCount))
    return elementLists[Int(element)]
  }

  private mutating func add(_ first: UInt32, _ count: UInt32) -> UInt32 {
    let list = context.invariants.list(first: first, count: count, model: context.model)
    if list.invariants.isEmpty { return InvariantPass.none }
    lists.append(list)
    return UInt32(lists.count - 1)
  }

  @inline(never)
  private mutating func check(
    _ document: borrowing SourceDocument, _ node: UInt32, _ typed: TypedNode, _ lists: (type: UInt32, element: UInt32),
    _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let focus = NodeFocus.focus(of: node, typed, document, record) else { return }
    for list in [lists.type, lists.element] where list != InvariantPass.none {
      for invariant in self.lists[Int(list)].invariants {
        evaluate(invariant, document, node, typed, focus, &findings)
      }
    }
  }

  private mutating func evaluate(
    _ invariant: CompiledInvariant, _ document: borrowing SourceDocument, _ node: UInt32, _ typed: TypedNode,
    _ focus: FHIRPathFocus, _ findings: inout FindingList
  ) {
    let index = invariant.constraint
    guard let program = invariant.program else {
      return reportUndecided(invariant, invariant.problem?.message ?? "", document, node, typed, &findings)
    }
    if evaluator == nil { evaluator = context.evaluator() }
    do {
      if try evaluator?.holds(program, in: document, focus: focus) == true { return }
      let record = context.schema.tables.constraints[Int(index)]
      var finding = Finding(
        InvariantRules.broken, node: NodeID(node), span: SourceSpan(document[NodeID(node)].range), definition: typed.element,
        expected: Evidence(.constraint, index), actual: Evidence(.schemaString, record.key.rawValue))
      finding.severity = invariant.severity
      findings.append(finding)
    } catch {
      reportUndecided(invariant, error.problem(in: program).message, document, node, typed, &findings)
    }
  }

  private mutating func reportUndecided(
    _ invariant: CompiledInvariant, _ problem: String, _ document: borrowing SourceDocument, _ node: UInt32, _ typed: TypedNode,
    _ findings: inout FindingList
  ) {
    guard undecided.insert(invariant.constraint).inserted else { return }
    let key = context.schema.tables.constraints[Int(invariant.constraint)].key
    var finding = Finding(
      InvariantRules.undecided, node: NodeID(node), span: SourceSpan(document[NodeID(node)].range), definition: typed.element,
      expected: findings.text(problem), actual: Evidence(.schemaString, key.rawValue))
    finding.severity = min(invariant.severity, InvariantRules.undecided.severity)
    findings.append(finding)
  }
}

/// What expressions about a node are evaluated on.
enum NodeFocus {
  /// Nil for companions of values that are there: expressions about a primitive are evaluated at its value.
  static func focus(
    of node: UInt32, _ typed: TypedNode, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> FHIRPathFocus? {
    let entry = document[NodeID(node)]
    if entry.kind == .null { return nil }
    let resource = record.resource(around: NodeID(node))
    var focus = FHIRPathFocus(
      node: NodeID(node), type: typed.type, resource: record.resources[resource].node,
      rootResource: record.rootResource(of: resource))
    focus.bundle = record.resources[resource].isBundle ? record.resources[resource].node : record.resources[resource].bundle
    return focus
  }
}
