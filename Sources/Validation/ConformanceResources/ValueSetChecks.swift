import Diagnostics
import SourceTree
import Terminology

/// http://hl7.org/fhir/R4/valueset.html
extension DefiningResourcePass {
  private static let snomed = "http://snomed.info/sct"

  mutating func checkValueSet(_ resource: NodeID, _ document: borrowing SourceDocument) {
    guard let compose = document.member("compose", of: resource) else { return }
    for name in ["include", "exclude"] {
      for include in document.objects(name, of: compose) { checkInclude(include, document) }
    }
  }

  private mutating func checkInclude(_ include: NodeID, _ document: borrowing SourceDocument) {
    guard let node = document.member("system", of: include), document[node].isScalar else { return }
    let system = document.text(of: node)
    if !system.contains(":") {
      return report(DefinitionRules.includeSystemRelative, include, document, actual: .node(node))
    }
    if context.schema.valueSet(url: system) != nil, codeSystem(system)?.isCodeSystem != true {
      return report(DefinitionRules.includeSystemIsValueSet, node, document, actual: .node(node))
    }
    let codeSystem = codeSystem(system)
    checkConcepts(include, codeSystem?.completeCodes, document)
    checkRepeats(include, document)
    for filter in document.objects("filter", of: include) { checkFilter(filter, system, codeSystem, document) }
  }

  private mutating func checkConcepts(_ include: NodeID, _ codes: Set<String>?, _ document: borrowing SourceDocument) {
    guard let codes else { return }
    for concept in document.objects("concept", of: include) {
      guard let code = document.member("code", of: concept), !codes.contains(document.text(of: code)) else { continue }
      report(DefinitionRules.conceptUnknown, concept, document, actual: .node(code))
    }
  }

  private mutating func checkRepeats(_ include: NodeID, _ document: borrowing SourceDocument) {
    var seen: Set<String> = []
    for concept in document.objects("concept", of: include) {
      guard let code = document.member("code", of: concept), !seen.insert(document.text(of: code)).inserted else { continue }
      report(DefinitionRules.conceptRepeated, concept, document, actual: .node(code))
    }
  }

  private mutating func checkFilter(
    _ filter: NodeID, _ system: String, _ codeSystem: SuppliedCodeSystem?, _ document: borrowing SourceDocument
  ) {
    guard let node = document.member("value", of: filter), let property = document.string("property", of: filter),
      let operation = document.string("op", of: filter)
    else { return }
    let value = document.text(of: node)
    if operation == "exists" {
      if value != "true", value != "false" { report(DefinitionRules.filterBoolean, filter, document, actual: .node(node)) }
      return
    }
    if system == DefiningResourcePass.snomed { return checkSnomedFilter(filter, property, operation, document) }
    if let codeSystem, !codeSystem.knows(property), let name = document.member("property", of: filter) {
      report(DefinitionRules.filterPropertyUnknown, filter, document, actual: .node(name))
    }
    let type = codeSystem?.propertyType(property) ?? (["notSelectable", "inactive"].contains(property) ? "boolean" : nil)
    let values = ["in", "not-in"].contains(operation) ? value.split(separator: ",").map(String.init) : [value]
    switch type {
    case "boolean" where !values.allSatisfy { $0 == "true" || $0 == "false" }:
      report(DefinitionRules.filterBoolean, filter, document, actual: .node(node))
    case "integer" where operation != "regex" && !values.allSatisfy(DefiningResourcePass.isNumber):
      report(DefinitionRules.filterNumber, filter, document, actual: .node(node))
    case "Coding" where operation == "=":
      let parts = value.split(separator: "#", maxSplits: 1).map(String.init)
      if parts.count == 2, let codes = self.codeSystem(parts[0])?.completeCodes, !codes.contains(parts[1]) {
        report(DefinitionRules.filterCode, filter, document, actual: .node(node))
      }
    case "code" where operation == "=":
      break
    default:
      if ["is-a", "descendent-of", "is-not-a", "generalizes"].contains(operation), let codes = codeSystem?.completeCodes,
        !codes.contains(value)
      {
        report(DefinitionRules.filterCode, filter, document, actual: .node(node))
      }
    }
  }

