import Schema
import SourceTree

/// The path of a node as a report shows it.
///
/// FHIR paths follow FHIRPath (http://hl7.org/fhirpath/#path-selection): element names from the resource down, indexes from 0 on
/// elements that repeat, `Patient.name[0].given[1]`. The underscored companion of a primitive is the primitive itself, so its
/// extension is at `Patient.birthDate.extension[0]`. With a schema a choice goes by its element name, `Observation.value`, as
/// FHIRPath has it; without one it keeps the name it has in the instance, `Observation.valueQuantity`.
public enum InstancePath {
  /// The path of a node of a canonical FHIR tree; empty for ``NodeID/none``.
  ///
  /// - Parameter schema: must be the one whose names the document was made with.
  public static func fhir(_ document: borrowing SourceDocument, _ node: NodeID, schema: Schema? = nil) -> String {
    guard node.index < document.nodes.count, let root = root(of: node, document) else { return "" }
    var walk = PathWalk(schema: schema)
    walk.enterRoot(root, document)
    var current = root
    while current != node, let next = child(of: current, holding: node, document) {
      walk.step(from: current, to: next.node, index: next.index, document)
      current = next.node
    }
    return walk.path
  }

  /// The record a node belongs to.
  private static func root(of node: NodeID, _ document: borrowing SourceDocument) -> NodeID? {
    var low = 0
    var high = document.roots.count
    while low < high {
      let middle = (low + high) / 2
      if document.roots[middle] <= node { low = middle + 1 } else { high = middle }
    }
    guard low > 0, document[document.roots[low - 1]].end > node.rawValue else { return nil }
    return document.roots[low - 1]
  }

  private static func child(
    of parent: NodeID, holding node: NodeID, _ document: borrowing SourceDocument
  ) -> (node: NodeID, index: Int)? {
    let end = document[parent].end
    var child = parent.rawValue + 1
    var index = 0
    while child < end {
      let next = document[NodeID(child)].end
      if next > node.rawValue { return (NodeID(child), index) }
      child = next
      index += 1
    }
    return nil
  }
}

/// Builds a path step by step, and follows the types along it where there is a schema.
private struct PathWalk {
  let schema: Schema?
  var path = ""
  var type: TypeID?

  init(schema: Schema?) { self.schema = schema }

  mutating func enterRoot(_ root: NodeID, _ document: borrowing SourceDocument) {
    path = resourceType(of: root, document) ?? "Resource"
    type = schema?.type(named: path)
  }

  mutating func step(from parent: NodeID, to child: NodeID, index: Int, _ document: borrowing SourceDocument) {
    if document[parent].kind == .array {
      path += "[\(index)]"
    } else {
      path += "." + elementName(of: child, document)
    }
    if document[child].kind == .object, let name = resourceType(of: child, document) {
      type = schema?.type(named: name)
    }
  }

  private mutating func elementName(of child: NodeID, _ document: borrowing SourceDocument) -> String {
    let symbol = document[child].name
    let name = document.names.name(Symbol(symbol))
    let plain = name.hasPrefix("_") ? String(name.dropFirst()) : name
    guard let schema, let parentType = type, let entry = schema.child(of: parentType, named: symbol) else {
      type = nil
      return plain
    }
    type = schema.tables.typeReferences[Int(entry.typeReference)].type
    let element = schema.tables.elements[entry.element.index]
    return element.flags.contains(.choice) ? schema.string(element.name) : plain
  }

  private func resourceType(of object: NodeID, _ document: borrowing SourceDocument) -> String? {
    guard document[object].kind == .object, let node = document.child("resourceType", of: object),
      document[node].kind == .string
    else { return nil }
    return document.text(of: node)
  }
}
