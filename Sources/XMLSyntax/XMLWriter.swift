import SourceTree

/// Writes a parsed XML document back, token for token: the same tags, attributes, text, comments and sections in the same order,
/// values as they stood, each attribute in the quotes it had. Only blanks inside tags are not kept: one space before each
/// attribute, none elsewhere.
public struct XMLWriter {
  private var open: [NodeID] = []

  public init() {}

  public mutating func write(_ document: borrowing SourceDocument, into output: inout ContiguousArray<UInt8>) {
    var node = 0
    while node < document.nodes.count {
      closeElements(before: node, document, &output)
      switch document.nodes[node].kind {
      case .element: node = writeStartTag(NodeID(index: node), document, &output)
      default:
        output.append(contentsOf: document.bytes[document.nodes[node].range])
        node += 1
      }
    }
    closeElements(before: node, document, &output)
  }

  /// Writes a start tag; returns the first node after its attributes.
  private mutating func writeStartTag(
    _ element: NodeID, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>
  ) -> Int {
    let entry = document[element]
    output.append(.lessThan)
    output.append(contentsOf: document.names.name(Symbol(entry.name)).utf8)
    var node = element.index + 1
    while node < Int(entry.end), document.nodes[node].kind == .attribute {
      let value = document.nodes[node]
      let quote = document.bytes[Int(value.offset) - 1]
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: document.names.name(Symbol(value.name)).utf8)
      output.append(UInt8(ascii: "="))
      output.append(quote)
      output.append(contentsOf: document.bytes[value.range])
      output.append(quote)
      node += 1
    }
    if node == Int(entry.end), isEmptyElementTag(entry, document) {
      output.append(UInt8(ascii: "/"))
    } else {
      open.append(element)
    }
    output.append(.greaterThan)
    return node
  }

  /// `<a/>` and not `<a></a>`: an end tag cannot end in `/>`.
  private func isEmptyElementTag(_ element: Node, _ document: borrowing SourceDocument) -> Bool {
    let last = element.range.upperBound - 2
    return last > 0 && document.bytes[last] == UInt8(ascii: "/")
  }

  private mutating func closeElements(
    before node: Int, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>
  ) {
    while let element = open.last, Int(document[element].end) <= node {
      open.removeLast()
      output.append(.lessThan)
      output.append(UInt8(ascii: "/"))
      output.append(contentsOf: document.names.name(Symbol(document[element].name)).utf8)
      output.append(.greaterThan)
    }
  }
}
