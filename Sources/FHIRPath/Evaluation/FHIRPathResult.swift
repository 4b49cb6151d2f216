import Schema
import SourceTree

/// An item of a result, for people and reports.
public struct FHIRPathItem: Sendable, Hashable {
  /// `string`, `HumanName`; types of FHIRPath start with a capital.
  public var type: String
  /// The value as text, or nil for complex elements.
  public var text: String?
  /// The element in the document, or nil for values and for elements that the evaluation made.
  public var node: NodeID?
}

extension FHIRPathEvaluator {
  /// How many items the last evaluation gave.
  public var resultCount: Int { stack.count }

  /// Whether the last evaluation gave an element of the document, by its value or its companion.
  public func results(contain node: NodeID) -> Bool {
    stack.contains { value in
      guard case .node(let reference) = value, !reference.isScratch else { return false }
      return reference.node == node || reference.companion == node
    }
  }

  /// The items of the last evaluation.
  public mutating func items(in document: borrowing SourceDocument) -> [FHIRPathItem] {
    var result: [FHIRPathItem] = []
    for place in 0..<stack.count {
      let value = stack[place]
      var node: NodeID?
      if case .node(let reference) = value, !reference.isScratch, reference.node != .none { node = reference.node }
      var text = text(of: value, document)
      if case .node(let reference) = value, isComplex(reference, document) { text = nil }
      result.append(FHIRPathItem(type: typeName(value, document), text: text, node: node))
    }
    return result
  }

  private mutating func typeName(_ value: Value, _ document: borrowing SourceDocument) -> String {
    if case .node(let reference) = value {
      if reference.type != .none, model.primitive(reference.type) != .systemString, let schema = model.schema {
        let type = schema.tables.types[reference.type.index]
        return type.kind == .backbone ? "BackboneElement" : schema.string(type.name)
      }
      return system(reference, document)?.systemType?.rawValue
        ?? resourceTypeName(reference.node, isScratch: reference.isScratch, document) ?? "Any"
    }
    if case .type = value { return "TypeInfo" }
    return value.systemType?.rawValue ?? "Any"
  }

  /// The items of the last evaluation as a JSON array; elements without a value are left out.
  public mutating func json(in document: borrowing SourceDocument) -> String {
    var parts: [String] = []
    for place in 0..<stack.count {
      if let part = json(of: stack[place], document) { parts.append(part) }
    }
    return "[" + parts.joined(separator: ",") + "]"
  }

  /// The items of the last evaluation, each as JSON; `null` for elements without a value.
  public mutating func itemsAsJSON(in document: borrowing SourceDocument) -> [String] {
    var result: [String] = []
    for place in 0..<stack.count { result.append(json(of: stack[place], document) ?? "null") }
    return result
  }

  private mutating func json(of value: Value, _ document: borrowing SourceDocument) -> String? {
    switch value {
    case .node(let reference):
      return reference.node == .none ? nil : json(of: reference.node, reference.isScratch, document)
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .integer(let number): return String(number)
    case .decimal(let number): return number.description
    case .type(let isSystem, let name):
      return "{\"name\":\(quoted(string(name, document))),\"namespace\":\"\(isSystem ? "System" : "FHIR")\"}"
    default:
      guard let text = text(of: value, document) else { return nil }
      return quoted(text)
    }
  }

  private func quoted(_ text: String) -> String { "\"" + TextCodes.escapeJSON(text) + "\"" }

  private mutating func json(of node: NodeID, _ isScratch: Bool, _ document: borrowing SourceDocument) -> String {
    let node = (id: node, entry: entry(node, isScratch: isScratch, document))
    switch node.entry.kind {
    case .object, .array:
      var parts: [String] = []
      var child = node.id.rawValue + 1
      while child < node.entry.end {
        let name = Symbol(entry(NodeID(child), isScratch: isScratch, document).name)
        let text = json(of: NodeID(child), isScratch, document)
        if node.entry.kind == .array {
          parts.append(text)
        } else {
          parts.append(quoted(isScratch ? scratch.names.name(name) : document.names.name(name)) + ":" + text)
        }
        child = entry(NodeID(child), isScratch: isScratch, document).end
      }
      return node.entry.kind == .array ? "[" + parts.joined(separator: ",") + "]" : "{" + parts.joined(separator: ",") + "}"
    case .null: return "null"
    case .boolean, .number: return string(text(node.id, isScratch: isScratch, document), document)
    default: return quoted(string(text(node.id, isScratch: isScratch, document), document))
    }
  }
}
