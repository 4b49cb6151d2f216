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
  let open: OpenQuestions
  /// Whether something is only tried out: what is open is asked at once, as the findings decide.
  var isTrial = false
  private let mended: MendedBindings

  init(_ context: ValidationContext, _ shared: SharedCodes) {
    self.context = context
    memory = shared.memory
    names = shared.names
    undecided = shared.undecided
    open = shared.open
    mended = shared.mended
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
    let strength = mended.strength(definition, context.schema)
    if let kind = BindingDemand.Kind(strength), definition.valueSet != .none {
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
    case .undecided(let reason): return ask(reason, node, type, demand, document, record, &findings)
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

// What cannot be decided here.
extension BindingChecker {
  private func ask(
    _ reason: Undecided, _ node: NodeID, _ type: TypeID, _ demand: BindingDemand, _ document: borrowing SourceDocument,
    _ record: TypedNodes, _ findings: inout FindingList
  ) -> Bool {
    guard let source = context.terminology else {
      undecided.note(reason, node, demand)
      return false
    }
    let requests = requests(node, type, demand.valueSet, document, record)
    guard isTrial else {
      open.add(.demand(demand), node, reason, requests)
      return false
    }
    let alone = OpenQuestions()
    alone.add(.demand(demand), node, reason, requests)
    var report = AnswerReport(context, undecided, source)
    return report.settle(alone, document, &findings)
  }

  /// Whether a value is in a value set, asked for where it cannot be decided here.
  func isMember(
    _ node: NodeID, _ type: TypeID, _ valueSet: ValueSetID, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> Bool {
    switch outcome(node, type, valueSet, document, record) {
    case .member: return true
    case .notMember, .noCode: return false
    case .undecided:
      guard let source = context.terminology else { return false }
      return source.answers(to: requests(node, type, valueSet, document, record)).contains { $0.isValid == true }
    }
  }

  /// What to ask: about each code that is not decided here.
  private func requests(
    _ node: NodeID, _ type: TypeID, _ valueSet: ValueSetID, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> [CodeRequest] {
    let canonical = canonical(valueSet)
    if document[node].isScalar {
      return [CodeRequest(valueSet: canonical, system: nil, code: document.text(of: node))]
    }
    guard type == names.codeableConceptType else {
      return request(coding: node, canonical, valueSet, document, record).map { [$0] } ?? []
    }
    guard let list = record.member(names.coding, of: node, document), document[list].kind == .array else { return [] }
    var requests: [CodeRequest] = []
    var coding = list.rawValue + 1
    while coding < document[list].end {
      if let request = request(coding: NodeID(coding), canonical, valueSet, document, record) { requests.append(request) }
      coding = document.nodes[Int(coding)].end
    }
    return requests
  }

  /// The value set in the version at hand: other versions have other codes.
  private func canonical(_ valueSet: ValueSetID) -> String {
    let record = context.schema.tables.valueSets[valueSet.index]
    let url = context.schema.string(record.url)
    return record.version == .none || url.contains("|") ? url : url + "|" + context.schema.string(record.version)
  }

  private func request(
    coding: NodeID, _ canonical: String, _ valueSet: ValueSetID, _ document: borrowing SourceDocument, _ record: TypedNodes
  ) -> CodeRequest? {
    guard case .undecided? = outcome(coding: coding, valueSet, document, record) else { return nil }
    let parts = names.parts(of: coding, document, record)
    func text(_ node: NodeID) -> String? { node == .none ? nil : document.text(of: node) }
    return CodeRequest(
      valueSet: canonical, system: text(parts.system), version: text(parts.version), code: text(parts.code) ?? "")
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
