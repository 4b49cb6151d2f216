extension SourceDocument {
  /// The node's value as text, escapes and references resolved (HL7 v2 escapes depend on the message and are resolved by
  /// `HL7v2Model`). Malformed UTF-8 is replaced; parsers have reported it by then.
  public func text(of node: NodeID) -> String {
    let entry = nodes[node.index]
    let isDecoded = entry.kind == .encodedString || entry.kind == .attribute || entry.kind == .text
    guard isDecoded || (entry.kind == .field && valueEncoding == .csv) else { return rawText(of: node) }
    return String(decoding: decodedBytes(of: node), as: UTF8.self)
  }

  /// The node's value as bytes, escapes and references resolved.
  public func decodedBytes(of node: NodeID) -> ContiguousArray<UInt8> {
    let entry = nodes[node.index]
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(entry.length)
    let source = bytes.span.extracting(entry.range)
    switch valueEncoding {
    case .json where entry.kind == .encodedString: JSONEscapes.decode(source, into: &result)
    case .xml where entry.kind == .encodedString || entry.kind == .attribute || entry.kind == .text:
      XMLReferences.decode(source, isAttribute: entry.kind != .text, into: &result)
    case .csv where entry.kind == .field:
      QuotedCell.decode(source, quote: QuotedCell.quote(before: entry.range.lowerBound, in: bytes.span), into: &result)
    default: result.append(contentsOf: bytes[entry.range])
    }
    return result
  }
}

/// JSON string escapes, RFC 8259 section 7. Lone surrogates become U+FFFD; the parser has reported them.
public enum JSONEscapes {
  public static func decode(_ source: Span<UInt8>, into result: inout ContiguousArray<UInt8>) {
    var position = 0
    while position < source.count {
      let plainEnd = firstBackslash(source, position)
      // A copy of a part whose bounds the extraction checks.
      unsafe source.extracting(position..<plainEnd).withUnsafeBufferPointer { unsafe result.append(contentsOf: $0) }
      position = plainEnd
      guard position < source.count else { return }
      guard position + 1 < source.count else {
        result.append(source[position])
        return
      }
      position += 2
      switch source[position - 1] {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"): appendUnicode(source, &position, into: &result)
      case let other: result.append(other)
      }
    }
  }

  private static func firstBackslash(_ source: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < source.count, source[position] != UInt8(ascii: "\\") { position += 1 }
    return position
  }

  private static func appendUnicode(
    _ source: Span<UInt8>, _ position: inout Int, into result: inout ContiguousArray<UInt8>
  ) {
    guard let first = hexadecimal(source, position) else {
      result.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
      return
    }
    position += 4
    var scalar = UInt32(first)
    if 0xD800..<0xDC00 ~= first, position + 1 < source.count, source[position] == UInt8(ascii: "\\"),
      source[position + 1] == UInt8(ascii: "u"), let second = hexadecimal(source, position + 2), 0xDC00..<0xE000 ~= second
    {
      position += 6
      scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    }
    result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  static func hexadecimal(_ source: Span<UInt8>, _ position: Int) -> UInt16? {
    guard position + 4 <= source.count else { return nil }
    var value: UInt16 = 0
    for index in position..<(position + 4) {
      guard let digit = Character(Unicode.Scalar(source[index])).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

/// XML character references and the five predefined entities, XML 1.0 sections 4.1 and 4.6, with the normalisation of line
/// ends (2.11) and of blanks in attributes (3.3.3).
public enum XMLReferences {
  public static func decode(_ source: Span<UInt8>, isAttribute: Bool, into result: inout ContiguousArray<UInt8>) {
    var position = 0
    while position < source.count {
      let byte = source[position]
      position += 1
      switch byte {
      case UInt8(ascii: "&"): decodeReference(source, &position, into: &result)
      case 0x0D:
        if position < source.count, source[position] == 0x0A { position += 1 }
        result.append(isAttribute ? 0x20 : 0x0A)
      case 0x09, 0x0A: result.append(isAttribute ? 0x20 : byte)
      default: result.append(byte)
      }
    }
  }

  private static func decodeReference(
    _ source: Span<UInt8>, _ position: inout Int, into result: inout ContiguousArray<UInt8>
  ) {
    var end = position
    while end < source.count, source[end] != UInt8(ascii: ";"), end - position < 12 { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: ";") else {
      result.append(UInt8(ascii: "&"))
      return
    }
    var name = ""
    for index in position..<end { name.unicodeScalars.append(Unicode.Scalar(source[index])) }
    let scalar: Unicode.Scalar?
    switch name {
    case "amp": scalar = "&"
    case "lt": scalar = "<"
    case "gt": scalar = ">"
    case "quot": scalar = "\""
    case "apos": scalar = "'"
    default:
      if name.hasPrefix("#x") {
        scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else if name.hasPrefix("#") {
        scalar = UInt32(name.dropFirst(1)).flatMap(Unicode.Scalar.init)
      } else {
        scalar = nil
      }
    }
    guard let scalar else {
      result.append(UInt8(ascii: "&"))
      return
    }
    result.append(contentsOf: String(scalar).utf8)
    position = end + 1
  }
}

/// The contents of a cell of a table. In a quoted cell two quotes stand for one (RFC 4180 section 2.7).
public enum QuotedCell {
  /// The quote that opens the cell whose contents start at an offset, or nil for a cell that is not quoted.
  public static func quote(before offset: Int, in source: Span<UInt8>) -> UInt8? {
    guard offset > 0 else { return nil }
    let byte = source[offset - 1]
    return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? byte : nil
  }

  /// Adds the text of a cell that was quoted with `"`.
  public static func decode(_ source: Span<UInt8>, into result: inout ContiguousArray<UInt8>) {
    decode(source, quote: UInt8(ascii: "\""), into: &result)
  }

  /// Adds the text of a cell in UTF-8, see ``EightBitText``.
  public static func decode(_ source: Span<UInt8>, quote: UInt8?, into result: inout ContiguousArray<UInt8>) {
    guard let quote else { return EightBitText.append(source, to: &result) }
    var start = 0
    var position = 0
    while position < source.count {
      if source[position] == quote, position + 1 < source.count, source[position + 1] == quote {
        EightBitText.append(source.extracting(start..<(position + 1)), to: &result)
        position += 1
        start = position + 1
      }
      position += 1
    }
    EightBitText.append(source.extracting(start..<source.count), to: &result)
  }
}
