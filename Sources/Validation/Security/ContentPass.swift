import Diagnostics
import Schema
import SourceTree

/// What texts hold beyond their form: markup that a program might run, strings that are too long for anybody, and attachments whose
/// stated size is not that of their data.
struct ContentPass: Sendable {
  private let options: ValidationOptions
  private let string: TypeID?
  private let markdown: TypeID?
  private let systemString: ContiguousArray<Bool>
  private let attachment: TypeID?
  private let data: UInt32
  private let size: UInt32

  init(_ context: ValidationContext) {
    options = context.options
    let schema = context.schema
    string = schema.type(named: "string")
    markdown = schema.type(named: "markdown")
    attachment = schema.type(named: "Attachment")
    systemString = ContiguousArray(schema.tables.types.map { $0.primitive == .systemString })
    data = schema.seed.symbol("data")?.rawValue ?? .max
    size = schema.seed.symbol("size")?.rawValue ?? .max
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
      } else if entry.kind == .object, type == attachment {
        checkAttachment(document, NodeID(node), record, &findings)
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

  private func checkAttachment(
    _ document: borrowing SourceDocument, _ node: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let data = record.member(data, of: node, document), document[data].isText,
      let stated = record.member(size, of: node, document), document[stated].kind == .number || document[stated].isText,
      let number = Int(document.text(of: stated)), let length = Base64Length.of(document.decodedBytes(of: data).span),
      number != length
    else { return }
    findings.append(
      Finding(
        SecurityRules.attachmentSize, node: stated, span: document.span(of: stated), expected: .number(length),
        actual: .number(number)))
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

/// The number of bytes that a text in base64 stands for, RFC 4648 section 4.
enum Base64Length {
  /// Nil where the text is not base64.
  static func of(_ text: Span<UInt8>) -> Int? {
    var digits = 0
    for index in text.indices where !text[index].isBlank {
      switch text[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "+"), UInt8(ascii: "/"):
        digits += 1
      case UInt8(ascii: "="): break
      default: return nil
      }
    }
    return digits * 6 / 8
  }
}
