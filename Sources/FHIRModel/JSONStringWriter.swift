import SourceTree

/// Writes strings in JSON with no more escapes than RFC 8259 section 7 asks for.
enum JSONStringWriter {
  /// Writes the value of a string node in quotes.
  static func append(_ node: Node, of document: borrowing SourceDocument, to output: inout ContiguousArray<UInt8>) {
    output.append(UInt8(ascii: "\""))
    if document.valueEncoding == .json, node.kind == .string || isMinimal(document.bytes, node.range) {
      output.append(contentsOf: document.bytes[node.range])
    } else if node.kind == .encodedString, document.valueEncoding != .verbatim {
      let value = decoded(node, of: document)
      appendEscaped(value, value.startIndex..<value.endIndex, to: &output)
    } else {
      appendEscaped(document.bytes, node.range, to: &output)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func decoded(_ node: Node, of document: borrowing SourceDocument) -> ContiguousArray<UInt8> {
    var value = ContiguousArray<UInt8>()
    value.reserveCapacity(node.length)
    let source = document.bytes.span.extracting(node.range)
    switch document.valueEncoding {
    case .json: JSONEscapes.decode(source, into: &value)
    case .xml: XMLReferences.decode(source, isAttribute: true, into: &value)
    case .csv: QuotedCell.decode(source, into: &value)
    case .verbatim, .hl7v2: for index in source.indices { value.append(source[index]) }
    }
    return value
  }

  /// Whether a JSON string uses only escapes that this writer would use.
  private static func isMinimal(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
        guard position < range.upperBound else { return false }
        switch bytes[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
          UInt8(ascii: "t"):
          break
        default: return false
        }
      }
      position += 1
    }
    return true
  }

  /// Writes text without quotes, in as few pieces as there are escapes.
  static func appendEscaped(
    _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, to output: inout ContiguousArray<UInt8>
  ) {
    var start = range.lowerBound
    var position = start
    while position < range.upperBound {
      let byte = bytes[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output.append(contentsOf: bytes[start..<position])
        appendEscape(byte, to: &output)
        start = position + 1
      }
      position += 1
    }
    output.append(contentsOf: bytes[start..<position])
  }

  private static func appendEscape(_ byte: UInt8, to output: inout ContiguousArray<UInt8>) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      output.append(contentsOf: "u00".utf8)
      output.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      let digit = byte & 0x0F
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
