import Diagnostics
import JSONSyntax
import SourceTree
import YAMLSyntax

/// Between canonical JSON, in which definitions hold their values, and YAML.
enum JSONTree {
  /// The YAML form of a JSON text.
  static func tree(_ json: String) -> YAMLTree {
    var document = SourceDocument(format: .json, valueEncoding: .json)
    document.bytes = ContiguousArray(json.utf8)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    guard let root = document.roots.first else { return .text(json) }
    return tree(root, in: document)
  }

  private static func tree(_ node: NodeID, in document: borrowing SourceDocument) -> YAMLTree {
    switch document[node].kind {
    case .object:
      return .mapping(
        children(of: node, in: document).map { YAMLMember(document.name(of: $0), tree($0, in: document)) })
    case .array: return .list(children(of: node, in: document).map { tree($0, in: document) })
    case .string, .encodedString: return .text(document.text(of: node))
    default: return .plain(document.rawText(of: node))
    }
  }

  private static func children(of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    var children: [NodeID] = []
    document.forEachChild(of: node) { children.append($0) }
    return children
  }

  /// The canonical JSON of a YAML value. Texts without quotes that are JSON numbers or truth values are those.
  static func json(_ value: YAMLValue) -> String {
    switch value.shape {
    case .mapping:
      return "{" + value.members().map { CanonicalJSON.quoted($0.key) + ":" + json($0) }.joined(separator: ",") + "}"
    case .list: return "[" + value.items().map { json($0) }.joined(separator: ",") + "]"
    case .nothing: return "null"
    case .text:
      let isBare = value.isPlain && (isNumber(value.rawText) || value.rawText == "true" || value.rawText == "false")
      return isBare ? value.rawText : CanonicalJSON.quoted(value.rawText)
    }
  }

  /// The canonical JSON of a tree that ``tree(_:)`` made.
  static func json(_ tree: YAMLTree) -> String {
    switch tree {
    case .mapping(let members):
      "{" + members.map { CanonicalJSON.quoted($0.key) + ":" + json($0.value) }.joined(separator: ",") + "}"
    case .list(let items): "[" + items.map { json($0) }.joined(separator: ",") + "]"
    case .text(let text): CanonicalJSON.quoted(text)
    case .plain(let text): text
    case .nothing: "null"
    }
  }

  /// RFC 8259 section 6.
  static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = takeDigits(&rest)
    if whole == 0 || startsWithZero && whole > 1 { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if takeDigits(&rest) == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if takeDigits(&rest) == 0 { return false }
    }
    return rest.isEmpty
  }
}
