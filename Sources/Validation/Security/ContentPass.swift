import Diagnostics
import Schema
import SourceTree

/// What texts hold beyond their form: markup that a program might run, and strings that are too long for anybody.
struct ContentPass: Sendable {
  private let options: ValidationOptions
  private let string: TypeID?
  private let markdown: TypeID?
  private let systemString: ContiguousArray<Bool>

  init(_ context: ValidationContext) {
    options = context.options
    let schema = context.schema
    string = schema.type(named: "string")
    markdown = schema.type(named: "markdown")
    systemString = ContiguousArray(schema.tables.types.map { $0.primitive == .systemString })
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    for node in record.range {
      let entry = document.nodes[Int(node)]
      let type = record[node].type
      guard type != .none else { continue }
      if entry.kind == .string || entry.kind == .encodedString {
        checkText(document, NodeID(node), entry, type, &findings)
      }
    }
  }

  private func checkText(
    _ document: borrowing SourceDocument, _ node: NodeID, _ entry: Node, _ type: TypeID, _ findings: inout FindingList
  ) {
    if entry.length > PrimitiveFormat.maximumStringLength, systemString[type.index] {
      findings.append(
        Finding(
          ValidationRules.stringTooLong, node: node, span: document.span(of: node),
          expected: .number(PrimitiveFormat.maximumStringLength), actual: .number(entry.length)))
    }
    let isString = type == string && options.checksSecurity
    let isMarkdown = type == markdown && !options.allowsHTMLInMarkdown
    guard isString || isMarkdown else { return }
    let text = document.decodedBytes(of: node)
    guard EmbeddedTag.isIn(text.span) else { return }
    findings.append(
      Finding(isString ? SecurityRules.tagInString : SecurityRules.tagInMarkdown, node: node, span: document.span(of: node)))
  }
}

/// A tag of HTML or XML in a text: `<`, a letter, and anything but `<` up to `>`.
enum EmbeddedTag {
  static func isIn(_ text: Span<UInt8>) -> Bool {
    var isOpen = false
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "<") {
        let next = index + 1 < text.count ? text[index + 1] : 0
        isOpen = (next | 0x20) &- UInt8(ascii: "a") < 26
      } else if byte == UInt8(ascii: ">"), isOpen {
        return true
      }
    }
    return false
  }
}
