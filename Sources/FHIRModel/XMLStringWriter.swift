import SourceTree

/// Writes values into XML attributes (XML 1.0 section 2.3).
enum XMLStringWriter {
  /// Writes the value of a scalar node without quotes. Returns false where a character had to be replaced because XML 1.0 cannot
  /// hold it.
  static func append(
    _ node: NodeID, of document: borrowing SourceDocument, to output: inout ContiguousArray<UInt8>
  ) -> Bool {
    let entry = document[node]
    if entry.kind == .encodedString {
      let value = document.decodedBytes(of: node)
      return appendEscaped(value.span, to: &output)
    }
    return appendEscaped(document.bytes.span.extracting(entry.range), to: &output)
  }

  private static func appendEscaped(_ text: Span<UInt8>, to output: inout ContiguousArray<UInt8>) -> Bool {
    var start = 0
    var position = 0
    var isExact = true
    while position < text.count {
      guard let length = appendReplacement(text, position, start, &isExact, to: &output) else {
        position += 1
        continue
      }
      position += length
      start = position
    }
    output.append(text.extracting(start..<text.count))
    return isExact
  }

  /// Writes what comes before the character at `position`, and something in its place, where it cannot stand as it is. Returns
  /// its length in bytes, or nil where nothing was written.
  @inline(__always)
  private static func appendReplacement(
    _ text: Span<UInt8>, _ position: Int, _ start: Int, _ isExact: inout Bool, to output: inout ContiguousArray<UInt8>
  ) -> Int? {
    let byte = text[position]
    if byte > UInt8(ascii: ">"), byte != 0xEF { return nil }
    let reference: StaticString
    var length = 1
    switch byte {
    case UInt8(ascii: "&"): reference = "&amp;"
    case UInt8(ascii: "<"): reference = "&lt;"
    case UInt8(ascii: ">"): reference = "&gt;"
    case UInt8(ascii: "\""): reference = "&quot;"
    case 0x09: reference = "&#9;"
    case 0x0A: reference = "&#10;"
    case 0x0D: reference = "&#13;"
    case ..<0x20: reference = "\u{FFFD}"
    case 0xEF where position + 2 < text.count && text[position + 1] == 0xBF && text[position + 2] >= 0xBE:
      reference = "\u{FFFD}"
      length = 3
    default: return nil
    }
    output.append(text.extracting(start..<position))
    output.append(reference)
    if byte == 0xEF || byte < 0x09 || byte == 0x0B || byte == 0x0C || (0x0E..<0x20).contains(byte) { isExact = false }
    return length
  }
}
