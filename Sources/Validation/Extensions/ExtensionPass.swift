import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// Checks extensions against their definitions: whether there is one, whether the extension may stand where it does, and what is inside
/// (http://hl7.org/fhir/R4/extensibility.html).
struct ExtensionPass: ~Copyable {
  private let context: ValidationContext
  private var checker: ProfileChecker
  private var contexts: ExtensionContexts
  /// Definitions by URL, as far as they were asked for; nil where there is none.
  private var definitions: [String: TypeID?] = [:]
  private let urlSymbol: UInt32
  private let modifierSymbol: UInt32
  private let idCompanion: UInt32

  init(_ context: ValidationContext, _ codes: SharedCodes) {
    self.context = context
    checker = ProfileChecker(context, codes)
    contexts = ExtensionContexts(context)
    urlSymbol = context.schema.seed.symbol("url")?.rawValue ?? .max
    modifierSymbol = context.schema.seed.symbol("modifierExtension")?.rawValue ?? .max
    idCompanion = context.schema.seed.symbol("_id")?.rawValue ?? .max
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    var hasBegun = false
    let type = context.wellKnownTypes.extension
    for node in record.range where record[node].type == type && document[NodeID(node)].kind == .object {
      if !hasBegun {
        checker.begin(record)
        swap(&checker.findings, &findings)
        hasBegun = true
      }
      check(NodeID(node), document)
    }
    if !hasBegun { return }
    swap(&checker.findings, &findings)
    checker.end()
  }

  private mutating func check(_ node: NodeID, _ document: borrowing SourceDocument) {
    guard let link = member(urlSymbol, of: node, document), document[link].isScalar, document[link].length > 0 else { return }
    let url = document.text(of: link)
    let holder = checker.record.object(around: node, document)
    let isNested = checker.record.type(of: holder) == context.wellKnownTypes.extension
    if !url.utf8.contains(UInt8(ascii: ":")) {
      if isNested {
        checkNested(url, link, in: holder, document)
      } else {
        report(ExtensionRules.relativeURL, link, document, actual: checker.findings.text(url))
      }
      return
    }
    if isOnResourceID(holder, document) {
      return report(ExtensionRules.onID, node, document, span: SourceSpan(document[link].range), actual: .node(link))
    }
    guard let definition = definition(of: url) else { return reportUnknown(url, link, document) }
    let value = Occurrence(node, type: context.wellKnownTypes.extension)
    checkModifier(definition, node, link, document)
    if !contexts.allows(definition, on: holder, checker.record, document) {
      report(
        ExtensionRules.context, node, document, span: SourceSpan(document[link].range),
        expected: checker.findings.text(contexts.words(definition)), actual: checker.findings.text(url))
    }
    checkContextInvariants(definition, node, link, holder, document)
    checker.apply(definition, to: value, document)
  }

  /// Whether an element is the companion of a resource's id, which may have no extensions (http://hl7.org/fhir/R4/resource.html#id).
  private func isOnResourceID(_ holder: NodeID, _ document: borrowing SourceDocument) -> Bool {
    guard checker.record.symbol(document[holder].name) == idCompanion else { return false }
    let owner = checker.record.parent(of: holder)
    return checker.record.resources[checker.record.resource(around: owner)].node == owner
  }

  private mutating func definition(of url: String) -> TypeID? {
    if let known = definitions[url] { return known }
    var found = context.profiles.type(canonical: url)
    if let type = found, context.profiles.constrained(type) != context.wellKnownTypes.extension { found = nil }
    definitions[url] = .some(found)
    return found
  }

  /// The parts of a complex extension go by names that its definition gives.
  private mutating func checkNested(_ name: String, _ link: NodeID, in holder: NodeID, _ document: borrowing SourceDocument) {
    guard let outer = member(urlSymbol, of: holder, document), document[outer].isScalar,
      let definition = definition(of: document.text(of: outer)), context.schema.tables.types[definition.index].isProfile
    else { return }
    let finder = CriterionFinder(context: context)
    guard let names = finder.partNames(of: definition), !names.contains(name) else { return }
    report(
      ExtensionRules.unknownPart, link, document,
      expected: checker.findings.text(names.map { "`" + $0 + "`" }.joined(separator: ", ")), actual: checker.findings.text(name))
  }

