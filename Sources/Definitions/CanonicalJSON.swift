import SourceTree

/// JSON text without blanks, members in the order given, strings with the fewest escapes.
enum CanonicalJSON {
  /// The value of a node of a JSON document.
  static func text(of node: NodeID, in document: borrowing SourceDocument) -> String {
    var text = ""
    write(node, in: document, to: &text)
    return text
  }

  private static func write(_ node: NodeID, in document: borrowing SourceDocument, to text: inout String) {
    switch document[node].kind {
    case .object, .array: writeContainer(node, in: document, to: &text)
    case .string, .encodedString: text += quoted(document.text(of: node))
    default: text += document.rawText(of: node)
    }
  }

  private static func writeContainer(_ node: NodeID, in document: borrowing SourceDocument, to text: inout String) {
    let isObject = document[node].kind == .object
    text += isObject ? "{" : "["
    var isFirst = true
    let end = document[node].end
    var child = node.rawValue + 1
    while child < end {
      if !isFirst { text += "," }
      isFirst = false
      if isObject { text += quoted(document.name(of: NodeID(child))) + ":" }
      write(NodeID(child), in: document, to: &text)
      child = document[NodeID(child)].end
    }
    text += isObject ? "}" : "]"
  }

  /// A JSON string: quotes, backslashes and control characters escaped, nothing else.
  static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
