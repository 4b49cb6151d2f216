import Diagnostics
import Schema
import SourceTree

/// What an expression is evaluated on.
public struct FHIRPathFocus: Sendable {
  /// The element: `%context` and the first `$this`.
  public var node: NodeID
  /// Its underscored companion, or ``NodeID/none``.
  public var companion: NodeID
  /// Its type, or ``TypeID/none`` to take it from `resourceType`.
  public var type: TypeID
  /// The resource that holds the element, `%resource`; a contained resource counts. By default the element itself.
  public var resource: NodeID
  /// The outermost resource, `%rootResource`.
  public var rootResource: NodeID
  /// The Bundle around the resource, in whose entries references are looked up, or ``NodeID/none`` for the root resource.
  public var bundle = NodeID.none

  public init(
    node: NodeID, companion: NodeID = .none, type: TypeID = .none, resource: NodeID? = nil, rootResource: NodeID? = nil
  ) {
    self.node = node
    self.companion = companion
    self.type = type
    self.resource = resource ?? node
    self.rootResource = rootResource ?? resource ?? node
  }
}

/// Evaluates programs. Keeps its stack from one evaluation to the next; make one a worker.
///
/// All collections stand on one stack: evaluating a node pushes its items, an operator replaces its operands by its result. Nothing is
/// allocated for the common shapes of invariants. Errors are typed; hostile input ends in ``FHIRPathRules/tooCostly``.
public struct FHIRPathEvaluator: ~Copyable {
  /// Comparisons and steps that one evaluation may take.
  static let budget = 20_000_000
  /// How deep expressions may nest when they are evaluated.
  static let maximumDepth = 600

  public let model: FHIRPathModel
  public var services: (any FHIRPathServices)?
  /// Minutes east of UTC that times without offset are taken to be in.
  public var defaultOffset = 0
  /// Seconds since 1970-01-01 UTC that now() and today() tell; the clock's time where nil.
  public var clock: Int64?
  /// Called with the name and the items' texts of every trace(), where there is one.
  public var traces: [(name: String, items: [String])] = []
  public var keepsTraces = false
  /// Takes expressions as the published invariants of R4 mean them, which were written for engines that are less strict than the standard:
  /// `in` and `as` on several items, `is` on none, and `is Boolean` of FHIR's booleans.
  public var isForInvariants = false

  var program: FHIRPathProgram
  var stack: ContiguousArray<Value> = []
  /// Elements made during evaluation, values of variables, and texts.
  var scratch: SourceDocument
  var units: [UnitEntry] = [UnitEntry(name: .code("1"), unit: .one, calendar: nil)]
  var unitIDs: [UnitName: UnitID] = [.code("1"): .one]
  /// The symbol of each member in the document, where its names are not the schema's.
  var memberSymbols: ContiguousArray<UInt32> = []
  var companionSymbols: ContiguousArray<UInt32> = []
  var hasSchemaNames = false
  var focus = FHIRPathFocus(node: .none)
  var context: Value?
  var work = 0
  var depth = 0
  var moment: (seconds: Int64, nanoseconds: Int64)?
  var variables: [String: [Value]] = [:]
  /// Variables of defineVariable() in scope, innermost last.
  var defined: [(name: String, values: [Value])] = []
  var regexes: [String: RegexProgram] = [:]
  /// Where references lead in the record at hand.
  var links = LinkIndex()

  public init(model: FHIRPathModel, services: (any FHIRPathServices)? = nil) {
    self.model = model
    self.services = services
    program = FHIRPathProgram(ProgramParts(""))
    scratch = SourceDocument(format: .canonical, seed: model.schema?.seed ?? .empty)
  }

  /// Evaluates a program on an element; the result stays readable through ``results`` until the next evaluation.
  public mutating func evaluate(
    _ program: FHIRPathProgram, in document: borrowing SourceDocument, focus: FHIRPathFocus
  ) throws(FHIRPathError) {
    begin(program, document)
    self.focus = focus
    context = focus.node == .none && focus.companion == .none ? nil : .node(reference(focus, document))
    try evaluate(program.parts.root, Frame(this: context), document)
  }

  /// Forgets what was remembered of the record at hand. To be called before another record is evaluated on.
  public mutating func startRecord() { links.removeAll() }

  /// Evaluates an invariant: whether the result is true. Empty gives nil, several items give true.
  public mutating func holds(
    _ program: FHIRPathProgram, in document: borrowing SourceDocument, focus: FHIRPathFocus
  ) throws(FHIRPathError) -> Bool? {
    try evaluate(program, in: document, focus: focus)
    if stack.count > 1 { return true }
    return try boolean(0..<stack.count, program.parts.root, document)
  }