  private mutating func checkModifier(_ definition: TypeID, _ node: NodeID, _ link: NodeID, _ document: borrowing SourceDocument)
  {
    let root = context.schema.tables.types[definition.index].rootElement
    guard root != .none else { return }
    let isModifier = context.schema.tables.elements[root.index].flags.contains(.modifier)
    checkList(node, isModifier: isModifier, link, document)
  }

  /// Modifier extensions stand among those, others do not.
  private mutating func checkList(_ node: NodeID, isModifier: Bool, _ link: NodeID, _ document: borrowing SourceDocument) {
    let parent = checker.record.parent(of: node)
    let stands = document[parent].kind == .array ? parent : node
    let isInModifiers = checker.record.symbol(document[stands].name) == modifierSymbol
    if isModifier == isInModifiers { return }
    report(
      isModifier ? ExtensionRules.mustBeModifier : ExtensionRules.isNoModifier, node, document,
      span: document.opening(of: node), actual: .node(link))
  }

  /// An element of another release: known by rule, though its definition is not here.
  private mutating func checkOtherRelease(
    _ element: CrossVersionExtension, _ url: String, _ link: NodeID, _ document: borrowing SourceDocument
  ) {
    let node = checker.record.parent(of: link)
    if let isModifier = element.isModifier(context) { checkList(node, isModifier: isModifier, link, document) }
    report(
      ExtensionRules.otherRelease, node, document, span: SourceSpan(document[link].range), actual: checker.findings.text(url))
  }

  private mutating func checkContextInvariants(
    _ definition: TypeID, _ node: NodeID, _ link: NodeID, _ holder: NodeID, _ document: borrowing SourceDocument
  ) {
    let record = context.schema.tables.types[definition.index]
    for offset in 0..<Int(record.contextInvariantCount) {
      let expression = context.schema.tables.profileLists[Int(record.firstContextInvariant) + offset]
      if contexts.holds(expression, node, on: holder, checker.record, document) { continue }
      report(
        ExtensionRules.contextInvariant, node, document, span: SourceSpan(document[link].range),
        expected: Evidence(.schemaString, expression.rawValue), actual: .node(link))
    }
  }

  private mutating func reportUnknown(_ url: String, _ link: NodeID, _ document: borrowing SourceDocument) {
    if let other = CrossVersionExtension(url) { return checkOtherRelease(other, url, link, document) }
    let options = context.options
    let isAllowed =
      options.extensionDomains.contains { url.hasPrefix($0) } || (options.allowsExamples && ExampleURL.isOne(url))
    let node = checker.record.parent(of: link)
    report(
      ExtensionRules.unknown, node, document, span: SourceSpan(document[link].range),
      severity: isAllowed ? .information : .error, actual: checker.findings.text(url))
  }

  private mutating func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, span: SourceSpan? = nil, severity: Severity? = nil,
    expected: Evidence = .none, actual: Evidence = .none
  ) {
    var finding = Finding(
      rule, node: node, span: span ?? SourceSpan(document[node].range), expected: expected, actual: actual)
    if let severity { finding.severity = severity }
    checker.findings.append(finding)
  }

  private func member(_ symbol: UInt32, of object: NodeID, _ document: borrowing SourceDocument) -> NodeID? {
    guard document[object].kind == .object else { return nil }
    let end = document[object].end
    var child = object.rawValue + 1
    while child < end {
      if checker.record.symbol(document[NodeID(child)].name) == symbol { return NodeID(child) }
      child = document[NodeID(child)].end
    }
    return nil
  }
}

/// URLs of examples, which need not exist.
enum ExampleURL {
  static func isOne(_ url: String) -> Bool {
    let hosts = ["example.org", "example.com", "acme.com", "nema.org"]
    return hosts.contains { host in url.firstRange(of: host) != nil }
  }
}
