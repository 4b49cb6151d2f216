import Diagnostics
import Schema
import SourceTree
import Terminology

/// What is demanded of the code of an element.
struct BindingDemand {
  enum Kind { case required, extensible, preferred, maximum, additional, additionalExtensible }

  var kind: Kind
  var valueSet: ValueSetID
  /// The element of the definition, for the finding.
  var element: UInt32
}

/// Whether what an element holds is in a value set.
enum BindingOutcome {
  case member
  case notMember
  /// There is no code at all.
  case noCode
  case undecided(Undecided)
}

/// Checks codes against bindings, those of the base and those of profiles. Shares what it remembers with others of the same worker.
struct BindingChecker {
  let context: ValidationContext
  let memory: CodeMemory
  let names: CodeNames
  let undecided: UndecidedCodes

  init(_ context: ValidationContext, _ shared: SharedCodes) {
    self.context = context
    memory = shared.memory
    names = shared.names
    undecided = shared.undecided
  }

  /// Checks the value of an element against the bindings of its definition.
  func check(
    _ node: NodeID, _ type: TypeID, _ element: UInt32, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    let definition = context.schema.tables.elements[Int(element)]
    if definition.maximumValueSet != .none {
      let demand = BindingDemand(kind: .maximum, valueSet: definition.maximumValueSet, element: element)
      if check(node, type, demand, document, record, &findings) { return }
    }
    if let kind = BindingDemand.Kind(definition.bindingStrength), definition.valueSet != .none {
      let demand = BindingDemand(kind: kind, valueSet: definition.valueSet, element: element)
      if check(node, type, demand, document, record, &findings) { return }
    }
    let first = Int(definition.firstAdditionalBinding)
    for index in first..<first + Int(definition.additionalBindingCount) {
      let additional = context.schema.tables.additionalBindings[index]
      guard let kind = BindingDemand.Kind(additional) else { continue }
      let demand = BindingDemand(kind: kind, valueSet: additional.valueSet, element: element)
      _ = check(node, type, demand, document, record, &findings)
    }
  }

  /// Checks one demand.
  /// - Returns: whether it is broken, and was reported.
  private func check(
    _ node: NodeID, _ type: TypeID, _ demand: BindingDemand, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) -> Bool {
    switch outcome(node, type, demand.valueSet, document, record) {
    case .member: return false
    case .undecided(let reason):
      undecided.note(reason, node, demand)
      return false
    case .noCode: return reportNoCode(node, type, demand, document, record, &findings)
    case .notMember:
      report(demand, node, type, document, &findings)
      return true
    }
  }

  /// Whether a code, Coding, CodeableConcept or Quantity is in a value set.
  func outcome(
    _ node: NodeID, _ type: TypeID, _ valueSet: ValueSetID, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> BindingOutcome {
    let entry = document[node]
    if entry.isScalar { return outcome(code: node, valueSet, document) }
    guard entry.kind == .object else { return .member }
    guard type == names.codeableConceptType else { return outcome(coding: node, valueSet, document, record) ?? .noCode }
    var result = BindingOutcome.noCode
    guard let list = record.member(names.coding, of: node, document), document[list].kind == .array else { return result }
    var coding = list.rawValue + 1
    while coding < document[list].end {
      switch outcome(coding: NodeID(coding), valueSet, document, record) {
      case .member?: return .member
      case .undecided(let reason)?: result = .undecided(reason)
      case .notMember?: if case .noCode = result { result = .notMember }
      case .noCode?, nil: break
      }
      coding = document.nodes[Int(coding)].end
    }
    return result
  }

  private func outcome(code: NodeID, _ valueSet: ValueSetID, _ document: borrowing SourceDocument) -> BindingOutcome {
    guard document[code].isText,
      let index = memory.entry(document, system: .none, version: .none, code: code, display: .none, language: "")
    else { return .member }
    return BindingOutcome(memory.membership(index, of: valueSet))
  }

  private func outcome(
    coding: NodeID, _ valueSet: ValueSetID, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> BindingOutcome? {
    let parts = names.parts(of: coding, document, record)
    guard parts.code != .none else { return nil }
    // A code without a system is in no value set; that it has none is told by a rule of its own.
    guard parts.system != .none else { return .notMember }
    guard
      let index = memory.entry(
        document, system: parts.system, version: parts.version, code: parts.code, display: .none, language: "")
    else { return .member }
    return BindingOutcome(memory.membership(index, of: valueSet))
  }
}

extension BindingOutcome {
  init(_ membership: Membership) {
    switch membership {
    case .member: self = .member
    case .notMember: self = .notMember
    case .undecided(let reason): self = .undecided(reason)
    }
  }
}

extension BindingDemand.Kind {
  init?(_ strength: BindingStrength) {
    switch strength {
    case .required: self = .required
    case .extensible: self = .extensible
    case .preferred: self = .preferred
    case .none, .example: return nil
    }
  }

  /// Bindings that depend on a context of use, and those that only advise, demand nothing that can be checked.
  init?(_ additional: AdditionalBindingRecord) {
    guard !additional.hasUsageContext, additional.valueSet != .none else { return nil }
    switch additional.purpose {
    case .required: self = .additional
    case .maximum: self = .maximum
    case .extensible: self = .additionalExtensible
    default: return nil
    }
  }
}

// Reports.
extension BindingChecker {
  private func report(
    _ demand: BindingDemand, _ node: NodeID, _ type: TypeID, _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    let isCode = document[node].isScalar
    let rule: Rule
    switch demand.kind {
    case .required:
      rule =
        isCode
        ? ValidationRules.codeNotInValueSet
        : type == names.codeableConceptType ? ValidationRules.conceptNotInValueSet : ValidationRules.codingNotInValueSet
    case .extensible: rule = TerminologyRules.notInExtensible
    case .preferred: rule = TerminologyRules.notInPreferred
    case .maximum: rule = TerminologyRules.notInMaximum
    case .additional: rule = TerminologyRules.notInAdditional
    case .additionalExtensible: rule = TerminologyRules.notInAdditionalExtensible
    }
    findings.append(
      Finding(
        rule, node: node, span: SourceSpan(document[node].range), definition: demand.element,
        expected: Evidence(.valueSet, demand.valueSet.rawValue), actual: isCode ? .node(node) : .none))
  }

  private func reportNoCode(
    _ node: NodeID, _ type: TypeID, _ demand: BindingDemand, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) -> Bool {
    // Why there is no code may be said by an extension (`data-absent-reason`).
    guard type == names.codeableConceptType, record.member(names.extension, of: node, document) == nil else { return false }
    let rule: Rule
    switch demand.kind {
    case .required: rule = ValidationRules.conceptWithoutCode
    case .extensible: rule = TerminologyRules.conceptWithoutExtensibleCode
    default: return false
    }
    findings.append(
      Finding(
        rule, node: node, span: SourceSpan(document[node].range), definition: demand.element,
        expected: Evidence(.valueSet, demand.valueSet.rawValue)))
    return true
  }
}
