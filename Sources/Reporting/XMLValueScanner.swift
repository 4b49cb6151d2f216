/// Tells markup from values in an XML text. Tags and text run over lines, so the scan starts at the beginning of the text and is
/// kept from one excerpt to the next: findings come in the order of the text, which is then read once.
///
/// Inside a tag only the element's name and names followed by `=` count as markup, and a `<` always starts a tag, so that a lost
/// quote does not turn values into names.
struct XMLValueScanner {
  private enum State { case text, tagStart, tag, attribute(quote: UInt8), comment, cdata, instruction }

  private var position = 0
  private var state = State.text
  /// Where the last excerpt's scan began, to serve a second excerpt of the same line.
  private var kept: (position: Int, state: State) = (0, .text)

  mutating func values(in window: Range<Int>, bytes: Span<UInt8>) -> [Range<Int>] {
    (position, state) = window.lowerBound >= kept.position ? kept : (0, .text)
    var result: [Range<Int>] = []
    while position < window.upperBound {
      if position <= window.lowerBound { kept = (position, state) }
      let start = position
      let isValue = step(bytes)
      let shown = (start..<position).clamped(to: window)
      if isValue, !shown.isEmpty { result.append(shown) }
    }
    return result
  }

  /// Takes one token; says whether it is a value.
  private mutating func step(_ bytes: Span<UInt8>) -> Bool {
    switch state {
    case .text: stepText(bytes)
    case .tagStart: stepName(bytes)
    case .tag: stepTag(bytes)
    case .attribute(let quote): stepAttribute(quote, bytes)
    case .comment: stepUntil([0x2D, 0x2D, 0x3E], bytes)
    case .cdata: stepUntil([0x5D, 0x5D, 0x3E], bytes)
    case .instruction: stepUntil([0x3F, 0x3E], bytes)
    }
  }

  private mutating func stepText(_ bytes: Span<UInt8>) -> Bool {
    if bytes[position] == UInt8(ascii: "<") {
      startTag(bytes)
      return false
    }
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return true
  }

  private mutating func startTag(_ bytes: Span<UInt8>) {
    if take("<!--", bytes) {
      state = .comment
    } else if take("<![CDATA[", bytes) {
      state = .cdata
    } else if take("<?xml", bytes) {
      state = .tag
    } else if take("<?", bytes) {
      state = .instruction
    } else {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "/") { position += 1 }
      state = .tagStart
    }
  }

  private mutating func stepName(_ bytes: Span<UInt8>) -> Bool {
    state = .tag
    if XMLValueScanner.isNameByte(bytes[position]) { skipName(bytes) }
    return false
  }

  private mutating func stepTag(_ bytes: Span<UInt8>) -> Bool {
    let byte = bytes[position]
    if XMLValueScanner.isNameByte(byte) {
      skipName(bytes)
      var next = position
      while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
      let isAttributeName = next < bytes.count && bytes[next] == UInt8(ascii: "=")
      return !isAttributeName
    }
    if byte == UInt8(ascii: "<") {
      startTag(bytes)
      return false
    }
    position += 1
    if byte == UInt8(ascii: ">") { state = .text }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { state = .attribute(quote: byte) }
    return false
  }

  private mutating func stepAttribute(_ quote: UInt8, _ bytes: Span<UInt8>) -> Bool {
    if bytes[position] == quote {
      position += 1
      state = .tag
      return false
    }
    while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: "<") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "<") { state = .tag }
    return true
  }

  private mutating func stepUntil(_ end: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    while position < bytes.count {
      position += 1
      guard position >= end.count else { continue }
      var matches = true
      for index in end.indices where bytes[position - end.count + index] != end[index] { matches = false }
      if matches {
        state = .text
        break
      }
    }
    return true
  }

  private mutating func skipName(_ bytes: Span<UInt8>) {
    while position < bytes.count, XMLValueScanner.isNameByte(bytes[position]) { position += 1 }
  }

  private mutating func take(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let wanted = Array(text.description.utf8)
    guard position + wanted.count <= bytes.count else { return false }
    for index in wanted.indices where bytes[position + index] != wanted[index] { return false }
    position += wanted.count
    return true
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...0xFF:
      true
    default: false
    }
  }
}
