import Diagnostics
import Schema
import SourceTree
import Terminology

/// Checks codes: each Coding and unit in its own system, and each bound element against the value sets that the base definitions name
/// (http://hl7.org/fhir/R4/terminologies.html). Required bindings to value sets whose codes are all known are the structural walk's; those
/// of profiles the profile checks'.
struct BindingPass: ~Copyable {
  private enum Kind: UInt8 { case none, coding, concept, quantity, code }

  private let context: ValidationContext
  private let checker: BindingChecker
  private let shared: SharedCodes
  /// By type.
  private var kinds: ContiguousArray<UInt8>
  /// Whether an element has a binding to look at, by element.
  private var isBound: ContiguousArray<Bool>
  /// The language of the resource at hand, for displays.
  private var language = ""
  private var languageResource = -1

  init(_ context: ValidationContext, _ shared: SharedCodes) {
    self.context = context
    self.shared = shared
    checker = BindingChecker(context, shared)
    let schema = context.schema
    kinds = ContiguousArray(repeating: 0, count: schema.tables.types.count)
    let quantity = schema.type(named: "Quantity") ?? .none
    for (index, type) in schema.tables.types.enumerated() where !type.isProfile {
      let id = TypeID(UInt32(index))
      if id == shared.names.codingType {
        kinds[index] = Kind.coding.rawValue
      } else if id == shared.names.codeableConceptType {
        kinds[index] = Kind.concept.rawValue
      } else if quantity != .none, id == quantity || type.base == quantity {
        kinds[index] = Kind.quantity.rawValue
      } else if type.kind == .primitive, type.primitive != .boolean, type.primitive != .xhtml {
        kinds[index] = Kind.code.rawValue
      }
    }
    isBound = ContiguousArray(repeating: false, count: schema.tables.elements.count)
    // `Reference.type` has rules of its own.
    let reference = schema.type(named: "Reference") ?? .none
    for (index, element) in schema.tables.elements.enumerated()
    where element.owner != reference && !schema.tables.types[element.owner.index].isProfile {
      isBound[index] = BindingPass.isLookedAt(element, schema)
    }
  }

  private static func isLookedAt(_ element: ElementRecord, _ schema: Schema) -> Bool {
    if element.maximumValueSet != .none || element.additionalBindingCount > 0 { return true }
    guard element.valueSet != .none else { return false }
    switch element.bindingStrength {
    case .required: return schema.tables.valueSets[element.valueSet.index].state != .complete
    case .extensible, .preferred: return true
    case .none, .example: return false
    }
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    languageResource = -1
    var index = record.range.lowerBound
    while index < record.range.upperBound {
      let typed = record[index]
      if typed.type != .none, kinds[typed.type.index] != 0, document.nodes[Int(index)].kind != .array {
        check(NodeID(index), typed, document, record, &findings)
      }
      index += 1
    }
    ask(document, &findings)
    reportUndecided(document, &findings)
  }

  /// Asks what the definitions at hand leave open, where there is somebody to ask.
  private func ask(_ document: borrowing SourceDocument, _ findings: inout FindingList) {
    guard !shared.open.isEmpty, let source = context.terminology else { return }
    var report = AnswerReport(context, shared.undecided, source)
    report.settle(shared.open, document, &findings)
  }

  @inline(__always)
  private mutating func check(
    _ node: NodeID, _ typed: TypedNode, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    let kind = kinds[typed.type.index]
    let isBound = typed.element != TypedNode.noElement && isBound[Int(typed.element)]
    if kind == Kind.coding.rawValue || kind == Kind.quantity.rawValue {
      checkCoding(node, isQuantity: kind == Kind.quantity.rawValue, document, record, &findings)
    }
    if isBound { checker.check(node, typed.type, typed.element, document, record, &findings) }
  }

  @inline(never)
  private mutating func checkCoding(
    _ node: NodeID, isQuantity: Bool, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    let parts = shared.names.parts(of: node, document, record)
    guard parts.code != .none || parts.system != .none else { return }
    if parts.system == .none {
      if !isQuantity { report(TerminologyRules.codingWithoutSystem, node, document, &findings, actual: .node(parts.code)) }
      return
    }
    let language = parts.display == .none ? "" : language(at: node, document, record)
    guard
      let index = shared.memory.entry(
        document, system: parts.system, version: parts.version, code: parts.code, display: isQuantity ? .none : parts.display,
        language: language), !shared.memory.entries[index].isFine
    else { return }
    CodingReport(context: context, shared: shared, node: node, parts: parts, isQuantity: isQuantity)
      .report(shared.memory.entries[index], document, &findings)
  }

  /// The language of the resource around a node.
  private mutating func language(at node: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes) -> String {
    let resource = record.resource(around: node)
    if resource == languageResource { return language }
    languageResource = resource
    language = ""
    if let member = record.member(shared.names.language, of: record.resources[resource].node, document), document[member].isText {
      language = document.text(of: member)
    }
    return language
  }

  private func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList, actual: Evidence
  ) {
    findings.append(Finding(rule, node: node, span: SourceSpan(document[node].range), actual: actual))
  }

  private func reportUndecided(_ document: borrowing SourceDocument, _ findings: inout FindingList) {
    if let failure = shared.undecided.failure {
      findings.append(
        Finding(
          TerminologyRules.sourceFailed, node: failure.node, span: SourceSpan(document[failure.node].range),
          expected: findings.text(failure.text)))
    }
    for note in shared.undecided.notes {
      let span = SourceSpan(document[note.node].range)
      let subject = UndecidedCodes.subject(note.reason)
      switch note.reason {
      case .missingValueSet:
        findings.append(
          Finding(
            TerminologyRules.valueSetNotFound, node: note.node, span: span, definition: note.element,
            expected: findings.text("`\(subject)`")))
      default:
        findings.append(
          Finding(
            TerminologyRules.notDecidable, node: note.node, span: span, definition: note.element,
            expected: findings.text("`\(subject)`"), actual: findings.text(BindingPass.words(note))))
      }
    }
  }

  private static func words(_ note: UndecidedCodes.Note) -> String {
    let count = (note.count == 1 ? "" : " (\(note.count) codes of this record)") + (note.answer.map { "; " + $0 } ?? "")
    switch note.reason {
    case .unknownSystem: return "no definition of the system is at hand" + count
    case .partialSystem: return "not all codes of the system are at hand" + count
    case .withheld: return "which codes the value set takes may not be carried here" + count
    case .filter(_, let property): return "the value set chooses by `\(property)`, which needs the whole system" + count
    case .circular: return "the value set includes itself" + count
    case .missingValueSet: return count
    }
  }
}
