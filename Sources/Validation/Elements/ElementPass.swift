import Diagnostics
import Schema
import SourceTree

/// What holds for elements wherever they stand: ids of elements are unique in their resource
/// (http://hl7.org/fhir/R4/element.html), and attachments are as large as they say.
struct ElementPass: Sendable {
  private let id: UInt32
  private let size: UInt32
  private let data: UInt32
  private let resourceID: TypeID
  private let attachment: TypeID
  private let identifier: TypeID
  private let names: BundleNames
  private let elementDefinition: TypeID
  private var seen: [Key: NodeID] = [:]

  private struct Key: Hashable, Sendable {
    var resource: Int
    var id: ContiguousArray<UInt8>
  }

  init(_ context: ValidationContext) {
    func symbol(_ name: String) -> UInt32 { context.schema.seed.symbol(name)?.rawValue ?? .max }
    id = symbol("id")
    size = symbol("size")
    data = symbol("data")
    resourceID = context.schema.type(named: "id") ?? .none
    elementDefinition = context.schema.type(named: "ElementDefinition") ?? .none
    identifier = context.schema.type(named: "Identifier") ?? .none
    names = BundleNames(context.schema)
    attachment = context.schema.type(named: "Attachment") ?? .none
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    if !seen.isEmpty { seen.removeAll(keepingCapacity: true) }
    for node in record.range {
      let entry = document.nodes[Int(node)]
      let type = record[node].type
      if type == attachment, entry.kind == .object {
        checkAttachment(document, NodeID(node), record, &findings)
      } else if type == identifier, entry.kind == .object {
        checkIdentifier(document, NodeID(node), record, &findings)
      } else if entry.isText, record.symbol(entry.name) == id, type != resourceID, type != .none, !isDefinition(node, record) {
        checkID(document, NodeID(node), record, &findings)
      }
    }
  }

  /// The elements of a differential have the ids of the elements of the snapshot that they are about.
  private func isDefinition(_ node: UInt32, _ record: TypedNodes) -> Bool {
    record.type(of: record.parent(of: NodeID(node))) == elementDefinition
  }

  private mutating func checkID(
    _ document: borrowing SourceDocument, _ node: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    let key = Key(resource: record.resource(around: node), id: document.decodedBytes(of: node))
    guard seen.updateValue(node, forKey: key) != nil else { return }
    findings.append(
      Finding(ElementRules.elementIDRepeated, node: node, span: document.span(of: node), actual: .node(node)))
  }

  /// An identifier that is a URI by its system has one as its value.
  private func checkIdentifier(
    _ document: borrowing SourceDocument, _ node: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let system = record.member(names.system, of: node, document), document[system].isText,
      document.decodedBytes(of: system).span.isEqual("urn:ietf:rfc:3986"),
      let value = record.member(names.value, of: node, document), document[value].isText
    else { return }
    let text = document.decodedBytes(of: value)
    if text.isEmpty || BundleURL.isAbsolute(text.span) { return }
    findings.append(
      Finding(ElementRules.identifierIsNoURI, node: value, span: document.span(of: value), actual: .node(value)))
  }

  private func checkAttachment(
    _ document: borrowing SourceDocument, _ node: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let size = record.member(size, of: node, document), let stated = Int(document.text(of: size)),
      let data = record.member(data, of: node, document), document[data].isText
    else { return }
    let count = ElementPass.decodedCount(document.decodedBytes(of: data).span)
    guard count != stated else { return }
    findings.append(
      Finding(
        ElementRules.attachmentSizeDiffers, node: size, span: document.span(of: size), expected: .number(count),
        actual: .number(stated)))
  }

  /// How many bytes a text in base64 stands for.
  private static func decodedCount(_ text: Span<UInt8>) -> Int {
    var characters = 0
    for index in text.indices where !text[index].isBlank && text[index] != UInt8(ascii: "=") { characters += 1 }
    return characters * 3 / 4
  }
}
