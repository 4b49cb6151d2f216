import Diagnostics
import HL7v2Definitions
import HL7v2Syntax
import SourceTree

/// What a value is to its binding.
enum BindingVerdict {
  case fine(NodeID)
  /// There is no value.
  case absent
  case excluded(NodeID, set: String)
  case otherSystem(NodeID, expected: String)
  case unknown(NodeID, set: String, isClosed: Bool)
  /// The value sets are not there.
  case undecided

  var verdict: Verdict {
    switch self {
    case .fine, .absent: .pass
    case .excluded, .otherSystem, .unknown: .fail
    case .undecided: .undecided
    }
  }
}

/// Bindings to value sets.
extension MessageRun {
  func judge(_ binding: Binding, _ element: ElementRef, _ document: borrowing SourceDocument) -> BindingVerdict {
    var result = BindingVerdict.absent
    for place in binding.places {
      guard let code = first(place.code, element, document), !document.isNull(code.node),
        Int(document[code.node].end) == code.node.index + 1
      else { continue }
      let system = place.system.map { first($0, element, document).map { text($0.node, document) } ?? "" }
      let verdict = judge(binding, code.node, system: system, document)
      if case .fine = verdict { return verdict }
      if case .absent = result { result = verdict }
      // That a code has another system tells more than that it is not there.
      if case .unknown = result, case .otherSystem = verdict { result = verdict }
    }
    return result
  }

  private func judge(_ binding: Binding, _ node: NodeID, system: String?, _ document: borrowing SourceDocument) -> BindingVerdict
  {
    let value = text(node, document)
    if let only = binding.code {
      guard value == binding.value else { return .unknown(node, set: binding.value, isClosed: true) }
      return system.map { $0 == only.system } ?? true ? .fine(node) : .otherSystem(node, expected: only.system)
    }
    var (otherSystem, names, isClosed, isKnown) = (String?.none, [String](), true, false)
    for index in binding.sets {
      guard let set = plan.compiled?.valueSets[index], !set.isEmpty else { continue }
      isKnown = true
      names.append(set.name)
      if set.isOpen || set.isDynamic { isClosed = false }
      for code in set.codes(value) {
        if let system, system != code.system {
          otherSystem = otherSystem ?? code.system
        } else {
          return code.isExcluded ? .excluded(node, set: set.name) : .fine(node)
        }
      }
    }
    for table in binding.tables {
      switch definitions.code(document.bytes.span, document[node].range, table: table) {
      case .known, .deprecated: return .fine(node)
      case .noTable: continue
      case .unknown where definitions.isClosed(table):
        isKnown = true
        names.append("HL7\(String(table + 10000).dropFirst())")
      // Tables that sites fill themselves say nothing about other codes.
      case .unknown: return .undecided
      }
    }
    if let otherSystem { return .otherSystem(node, expected: otherSystem) }
    return isKnown ? .unknown(node, set: names.joined(separator: ", "), isClosed: isClosed) : .undecided
  }

  mutating func check(_ binding: Binding, _ element: ElementRef, _ document: borrowing SourceDocument) {
    guard binding.strength != .undetermined else { return }
    let isRequired = binding.strength == .required
    switch judge(binding, element, document) {
    case .fine, .absent, .undecided: return
    case .excluded(let node, let set):
      report(
        MessageProfileRules.codeExcluded, node, document, isDoubtful: !isRequired, expected: findings.text(set),
        actual: .node(node))
    case .otherSystem(let node, let expected):
      report(
        MessageProfileRules.codingSystem, node, document, isDoubtful: !isRequired, expected: findings.text(expected),
        actual: .node(node))
    case .unknown(let node, let set, let isClosed):
      var finding = Finding(
        MessageProfileRules.codeNotInValueSet, node: node, span: SourceSpan(document[node].range), expected: findings.text(set),
        actual: .node(node))
      if !isRequired { finding.severity = .information } else if !isClosed { finding.severity = .warning }
      report(finding)
    }
  }
}
