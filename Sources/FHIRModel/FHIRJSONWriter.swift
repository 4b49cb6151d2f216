import Schema
import SourceTree

/// Writes canonical FHIR trees as FHIR JSON (http://hl7.org/fhir/R4/json.html): properties in the order of their definitions,
/// companions `_x` right after `x`, numbers digit for digit, strings with as few escapes as possible. Properties that the schema
/// does not know are written after the others; nothing is left out.
///
/// Keep one writer for many documents: it holds tables made from the schema.
public struct FHIRJSONWriter: Sendable {
  public enum Form: Sendable {
    /// No blanks at all.
    case compact
    /// Two spaces an indent, one property or item a line.
    case pretty
  }

  public let form: Form
  /// The schema's names in quotes, one after the other, and where each starts.
  private var keys = ContiguousArray<UInt8>()
  private var keyOffsets: ContiguousArray<UInt32> = [0]
  private var order: PropertyOrder
  private var indent = 0

  public init(schema: Schema, form: Form = .compact) {
    self.form = form
    order = PropertyOrder(FHIRTypeResolver(schema))
    let tables = schema.tables
    for name in tables.names {
      let text = ContiguousArray(schema.string(name).utf8)
      keys.append(UInt8(ascii: "\""))
      JSONStringWriter.appendEscaped(text.span, to: &keys)
      keys.append(UInt8(ascii: "\""))
      keyOffsets.append(UInt32(keys.count))
    }
  }

  /// Appends one resource or element.
  public mutating func write(
    _ document: borrowing SourceDocument, _ root: NodeID, into output: inout ContiguousArray<UInt8>
  ) {
    order.prepare(document)
    indent = 0
    writeValue(root, document, type: .none, &output)
  }

  /// Appends one resource as a line of NDJSON. Meant for the compact form.
  public mutating func writeLine(
    _ document: borrowing SourceDocument, _ root: NodeID, into output: inout ContiguousArray<UInt8>
  ) {
    write(document, root, into: &output)
    output.append(UInt8(ascii: "\n"))
  }

  private mutating func writeValue(
    _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID, _ output: inout ContiguousArray<UInt8>
  ) {
    let entry = document[node]
    switch entry.kind {
    case .object: writeObject(node, document, type: type, &output)
    case .array: writeArray(node, document, type: type, &output)
    case .null: output.append("null")
    case .boolean, .number: output.append(document.bytes.span.extracting(entry.range))
    default: JSONStringWriter.append(entry, of: document, to: &output)
    }
  }

  private mutating func writeObject(
    _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID, _ output: inout ContiguousArray<UInt8>
  ) {
    let isResource = type == .none || order.resolver.isResource(type)
    var type: TypeID? = type == .none ? nil : type
    if isResource { type = order.resolver.resourceType(of: node, document, symbol: order.resourceType) ?? type }
    let start = order.push(node, document, type: type, isResource: isResource)
    let end = order.count
    output.append(UInt8(ascii: "{"))
    indent += 1
    for index in start..<end {
      if index > start { output.append(UInt8(ascii: ",")) }
      breakLine(&output)
      let property = order[index]
      writeKey(document[property.node].name, document, &output)
      writeValue(property.node, document, type: property.type, &output)
    }
    order.removeAll(from: start)
    indent -= 1
    if end > start { breakLine(&output) }
    output.append(UInt8(ascii: "}"))
  }

  private mutating func writeArray(
    _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID, _ output: inout ContiguousArray<UInt8>
  ) {
    let end = document[node].end
    var child = node.rawValue + 1
    output.append(UInt8(ascii: "["))
    indent += 1
    while child < end {
      if child > node.rawValue + 1 { output.append(UInt8(ascii: ",")) }
      breakLine(&output)
      writeValue(NodeID(child), document, type: type, &output)
      child = document.nodes[Int(child)].end
    }
    indent -= 1
    if end > node.rawValue + 1 { breakLine(&output) }
    output.append(UInt8(ascii: "]"))
  }

  private func writeKey(_ symbol: UInt32, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>) {
    let known = Int(order.schemaSymbol(symbol))
    if known < keyOffsets.count - 1 {
      output.append(keys.span.extracting(Int(keyOffsets[known])..<Int(keyOffsets[known + 1])))
    } else {
      let name = ContiguousArray(document.names.name(Symbol(symbol)).utf8)
      output.append(UInt8(ascii: "\""))
      JSONStringWriter.appendEscaped(name.span, to: &output)
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ":"))
    if form == .pretty { output.append(UInt8(ascii: " ")) }
  }

  private func breakLine(_ output: inout ContiguousArray<UInt8>) {
    guard form == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }
}
