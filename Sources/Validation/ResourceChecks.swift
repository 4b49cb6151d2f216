import Diagnostics
import Schema
import SourceTree

/// Resources inside the record: their type, and what containment demands (http://hl7.org/fhir/R4/references.html#contained).
extension StructuralValidator {
  /// The type that an object names as its own, or nil with a finding.
  mutating func resourceType(of object: UInt32, _ document: borrowing SourceDocument) -> TypeID? {
    let end = document.nodes[Int(object)].end
    var child = object + 1
    while child < end {
      let node = document.nodes[Int(child)]
      if schemaSymbol(node.name) == Schema.resourceTypeSymbol {
        if node.kind == .string, let type = resources.type(named: document.bytes.span.extracting(node.range)) { return type }
        report(ValidationRules.resourceTypeUnknown, child, SourceSpan(node.range), actual: .node(NodeID(child)))
        return nil
      }
      child = node.end
    }
    report(ValidationRules.resourceTypeMissing, object, openingSpan(document, object))
    return nil
  }

  mutating func enterResource(_ document: borrowing SourceDocument) {
    top.isResource = true
    let isBundle = plan.types[top.type.index].special == .bundle
    if notesNodes { nodes.enterResource(top.node, top.end, top.type, isContained: top.isContained, isBundle: isBundle) }
    if !top.isContained { containers.append(ResourceScope(node: top.node, type: top.type)) }
    if isBundle { bundles.append(ResourceScope(node: top.node, type: top.type)) }
  }

  mutating func leaveResource(_ document: borrowing SourceDocument) {
    guard top.isContained else {
      containers.removeLast()
      return
    }
    if member(document, top.node, names.id) == nil {
      report(ValidationRules.containedWithoutID, top.node, openingSpan(document, top.node))
    }
    guard let meta = member(document, top.node, names.meta) else { return }
    for name in [names.versionId, names.lastUpdated, names.security] {
      guard let child = member(document, meta, name) else { continue }
      report(
        ValidationRules.containedMeta, child, SourceSpan(document.nodes[Int(child)].range),
        actual: .name(Symbol(document.nodes[Int(child)].name)))
    }
  }

  /// The member of an object with this symbol of the schema, or nil.
  func member(_ document: borrowing SourceDocument, _ object: UInt32, _ symbol: UInt32) -> UInt32? {
    let end = document.nodes[Int(object)].end
    guard document.nodes[Int(object)].kind == .object else { return nil }
    var child = object + 1
    while child < end {
      let node = document.nodes[Int(child)]
      if schemaSymbol(node.name) == symbol { return child }
      child = node.end
    }
    return nil
  }
}
