import Diagnostics
import SourceTree

/// Start tags with their attributes, and end tags.
extension XMLTokenizer {
  mutating func readStartTag(_ bytes: Span<UInt8>, _ document: inout SourceDocument) throws(XMLFault) {
    let start = position
    let nameStart = start + 1
    let nameEnd = XMLTokenizer.nameEnd(bytes, nameStart)
    guard nameEnd > nameStart else {
      throw XMLFault(XMLRules.malformedTag, start..<nameStart, .phrase(XMLRules.elementName))
    }
    if open.isEmpty {
      guard !hasRoot else { throw XMLFault(XMLRules.contentOutsideRoot, start..<nameEnd) }
      hasRoot = true
      document.roots.append(NodeID(index: document.nodes.count))
    }
    guard open.count < limits.depth else { throw XMLFault(.depth, start..<nameEnd) }
    // Read by the name table only, which loads integers.
    let symbol = unsafe document.names.intern(bytes.bytes, nameStart, nameEnd - nameStart)
    let node = document.open(.element, offset: start, name: symbol.rawValue)
    position = nameEnd
    let inherited = open.last?.namespaceCount ?? 0
    open.append(
      OpenElement(node: node, nameStart: nameStart, nameLength: nameEnd - nameStart, namespaceCount: inherited))
    try readAttributes(of: node, bytes, &document)
  }

  /// The rest of a start tag.
  private mutating func readAttributes(
    of node: NodeID, _ bytes: Span<UInt8>, _ document: inout SourceDocument
  ) throws(XMLFault) {
    while true {
      let next = XMLTokenizer.skipBlanks(bytes, position)
      guard next < bytes.count else { throw unexpectedEnd(bytes) }
      let byte = bytes[next]
      if byte == .greaterThan {
        position = next + 1
        return
      }
      if byte == UInt8(ascii: "/") {
        guard next + 1 < bytes.count else { throw unexpectedEnd(bytes) }
        guard bytes[next + 1] == .greaterThan else {
          throw XMLFault(XMLRules.malformedTag, (next + 1)..<(next + 2), .phrase(XMLRules.tagEnd))
        }
        position = next + 2
        open.removeLast()
        document.close(node, at: position)
        return
      }
      guard next > position else {
        throw XMLFault(XMLRules.malformedTag, next..<(next + 1), .phrase(XMLRules.blank))
      }
      guard document.nodes.count - node.index <= XMLTokenizer.attributeLimit else {
        throw XMLFault(XMLRules.tooManyAttributes, next..<(next + 1), .number(XMLTokenizer.attributeLimit))
      }
      position = next
      try readAttribute(bytes, &document)
    }
  }

  /// `name = "value"`; the node spans the value without its quotes.
  private mutating func readAttribute(
    _ bytes: Span<UInt8>, _ document: inout SourceDocument
  ) throws(XMLFault) {
    let nameStart = position
    let nameEnd = XMLTokenizer.nameEnd(bytes, nameStart)
    guard nameEnd > nameStart else {
      throw XMLFault(XMLRules.malformedTag, nameStart..<(nameStart + 1), .phrase(XMLRules.attributeName))
    }
    if XMLTokenizer.has("xmlns", bytes, nameStart) {
      let last = open.count - 1
      open[last].namespaceCount += 1
      guard open[last].namespaceCount <= XMLTokenizer.namespaceLimit else {
        throw XMLFault(XMLRules.tooManyAttributes, nameStart..<nameEnd, .number(XMLTokenizer.namespaceLimit))
      }
    }
    let equals = XMLTokenizer.skipBlanks(bytes, nameEnd)
    guard equals < bytes.count else { throw unexpectedEnd(bytes) }
    guard bytes[equals] == UInt8(ascii: "=") else {
      throw XMLFault(XMLRules.malformedTag, equals..<(equals + 1), .phrase(XMLRules.equalsSign))
    }
    let quoteStart = XMLTokenizer.skipBlanks(bytes, equals + 1)
    guard quoteStart < bytes.count else { throw unexpectedEnd(bytes) }
    let quote = bytes[quoteStart]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw XMLFault(XMLRules.malformedTag, quoteStart..<(quoteStart + 1), .phrase(XMLRules.quote))
    }
    let valueStart = quoteStart + 1
    let valueEnd = try valueEnd(bytes, valueStart, quote)
    // Read by the name table only, which loads integers.
    let symbol = unsafe document.names.intern(bytes.bytes, nameStart, nameEnd - nameStart)
    document.append(.attribute, offset: valueStart, length: valueEnd - valueStart, name: symbol.rawValue)
    position = valueEnd + 1
  }

  @inline(__always)
  private func valueEnd(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) throws(XMLFault) -> Int {
    let count = bytes.count
    var end = start
    while end < count {
      let byte = bytes[end]
      if byte == quote {
        guard end - start <= limits.valueSize else { throw XMLFault(.valueSize, (start - 1)..<start) }
        return end
      }
      if byte == .lessThan { throw XMLFault(XMLRules.malformedTag, end..<(end + 1), .phrase(XMLRules.closingQuote)) }
      end += 1
    }
    throw unexpectedEnd(bytes)
  }

  mutating func readEndTag(_ bytes: Span<UInt8>, _ document: inout SourceDocument) throws(XMLFault) {
    let start = position
    let nameStart = start + 2
    guard let element = open.last else {
      throw XMLFault(XMLRules.contentOutsideRoot, start..<XMLTokenizer.nameEnd(bytes, nameStart))
    }
    let nameEnd = nameStart + element.nameLength
    guard nameEnd < bytes.count else { throw mismatchOrEnd(element, nameStart, bytes) }
    for index in 0..<element.nameLength where bytes[element.nameStart + index] != bytes[nameStart + index] {
      throw mismatchOrEnd(element, nameStart, bytes)
    }
    let end = XMLTokenizer.skipBlanks(bytes, nameEnd)
    guard end < bytes.count else { throw unexpectedEnd(bytes) }
    guard bytes[end] == .greaterThan else {
      guard end > nameEnd else { throw mismatchOrEnd(element, nameStart, bytes) }
      throw XMLFault(XMLRules.malformedTag, end..<(end + 1), .phrase(XMLRules.tagEnd))
    }
    position = end + 1
    open.removeLast()
    document.close(element.node, at: position)
  }

  private func mismatchOrEnd(_ element: OpenElement, _ nameStart: Int, _ bytes: Span<UInt8>) -> XMLFault {
    let nameEnd = XMLTokenizer.nameEnd(bytes, nameStart)
    guard nameEnd < bytes.count else { return unexpectedEnd(bytes) }
    let expected = element.nameStart..<(element.nameStart + element.nameLength)
    return XMLFault(
      XMLRules.mismatchedTag, (nameStart - 2)..<nameEnd, .names(expected: expected, actual: nameStart..<nameEnd))
  }
}
