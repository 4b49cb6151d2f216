import HL7v2Syntax
import SourceTree

/// Copies the text of source values into a result, as UTF-8 and with escapes resolved.
struct ValueText {
  var delimiters = Delimiters.standard
  /// Values that were no UTF-8 and were read as Windows-1252.
  var transcoded = 0

  /// Appends the text of a leaf.
  ///
  /// - Returns: where it stands now.
  mutating func append(
    _ leaf: NodeID, of source: borrowing SourceDocument, to bytes: inout ContiguousArray<UInt8>
  ) -> Range<Int> {
    let start = bytes.count
    let range = source.nodes[leaf.index].range
    var isPlain = true
    let escape = source.format == .hl7v2 ? delimiters.escape ?? 0 : UInt8(ascii: "\"")
    for index in range {
      let byte = source.bytes[index]
      if byte == escape || byte >= 0x80 { isPlain = false }
      bytes.append(byte)
    }
    if isPlain { return start..<bytes.count }
    if source.format == .hl7v2 {
      resolveEscapes(from: start, in: &bytes)
    } else if source.format == .csv {
      bytes.removeSubrange(start...)
      QuotedCell.decode(source.bytes.span.extracting(range), into: &bytes)
    }
    ensureUTF8(from: start, in: &bytes)
    return start..<bytes.count
  }

  // MARK: Escapes

  private func resolveEscapes(from start: Int, in bytes: inout ContiguousArray<UInt8>) {
    guard let escape = delimiters.escape else { return }
    let text = ContiguousArray(bytes[start...])
    guard text.contains(escape) else { return }
    bytes.removeSubrange(start...)
    var position = 0
    while position < text.count {
      guard text[position] == escape, let end = text[(position + 1)...].firstIndex(of: escape) else {
        bytes.append(text[position])
        position += 1
        continue
      }
      if append(ContiguousArray(text[(position + 1)..<end]), to: &bytes) {
        position = end + 1
      } else {
        bytes.append(contentsOf: text[position...end])
        position = end + 1
      }
    }
  }

  /// Appends what an escape sequence stands for; false where it stays as it is.
  private func append(_ content: ContiguousArray<UInt8>, to bytes: inout ContiguousArray<UInt8>) -> Bool {
    switch EscapeSequence(content.span) {
    case .field: bytes.append(delimiters.field)
    case .component: bytes.append(delimiters.component ?? UInt8(ascii: "^"))
    case .subcomponent: bytes.append(delimiters.subcomponent ?? UInt8(ascii: "&"))
    case .repetition: bytes.append(delimiters.repetition ?? UInt8(ascii: "~"))
    case .escape: bytes.append(delimiters.escape ?? UInt8(ascii: "\\"))
    case .truncation: bytes.append(delimiters.truncation ?? UInt8(ascii: "#"))
    case .highlight, .normal: break
    case .formatting(.newLine, _), .formatting(.skipLines, _): bytes.append(0x0A)
    case .formatting(.fill, _), .formatting(.noFill, _): break
    case .hexadecimal: appendHexadecimal(content, to: &bytes)
    default: return false
    }
    return true
  }

  private func appendHexadecimal(_ content: ContiguousArray<UInt8>, to bytes: inout ContiguousArray<UInt8>) {
    var index = 1
    while index + 1 < content.count {
      let high = EscapeSequence.hexadecimalDigit(content[index]) ?? 0
      let low = EscapeSequence.hexadecimalDigit(content[index + 1]) ?? 0
      bytes.append(high << 4 | low)
      index += 2
    }
  }

  // MARK: Character sets

  /// Senders write UTF-8 or Windows-1252, whatever their header says: valid UTF-8 stays, all else is read as Windows-1252.
  private mutating func ensureUTF8(from start: Int, in bytes: inout ContiguousArray<UInt8>) {
    guard !isUTF8(bytes, from: start) else { return }
    transcoded += 1
    let text = ContiguousArray(bytes[start...])
    bytes.removeSubrange(start...)
    for byte in text {
      guard byte >= 0x80 else {
        bytes.append(byte)
        continue
      }
      let scalar = byte < 0xA0 ? ValueText.windows1252[Int(byte - 0x80)] : UInt16(byte)
      if scalar < 0x800 {
        bytes.append(0xC0 | UInt8(scalar >> 6))
      } else {
        bytes.append(0xE0 | UInt8(scalar >> 12))
        bytes.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      }
      bytes.append(0x80 | UInt8(scalar & 0x3F))
    }
  }

  private func isUTF8(_ bytes: ContiguousArray<UInt8>, from start: Int) -> Bool {
    var decoder = UTF8()
    var iterator = bytes[start...].makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }

  /// Code points of Windows-1252 for 80–9F; unassigned ones stay control characters.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]
}