  /// A whole number, with one of FHIR's comparators before it or without.
  private static func isNumber(_ text: String) -> Bool {
    let hasComparator = ["lt", "gt", "le", "ge"].contains { text.hasPrefix($0) }
    return Int(hasComparator ? String(text.dropFirst(2)) : text) != nil
  }

  /// http://hl7.org/fhir/R4/snomedct.html: what the specification says of filters holds whatever the edition.
  private mutating func checkSnomedFilter(
    _ filter: NodeID, _ property: String, _ operation: String, _ document: borrowing SourceDocument
  ) {
    guard let node = document.member("value", of: filter) else { return }
    let value = document.text(of: node)
    if property == "constraint" {
      return checkConstraint(filter, node, document)
    }
    // The two digits before the last tell what an identifier is for: 00 and 10 are concepts.
    let partition = property.suffix(3).prefix(2)
    let isAttribute = property.utf8.allSatisfy { 0x30...0x39 ~= $0 } && (partition == "00" || partition == "10")
    if isAttribute, operation != "=", operation != "in" {
      return report(DefinitionRules.filterOperation, filter, document, actual: .node(filter))
    }
    guard property == "concept" || property == "code" || property == "parent" || property == "child" else { return }
    for part in operation == "in" ? value.split(separator: ",").map(String.init) : [value] {
      let code = part.split(separator: "|").first.map(String.init) ?? ""
      let trimmed = code.split(separator: " ").joined()
      if trimmed.isEmpty || !trimmed.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
        return report(DefinitionRules.filterCode, filter, document, actual: .node(node))
      }
    }
  }

  /// Points at the character where the expression stops being one.
  private mutating func checkConstraint(_ filter: NodeID, _ node: NodeID, _ document: borrowing SourceDocument) {
    let text = document.text(of: node)
    guard let fault = ExpressionConstraint.fault(in: text) else { return }
    let utf8 = Array(text.utf8)
    let rest = fault < utf8.count ? "before `\(String(decoding: utf8[fault...].prefix(20), as: UTF8.self))`" : "at its end"
    // Where the text stands in the file as it is, its bytes can be told.
    let range = document[node].range
    let isPlain = range.count == utf8.count && fault < utf8.count
    let span = isPlain ? SourceSpan(range.lowerBound + fault..<range.upperBound) : SourceSpan(range)
    findings.append(
      Finding(
        DefinitionRules.filterConstraint, node: filter, span: span,
        expected: findings.text("something else is needed after \(fault) characters, \(rest)"), actual: .node(node)))
  }

  /// A code system among the supplied resources.
  private func codeSystem(_ canonical: String) -> SuppliedCodeSystem? {
    guard let found = supplied(canonical) else { return nil }
    return SuppliedCodeSystem(found.document, found.root)
  }
}

/// What checks of a value set ask of a code system.
struct SuppliedCodeSystem {
  let isCodeSystem: Bool
  /// The codes, where all are there.
  let completeCodes: Set<String>?
  private let types: [String: String]
  /// Names of properties and of filters.
  private let names: Set<String>
  /// What every code system has (http://hl7.org/fhir/R4/codesystem.html#defined-props).
  private static let common: Set<String> = [
    "concept", "code", "display", "inactive", "notSelectable", "abstract", "status", "parent", "child", "deprecated",
    "definition",
  ]

  init(_ document: borrowing SourceDocument, _ root: NodeID) {
    isCodeSystem = document.string("resourceType", of: root) == "CodeSystem"
    let isComplete = isCodeSystem && document.string("content", of: root) == "complete"
    completeCodes = isComplete ? document.allCodes(of: root) : nil
    var types: [String: String] = [:]
    for property in document.objects("property", of: root) {
      if let code = document.string("code", of: property) { types[code] = document.string("type", of: property) }
    }
    self.types = types
    names = Set(types.keys).union(document.objects("filter", of: root).compactMap { document.string("code", of: $0) })
  }

  func knows(_ property: String) -> Bool {
    !isCodeSystem || names.contains(property) || SuppliedCodeSystem.common.contains(property)
  }

  func propertyType(_ code: String) -> String? { types[code] }
}