  private mutating func begin(_ program: FHIRPathProgram, _ document: borrowing SourceDocument) {
    stack.removeAll(keepingCapacity: true)
    self.program = program
    work = 0
    depth = 0
    moment = nil
    if !defined.isEmpty { defined.removeAll() }
    if variables.isEmpty, !scratch.bytes.isEmpty || !scratch.nodes.isEmpty { scratch.removeAll() }
    hasSchemaNames = model.schema.map { document.names.seed === $0.seed } ?? false
    memberSymbols.removeAll(keepingCapacity: true)
    companionSymbols.removeAll(keepingCapacity: true)
    for member in program.parts.members {
      if hasSchemaNames, member.symbol != Symbol.none.rawValue {
        memberSymbols.append(member.symbol)
        companionSymbols.append(member.symbol + 1)
      } else {
        memberSymbols.append(document.names.symbol(member.name)?.rawValue ?? Symbol.none.rawValue)
        companionSymbols.append(document.names.symbol("_" + member.name)?.rawValue ?? Symbol.none.rawValue)
      }
    }
  }

  private func reference(_ focus: FHIRPathFocus, _ document: borrowing SourceDocument) -> NodeReference {
    let type = focus.type != .none ? focus.type : resourceType(focus.node, isScratch: false, document)
    return NodeReference(focus.node, companion: focus.companion, type: type)
  }
}

/// The surroundings of an expression inside others: `$this`, `$index`, and where `$total` stands on the stack.
struct Frame {
  var this: Value?
  var index = 0
  var hasIndex = false
  var total = 0..<0

  init(this: Value?) { self.this = this }

  init(_ outer: Frame, this: Value, index: Int) {
    self = outer
    self.this = this
    self.index = index
    hasIndex = true
  }
}

extension FHIRPathEvaluator {
  func error(_ rule: Rule, _ node: Int32) -> FHIRPathError { FHIRPathError(rule, node) }

  /// Counts work; what takes too long is stopped.
  mutating func spend(_ amount: Int, _ node: Int32) throws(FHIRPathError) {
    work += amount
    if work > FHIRPathEvaluator.budget { throw error(FHIRPathRules.tooCostly, node) }
  }

  /// Replaces everything from `start` on by one item or none.
  mutating func settle(_ start: Int, _ value: Value?) {
    stack.removeSubrange(start...)
    if let value { stack.append(value) }
  }

  /// Takes the operands from `start` to `results` away from under the results.
  mutating func drop(_ start: Int, upTo results: Int) { stack.removeSubrange(start..<results) }

  /// The only item of a collection, nil for none.
  func single(_ range: Range<Int>, _ node: Int32) throws(FHIRPathError) -> Value? {
    guard range.count <= 1 else { throw error(FHIRPathRules.singletonExpected, node) }
    return range.isEmpty ? nil : stack[range.lowerBound]
  }

  /// The only item as a value of FHIRPath; nil for none and for elements without a value. Complex elements stay elements.
  mutating func operand(
    _ range: Range<Int>, _ node: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let value = try single(range, node) else { return nil }
    guard case .node(let reference) = value else { return value }
    if let primitive = system(reference, document) { return primitive }
    return isComplex(reference, document) ? value : nil
  }

  /// A collection as a boolean (http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections): a single item that is no boolean is true.
  mutating func boolean(
    _ range: Range<Int>, _ node: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    guard let value = try operand(range, node, document) else { return nil }
    if case .boolean(let isTrue) = value { return isTrue }
    return true
  }

  /// The boolean value of an expression.
  mutating func condition(
    _ node: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    let start = stack.count
    let scope = defined.count
    try evaluate(node, frame, document)
    let result = try boolean(start..<stack.count, node, document)
    stack.removeSubrange(start...)
    leaveScope(scope)
    return result
  }

  mutating func leaveScope(_ scope: Int) {
    if defined.count > scope { defined.removeSubrange(scope...) }
  }

  /// The value of an argument: a single item, as a value of FHIRPath.
  mutating func argument(
    _ place: Int, of node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    let start = stack.count
    let scope = defined.count
    try evaluate(program.parts.arguments[Int(node.firstArgument) + place], frame, document)
    let value = try operand(start..<stack.count, index, document)
    stack.removeSubrange(start...)
    leaveScope(scope)
    return value
  }
}
