import SourceTree

/// The decoded text of values, without a String.
enum ValueText {
  /// Appends the value of a node whose bytes must be decoded.
  static func decode(_ document: borrowing SourceDocument, _ node: Node, into text: inout ContiguousArray<UInt8>) {
    let source = document.bytes.span.extracting(node.range)
    switch document.valueEncoding {
    case .json: JSONEscapes.decode(source, into: &text)
    case .xml: XMLReferences.decode(source, isAttribute: true, into: &text)
    case .csv: QuotedCell.decode(source, into: &text)
    case .verbatim, .hl7v2: for index in source.indices { text.append(source[index]) }
    }
  }
}

/// Finds where bytes of a decoded value stand in the document. Offsets are best asked for in rising order: the text is then gone
/// through once.
struct SourceOffsets {
  private let node: Node
  private var position = 0
  private var length = 0

  init(_ node: Node) { self.node = node }

  /// Where the byte `offset` of the decoded text stands in the document's bytes.
  mutating func source(of offset: Int, _ document: borrowing SourceDocument) -> Int {
    guard node.kind == .encodedString else { return Int(node.offset) + offset }
    if offset < length {
      position = 0
      length = 0
    }
    let source = document.bytes.span.extracting(node.range)
    while position < source.count, length < offset {
      let step = min(SourceOffsets.stepLength(source, position, document.valueEncoding), source.count - position)
      length += step == 1 ? 1 : decodedLength(document, step)
      position += step
    }
    return Int(node.offset) + position
  }

  private func decodedLength(_ document: borrowing SourceDocument, _ step: Int) -> Int {
    var piece = ContiguousArray<UInt8>()
    let part = Node(
      kind: .encodedString, offset: node.offset + UInt32(position), length: step, end: node.end, name: node.name)
    ValueText.decode(document, part, into: &piece)
    return piece.count
  }

  /// The length of the character or escape at a position.
  private static func stepLength(_ source: Span<UInt8>, _ position: Int, _ encoding: ValueEncoding) -> Int {
    let byte = source[position]
    switch encoding {
    case .json where byte == UInt8(ascii: "\\"):
      guard position + 1 < source.count, source[position + 1] == UInt8(ascii: "u") else { return 2 }
      let isPair =
        position + 7 < source.count && source[position + 6] == UInt8(ascii: "\\") && source[position + 7] == UInt8(ascii: "u")
        && source[position + 2] | 0x20 == UInt8(ascii: "d") && source[position + 3] >= UInt8(ascii: "8")
      return isPair ? 12 : 6
    case .xml where byte == UInt8(ascii: "&"):
      var end = position
      while end < source.count, end - position < 12, source[end] != UInt8(ascii: ";") { end += 1 }
      return end < source.count && source[end] == UInt8(ascii: ";") ? end + 1 - position : 1
    case .csv where byte == UInt8(ascii: "\""): return 2
    default: return 1
    }
  }
}
