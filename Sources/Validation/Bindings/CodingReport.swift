import Diagnostics
import SourceTree
import Terminology
import UKIdentifiers

/// Says what is wrong with a Coding or unit in its own system.
struct CodingReport {
  let context: ValidationContext
  let shared: SharedCodes
  let node: NodeID
  let parts: CodeNames.Parts
  /// A unit that no binding demands: a wrong code beside the right words misleads programs only, and is warned of.
  let isQuantity: Bool

  func report(_ entry: CodeEntry, _ document: borrowing SourceDocument, _ findings: inout FindingList) {
    let system = entry.system ?? ""
    guard CodingReport.isAbsolute(system) else {
      // Blanks in it are told of where the forms of URIs are checked.
      if system.utf8.contains(where: { $0 <= 0x20 }) { return }
      return add(TerminologyRules.systemRelative, parts.system, document, &findings)
    }
    if let lookup = entry.lookup { report(lookup, entry, system, document, &findings) }
    if entry.lookup == nil, context.codes.isValueSet(system) {
      add(TerminologyRules.systemIsValueSet, parts.system, document, &findings)
    }
    reportDisplay(entry, document, &findings)
  }

  private func report(
    _ lookup: CodeLookup, _ entry: CodeEntry, _ system: String, _ document: borrowing SourceDocument,
    _ findings: inout FindingList
  ) {
    switch lookup {
    case .known(let facts):
      if facts.isInactive { add(TerminologyRules.inactiveCode, parts.code, document, &findings) }
      if facts.isAbstract { add(TerminologyRules.abstractCode, parts.code, document, &findings) }
    case .valid: break
    case .unknown:
      add(TerminologyRules.unknownCode, parts.code, document, &findings, expected: "`\(system)`")
    case .wrongCase(let right): add(TerminologyRules.wrongCase, parts.code, document, &findings, expected: right)
    case .malformed(let form):
      // What a spreadsheet does to identifiers has rules of its own, with the repair.
      let isDamaged = SNOMEDIdentifier.spreadsheetDamage(Array(document.decodedBytes(of: parts.code))) != nil
      if isDamaged, form == .snomedCheckDigit || form == .snomedPartition { return }
      var finding = Finding(
        TerminologyRules.malformedCode, node: parts.code, span: SourceSpan(document[parts.code].range),
        expected: .phrase(CodeForms.phrase(form)), actual: .node(parts.code))
      // Names of things that are no URIs yet are common where only text is wanted; and an identifier of SNOMED RT was the code of its
      // concept once, which those who have the old tables can still look up: it is outdated, not damaged.
      if isQuantity || form == .uri || form == .snomedLegacy { finding.severity = .warning }
      findings.append(finding)
    case .valueSet: add(TerminologyRules.systemIsValueSet, parts.system, document, &findings)
    case .supplement: add(TerminologyRules.systemIsSupplement, parts.system, document, &findings)
    case .undecided(let reason):
      if case .unknownSystem = reason, let known = context.codes.nearlyKnown(system) {
        return add(TerminologyRules.systemNearlyKnown, parts.system, document, &findings, expected: known)
      }
      guard context.terminology != nil else { return shared.undecided.note(reason, node, nil) }
      let language = context.options.languages.first ?? (entry.language.isEmpty ? nil : entry.language)
      let request = CodeRequest(
        valueSet: nil, system: system, version: entry.version, code: entry.code, display: entry.display, language: language)
      shared.open.add(.coding(parts, isQuantity: isQuantity), node, reason, [request])
    }
  }

  private func reportDisplay(_ entry: CodeEntry, _ document: borrowing SourceDocument, _ findings: inout FindingList) {
    guard let severity = context.options.wrongDisplay, parts.display != .none else { return }
    let rule: Rule
    let names: [String]
    switch entry.displayVerdict {
    case .right, .unknown: return
    case .wrongWhitespace(let name): (rule, names) = (TerminologyRules.displayWhitespace, [name])
    case .wrong(let known): (rule, names) = (TerminologyRules.wrongDisplay, known)
    }
    let shown = names.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 3 ? " …" : "")
    var finding = Finding(
      rule, node: parts.display, span: SourceSpan(document[parts.display].range),
      expected: findings.text("expected " + shown), actual: .node(parts.display))
    finding.severity = severity
    findings.append(finding)
  }

  private func add(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList, expected: String? = nil
  ) {
    var finding = Finding(
      rule, node: node, span: SourceSpan(document[node].range), expected: expected.map { text in findings.text(text) } ?? .none,
      actual: .node(node))
    if isQuantity, finding.severity == .error, node == parts.code { finding.severity = .warning }
    findings.append(finding)
  }

  /// A scheme and a colon in front.
  static func isAbsolute(_ uri: String) -> Bool {
    guard let colon = uri.utf8.firstIndex(of: UInt8(ascii: ":")), colon != uri.utf8.startIndex else { return false }
    return uri.utf8[..<colon].allSatisfy {
      0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
    }
  }
}
