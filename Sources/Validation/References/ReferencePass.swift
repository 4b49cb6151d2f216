import Diagnostics
import FHIRModel
import Schema
import SourceTree

/// References that lead out of the record, and what references say about their target
/// (http://hl7.org/fhir/R4/references.html). References within the record are the structural walk's and ``BundlePass``'s.
struct ReferencePass: Sendable {
  private let context: ValidationContext
  private let resources: ResourceTypeTable
  private let names: BundleNames
  /// The resources of the record by full URL and by `Type/id`.
  private var known = LinkTable()
  private var isRead = false

  init(_ context: ValidationContext) {
    self.context = context
    resources = ResourceTypeTable(context.schema)
    names = BundleNames(context.schema)
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    isRead = false
    for node in record.range where record[node].type == names.referenceType && document.nodes[Int(node)].kind == .object {
      checkStatedType(document, NodeID(node), record, &findings)
      if context.options.references != .form { checkTarget(document, NodeID(node), record, &findings) }
    }
  }

  /// `Reference.type` names a resource type, alone or as the address of its definition.
  private func checkStatedType(
    _ document: borrowing SourceDocument, _ reference: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let node = record.member(names.type, of: reference, document), document[node].isText else { return }
    let text = document.decodedBytes(of: node)
    let base: StaticString = "http://hl7.org/fhir/StructureDefinition/"
    let hasBase = text.span.hasPrefix(base)
    // Types of other models have addresses of their own.
    if BundleURL.isAbsolute(text.span), !hasBase { return }
    let name = text.span.extracting((hasBase ? base.utf8CodeUnitCount : 0)..<text.count)
    if text.isEmpty || resources.type(named: name) != nil || name.isEqual("Resource") || name.isEqual("DomainResource") { return }
    findings.append(
      Finding(ReferenceRules.referenceTypeUnknown, node: node, span: document.span(of: node), actual: .node(node)))
  }

  private mutating func checkTarget(
    _ document: borrowing SourceDocument, _ reference: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let node = record.member(names.reference, of: reference, document), document[node].isText else { return }
    let bytes = document.decodedBytes(of: node)
    let literal = ReferenceLiteral(bytes.span)
    switch literal.form {
    case .empty, .local, .urn, .conditional: return
    case .relative, .absolute, .other: break
    }
    let text = document.text(of: node)
    if context.options.allowsExamples, ["example.org", "acme.com"].contains(where: text.isContaining) { return }
    readKnown(document, record)
    if known.first(bytes.span.extracting(0..<literal.versionStart)) != nil { return }
    var target = SourceDocument(format: .json, seed: context.schema.seed)
    guard let supplied = context.supplied, let root = supplied.resource(for: text, into: &target) else {
      findings.append(
        Finding(ReferenceRules.targetNotFound, node: node, span: document.span(of: node), actual: .node(node)))
      return
    }
    guard !literal.type.isEmpty, let stated = resources.type(named: bytes.span.extracting(literal.type)),
      let actual = context.schema.type(named: target.string("resourceType", of: root) ?? ""), actual != stated
    else { return }
    findings.append(
      Finding(
        BundleRules.referenceLeadsToOtherType, node: node, span: document.span(of: node),
        expected: Evidence(.schemaType, stated.rawValue), actual: Evidence(.schemaType, actual.rawValue)))
  }

  /// The resources that the record holds of its own, in entries or in parameters.
  private mutating func readKnown(_ document: borrowing SourceDocument, _ record: TypedNodes) {
    guard !isRead else { return }
    isRead = true
    known.removeAll()
    for (number, resource) in record.resources.enumerated() where !resource.isContained {
      if let id = record.member(names.id, of: resource.node, document),
        let type = record.member(Schema.resourceTypeSymbol, of: resource.node, document)
      {
        let key = document.decodedBytes(of: type) + [UInt8(ascii: "/")] + document.decodedBytes(of: id)
        known.add(key.span, number)
      }
      if let url = record.member(names.fullUrl, of: record.object(around: resource.node, document), document) {
        known.add(document.decodedBytes(of: url).span, number)
      }
    }
  }
}

extension String {
  /// Whether another text is part of this one.
  func isContaining(_ part: String) -> Bool {
    let bytes = Array(utf8)
    let wanted = Array(part.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
