import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Copies the text of source values into a result, as UTF-8 and with escapes resolved.
struct ValueText {
  var decoder = ValueDecoder(delimiters: .standard, encoding: .utf8)

  /// Appends the text of a leaf.
  ///
  /// - Returns: where it stands now.
  func append(_ leaf: NodeID, of source: borrowing SourceDocument, to bytes: inout ContiguousArray<UInt8>) -> Range<Int> {
    let start = bytes.count
    let range = source.nodes[leaf.index].range
    let escape = source.format == .hl7v2 ? decoder.delimiters.escape ?? 0 : UInt8(ascii: "\"")
    for index in range {
      let byte = source.bytes[index]
      guard byte != escape, byte < 0x80 else {
        bytes.removeSubrange(start...)
        if source.format == .hl7v2 {
          decoder.append(source.bytes.span, range, to: &bytes)
        } else {
          bytes.append(contentsOf: source.decodedBytes(of: leaf))
        }
        break
      }
      bytes.append(byte)
    }
    return start..<bytes.count
  }
}
