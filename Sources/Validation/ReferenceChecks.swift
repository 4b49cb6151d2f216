import Diagnostics
import Schema
import SourceTree

/// References: where they lead, as far as the record itself tells (http://hl7.org/fhir/R4/references.html).
extension StructuralValidator {
  mutating func checkReference(_ document: borrowing SourceDocument) {
    guard top.findingCount == findings.findings.count else { return }
    let targets = top.slot < 0 ? .max : plan.children[Int(top.slot)].targets
    var type: TypeID?
    if let node = member(document, top.node, names.reference) {
      let entry = document.nodes[Int(node)]
      if entry.kind == .string {
        type = checkLiteral(document, node, document.bytes.span.extracting(entry.range), targets)
      } else if entry.kind == .encodedString {
        let text = document.decodedBytes(of: NodeID(node))
        type = checkLiteral(document, node, text.span, targets)
      }
    }
    guard let node = member(document, top.node, names.type), document.nodes[Int(node)].kind == .string else { return }
    checkStatedType(document, node, type, targets)
  }

  /// Returns the type of the target, if the reference tells it.
  private mutating func checkLiteral(
    _ document: borrowing SourceDocument, _ node: UInt32, _ text: Span<UInt8>, _ targets: UInt32
  ) -> TypeID? {
    let literal = ReferenceLiteral(text)
    var type: TypeID?
    switch literal.form {
    case .local: type = localTarget(document, node, text.extracting(literal.id))
    case .urn: type = bundleTarget(document, text)
    case .relative, .absolute, .conditional:
      if literal.type.isEmpty {
        type = bundleTarget(document, text)
      } else {
        type = resources.type(named: text.extracting(literal.type))
      }
    case .empty, .other: break
    }
    guard let type, !plan.allows(targets, type) else { return type }
    report(
      ValidationRules.referenceTarget, node, SourceSpan(document.nodes[Int(node)].range),
      plan.children[Int(top.slot)].element, expected: Evidence(.schemaElement, plan.children[Int(top.slot)].element),
      actual: Evidence(.schemaType, type.rawValue))
    return type
  }

  /// `Reference.type` must be a type that is allowed here and the type of the target.
  private mutating func checkStatedType(
    _ document: borrowing SourceDocument, _ node: UInt32, _ target: TypeID?, _ targets: UInt32
  ) {
    let range = document.nodes[Int(node)].range
    guard let stated = resources.type(named: document.bytes.span.extracting(range)) else { return }
    if let target, target != stated {
      report(
        ValidationRules.referenceTypeDiffers, node, SourceSpan(range), expected: Evidence(.schemaType, target.rawValue),
        actual: Evidence(.schemaType, stated.rawValue))
    } else if target == nil, !plan.allows(targets, stated) {
      report(
        ValidationRules.referenceTarget, node, SourceSpan(range), plan.children[Int(top.slot)].element,
        expected: Evidence(.schemaElement, plan.children[Int(top.slot)].element),
        actual: Evidence(.schemaType, stated.rawValue))
    }
  }

  /// The type of the contained resource with an id, or of the container itself for `#`.
  private mutating func localTarget(_ document: borrowing SourceDocument, _ node: UInt32, _ id: Span<UInt8>) -> TypeID? {
    guard let container = containers.last else { return nil }
    if id.count == 0 { return container.type }
    if !container.isIndexed { indexContained(document) }
    if let entry = index.find(container.node, id) { return entry.type == .none ? nil : entry.type }
    if containers[containers.count - 1].hasNameless { return nil }
    report(
      ValidationRules.localReferenceUnresolved, node, SourceSpan(document.nodes[Int(node)].range), actual: .node(NodeID(node)))
    return nil
  }

  private mutating func indexContained(_ document: borrowing SourceDocument) {
    containers[containers.count - 1].isIndexed = true
    let container = containers[containers.count - 1].node
    guard let array = member(document, container, names.contained) else { return }
    var resource = array + 1
    while resource < document.nodes[Int(array)].end {
      if let id = member(document, resource, names.id) {
        let key = document.decodedBytes(of: NodeID(id))
        _ = index.add(container, key.span, node: resource, type: statedType(document, resource) ?? .none)
      } else {
        containers[containers.count - 1].hasNameless = true
      }
      resource = document.nodes[Int(resource)].end
    }
  }

  private mutating func bundleTarget(_ document: borrowing SourceDocument, _ url: Span<UInt8>) -> TypeID? {
    guard let bundle = bundles.last else { return nil }
    if !bundle.isIndexed { indexBundle(document) }
    guard let entry = index.find(bundle.node, url), entry.type != .none else { return nil }
    return entry.type
  }

  private mutating func indexBundle(_ document: borrowing SourceDocument) {
    bundles[bundles.count - 1].isIndexed = true
    let bundle = bundles[bundles.count - 1].node
    guard let array = member(document, bundle, names.entry) else { return }
    var entry = array + 1
    while entry < document.nodes[Int(array)].end {
      if let url = member(document, entry, names.fullUrl), let resource = member(document, entry, names.resource) {
        let key = document.decodedBytes(of: NodeID(url))
        _ = index.add(bundle, key.span, node: resource, type: statedType(document, resource) ?? .none)
      }
      entry = document.nodes[Int(entry)].end
    }
  }

  /// The type a resource names, without a finding.
  func statedType(_ document: borrowing SourceDocument, _ resource: UInt32) -> TypeID? {
    guard let node = member(document, resource, Schema.resourceTypeSymbol), document.nodes[Int(node)].kind == .string else {
      return nil
    }
    return resources.type(named: document.bytes.span.extracting(document.nodes[Int(node)].range))
  }
}
