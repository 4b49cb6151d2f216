import SourceTree

/// Writes strings in JSON with no more escapes than RFC 8259 section 7 asks for.
enum JSONStringWriter {
  /// Writes the value of a string node in quotes.
  static func append(_ node: Node, of document: borrowing SourceDocument, to output: inout ContiguousArray<UInt8>) {
    let text = document.bytes.span.extracting(node.range)
    output.append(UInt8(ascii: "\""))
    if document.valueEncoding == .json, node.kind == .string || isMinimal(text) {
      output.append(text)
    } else if node.kind == .encodedString, document.valueEncoding != .verbatim {
      let value = decoded(text, document.valueEncoding)
      appendEscaped(value.span, to: &output)
    } else {
      appendEscaped(text, to: &output)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func decoded(_ source: Span<UInt8>, _ encoding: ValueEncoding) -> ContiguousArray<UInt8> {
    var value = ContiguousArray<UInt8>()
    value.reserveCapacity(source.count)
    switch encoding {
    case .json: JSONEscapes.decode(source, into: &value)
    case .xml: XMLReferences.decode(source, isAttribute: true, into: &value)
    case .csv: QuotedCell.decode(source, into: &value)
    case .verbatim, .hl7v2: value.append(source)
    }
    return value
  }

  /// Whether a JSON string uses only escapes that this writer would use.
  private static func isMinimal(_ text: Span<UInt8>) -> Bool {
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "\\") {
        position += 1
        guard position < text.count else { return false }
        switch text[position] {
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
  static func appendEscaped(_ text: Span<UInt8>, to output: inout ContiguousArray<UInt8>) {
    var start = 0
    for position in text.indices {
      let byte = text[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output.append(text.extracting(start..<position))
        appendEscape(byte, to: &output)
        start = position + 1
      }
    }
    output.append(text.extracting(start..<text.count))
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
      output.append("u00")
      output.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      let digit = byte & 0x0F
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
