import Diagnostics
import JSONSyntax
import SourceTree

/// A definition, read from its JSON form.
public enum Definition: Sendable, Hashable {
  case structure(StructureDefinition)
  case valueSet(ValueSet)
  case codeSystem(CodeSystem)
  case other(resourceType: String, url: String?)
}

/// Reads StructureDefinition, ValueSet and CodeSystem resources in FHIR's JSON form. What is broken is reported, never passed over.
public struct DefinitionReader {
  /// The file at hand, for reports.
  var file = ""
  public var diagnostics = DiagnosticList()
  /// How often elements had a property that the model has no place for, by name; prose is not counted.
  public private(set) var unreadProperties: [String: Int] = [:]
  private var reader = JSONReader()

  public init() {}

  /// The definition in `bytes`, or nil where it cannot be used; `diagnostics` says why.
  public mutating func read(_ bytes: [UInt8], file: String) -> Definition? { readWithHead(bytes, file: file).definition }

  /// The definition in `bytes`, and what the resource calls itself.
  public mutating func readWithHead(_ bytes: [UInt8], file: String) -> (definition: Definition?, head: ResourceHead?) {
    self.file = file
    guard let document = parse(bytes) else { return (nil, nil) }
    guard let root = document.roots.first, document[root].kind == .object else {
      report(DefinitionsRules.wrongShape, .none, in: document, RuleWords(name: file, expected: "a JSON object"))
      return (nil, nil)
    }
    return (definition(root, in: document), ResourceHead(document, root: root))
  }

  private mutating func definition(_ root: NodeID, in document: borrowing SourceDocument) -> Definition? {
    let resourceType = text(.resourceType, of: root, in: document)
    switch resourceType {
    case "StructureDefinition": return structureDefinition(root, in: document).map(Definition.structure)
    case "ValueSet": return valueSet(root, in: document).map(Definition.valueSet)
    case "CodeSystem": return codeSystem(root, in: document).map(Definition.codeSystem)
    default: return .other(resourceType: resourceType ?? "", url: text(.url, of: root, in: document))
    }
  }

  /// Counts a property of an element that is not read.
  mutating func leave(_ name: String) {
    let isProse = DefinitionReader.prose.contains(name) || name.hasPrefix("_") || name.hasSuffix("extension")
    if !isProse { unreadProperties[name, default: 0] += 1 }
  }

  /// What elements say to people, and what follows from other properties.
  private static let prose: Set<String> = [
    "short", "definition", "comment", "requirements", "alias", "mapping", "example", "condition", "isModifierReason",
    "meaningWhenMissing", "orderMeaning", "label",
  ]

  /// The document in `bytes`, or nil where it is malformed.
  mutating func parse(_ bytes: [UInt8]) -> SourceDocument? {
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: DefinitionName.seed)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    let broken = findings.findings.first { $0.severity >= .error }
    guard let broken else { return document }
    let rule = RuleRegistry([JSONRules.all, LimitRules.all])[broken.rule]
    diagnostics.report(
      DefinitionsRules.malformedFile, at: DiagnosticPlace(file: file, span: broken.span, in: document),
      RuleWords(name: file, actual: rule?.name ?? "", notes: rule.map { [$0.summary] } ?? []))
    return nil
  }

  mutating func report(_ rule: Rule, _ node: NodeID, in document: borrowing SourceDocument, _ words: RuleWords) {
    let span = node == .none ? SourceSpan(offset: 0, length: 0) : document.span(of: node)
    diagnostics.report(rule, at: DiagnosticPlace(file: file, span: span, in: document), words)
  }
}

// Small steps that all definitions need.
extension DefinitionReader {
  func child(_ name: DefinitionName, of node: NodeID, in document: borrowing SourceDocument) -> NodeID? {
    let end = document[node].end
    var child = node.rawValue + 1
    while child < end {
      if DefinitionName(document[NodeID(child)]) == name { return NodeID(child) }
      child = document[NodeID(child)].end
    }
    return nil
  }

  /// The text of a string property; a value of another kind is reported.
  mutating func text(_ name: DefinitionName, of node: NodeID, in document: borrowing SourceDocument) -> String? {
    child(name, of: node, in: document).flatMap { text($0, in: document) }
  }

  mutating func text(_ node: NodeID, in document: borrowing SourceDocument) -> String? {
    switch document[node].kind {
    case .string, .encodedString: return document.text(of: node)
    default:
      report(DefinitionsRules.wrongShape, node, in: document, RuleWords(name: document.name(of: node), expected: "a text"))
      return nil
    }
  }

  /// A text without which the definition cannot be used.
  mutating func required(
    _ name: DefinitionName, of node: NodeID, in document: borrowing SourceDocument, definition: String
  ) -> String? {
    if let value = text(name, of: node, in: document), !value.isEmpty { return value }
    report(DefinitionsRules.missingProperty, node, in: document, RuleWords(name: name.rawValue, definition: definition))
    return nil
  }

  mutating func boolean(_ node: NodeID, in document: borrowing SourceDocument) -> Bool? {
    if document[node].kind == .boolean { return document.rawText(of: node) == "true" }
    report(DefinitionsRules.wrongShape, node, in: document, RuleWords(name: document.name(of: node), expected: "true or false"))
    return nil
  }

  mutating func number(_ node: NodeID, in document: borrowing SourceDocument) -> UInt32? {
    if document[node].kind == .number, let value = UInt32(document.rawText(of: node)) { return value }
    report(
      DefinitionsRules.wrongShape, node, in: document,
      RuleWords(name: document.name(of: node), expected: "a whole number from 0"))
    return nil
  }

  /// The items of an array property.
  mutating func items(of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    guard document[node].kind == .array else {
      report(DefinitionsRules.wrongShape, node, in: document, RuleWords(name: document.name(of: node), expected: "an array"))
      return []
    }
    return children(of: node, in: document)
  }

  /// The items of an array property, objects each.
  mutating func objects(of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    var objects: [NodeID] = []
    for item in items(of: node, in: document) {
      if document[item].kind == .object {
        objects.append(item)
      } else {
        report(
          DefinitionsRules.wrongShape, item, in: document,
          RuleWords(name: document.name(of: node), expected: "an array of objects"))
      }
    }
    return objects
  }

  mutating func texts(of node: NodeID, in document: borrowing SourceDocument) -> [String] {
    var texts: [String] = []
    for item in items(of: node, in: document) where document[item].kind != .null {
      if let value = text(item, in: document) { texts.append(value) }
    }
    return texts
  }

  func children(of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    var children: [NodeID] = []
    document.forEachChild(of: node) { children.append($0) }
    return children
  }

  /// A code out of a fixed list; another one is reported.
  mutating func code<Value: RawRepresentable & CaseIterable>(
    _ node: NodeID, in document: borrowing SourceDocument, _ type: Value.Type
  ) -> Value? where Value.RawValue == String {
    guard let value = text(node, in: document) else { return nil }
    if let known = Value(rawValue: value) { return known }
    let expected = Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    report(
      DefinitionsRules.unknownCode, node, in: document,
      RuleWords(name: document.name(of: node), value: value, expected: "\(document.name(of: node)) (known are \(expected))"))
    return nil
  }
}
