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
      return appendEscaped(value, value.startIndex..<value.endIndex, to: &output)
    }
    return appendEscaped(document.bytes, entry.range, to: &output)
  }

  private static func appendEscaped(
    _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, to output: inout ContiguousArray<UInt8>
  ) -> Bool {
    var start = range.lowerBound
    var position = start
    var isExact = true
    while position < range.upperBound {
      if let (reference, length) = replacement(bytes, position, range.upperBound) {
        output.append(contentsOf: bytes[start..<position])
        output.append(contentsOf: reference.utf8)
        if reference == "\u{FFFD}" { isExact = false }
        position += length
        start = position
      } else {
        position += 1
      }
    }
    output.append(contentsOf: bytes[start..<position])
    return isExact
  }

  /// What to write for the character at `position`, and its length, where it cannot stand as it is.
  private static func replacement(
    _ bytes: ContiguousArray<UInt8>, _ position: Int, _ end: Int
  ) -> (reference: String, length: Int)? {
    switch bytes[position] {
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "\""): return ("&quot;", 1)
    case 0x09: return ("&#9;", 1)
    case 0x0A: return ("&#10;", 1)
    case 0x0D: return ("&#13;", 1)
    case ..<0x20: return ("\u{FFFD}", 1)
    case 0xEF where position + 2 < end && bytes[position + 1] == 0xBF && bytes[position + 2] >= 0xBE:
      return ("\u{FFFD}", 3)
    default: return nil
    }
  }
}
