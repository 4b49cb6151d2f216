/// Splits an expression into tokens by the grammar of FHIRPath (http://hl7.org/fhirpath/N1/grammar.html).
struct Lexer {
  private let text: ContiguousArray<UInt8>
  private var position = 0

  init(_ expression: String) { text = ContiguousArray(expression.utf8) }

  private func peek(_ ahead: Int = 0) -> UInt8 { position + ahead < text.count ? text[position + ahead] : 0 }

  private func isDigit(_ ahead: Int) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek(ahead) }

  mutating func next() throws(ExpressionProblem) -> Token {
    try skipBlanks()
    let start = position
    guard position < text.count else { return Token(kind: .end, range: start..<start) }
    let kind: Token.Kind
    var temporal: Temporal?
    switch peek() {
    case UInt8(ascii: "'"): kind = .string(try quoted(UInt8(ascii: "'"), "the string"))
    case UInt8(ascii: "`"): kind = .quotedName(try quoted(UInt8(ascii: "`"), "the name"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = number()
    case UInt8(ascii: "@"):
      temporal = try temporalLiteral()
      kind = .temporal
    case UInt8(ascii: "$"):
      position += 1
      kind = .special(word())
    case UInt8(ascii: "%"): kind = .variable(try variable())
    case let byte where Lexer.isWordByte(byte): kind = .word(word())
    default: kind = .sign(sign())
    }
    return Token(kind: kind, range: start..<position, temporal: temporal)
  }

  private mutating func skipBlanks() throws(ExpressionProblem) {
    while position < text.count {
      switch peek() {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while position < text.count, peek() != 0x0A, peek() != 0x0D { position += 1 }
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        let start = position
        position += 2
        while position < text.count, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { position += 1 }
        guard position < text.count else {
          throw ExpressionProblem(FHIRPathRules.unterminated, start..<text.count, actual: "the comment")
        }
        position += 2
      default: return
      }
    }
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func word() -> String {
    let start = position
    while Lexer.isWordByte(peek()) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func variable() throws(ExpressionProblem) -> String {
    position += 1
    switch peek() {
    case UInt8(ascii: "`"): return try quoted(UInt8(ascii: "`"), "the name")
    case UInt8(ascii: "'"): return try quoted(UInt8(ascii: "'"), "the name")
    default: return word()
    }
  }

  private mutating func number() -> Token.Kind {
    let start = position
    while isDigit(0) { position += 1 }
    if peek() == UInt8(ascii: "."), isDigit(1) {
      position += 1
      while isDigit(0) { position += 1 }
    } else if peek() == UInt8(ascii: "L"), !Lexer.isWordByte(peek(1)) {
      position += 1
      return .long(String(decoding: text[start..<(position - 1)], as: UTF8.self))
    }
    return .number(String(decoding: text[start..<position], as: UTF8.self))
  }

  private mutating func temporalLiteral() throws(ExpressionProblem) -> Temporal {
    let start = position
    position += 1
    var end = position
    if let value = Temporal.literal(text.span, &end) {
      position = end
      return value
    }
    while Lexer.isWordByte(peek()) || peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: ":") { position += 1 }
    throw ExpressionProblem(
      FHIRPathRules.invalidLiteral, start..<position, actual: String(decoding: text[start..<position], as: UTF8.self))
  }

  private mutating func sign() -> String {
    let start = position
    let two = [peek(), peek(1)]
    let pairs: [[UInt8]] = [Array("<=".utf8), Array(">=".utf8), Array("!=".utf8), Array("!~".utf8)]
    position += pairs.contains(two) ? 2 : 1
    while position < text.count, peek() & 0xC0 == 0x80 { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func quoted(_ quote: UInt8, _ what: String) throws(ExpressionProblem) -> String {
    let start = position
    position += 1
    var units: [UInt16] = []
    var run = position
    while position < text.count, peek() != quote {
      if peek() == UInt8(ascii: "\\") {
        units += String(decoding: text[run..<position], as: UTF8.self).utf16
        position += 1
        escape(into: &units)
        run = position
      } else {
        position += 1
      }
    }
    guard position < text.count else { throw ExpressionProblem(FHIRPathRules.unterminated, start..<text.count, actual: what) }
    units += String(decoding: text[run..<position], as: UTF8.self).utf16
    position += 1
    return String(decoding: units, as: UTF16.self)
  }

  /// A backslash before a character that needs none is dropped.
  private mutating func escape(into units: inout [UInt16]) {
    let byte = peek()
    switch byte {
    case UInt8(ascii: "n"): units.append(10)
    case UInt8(ascii: "r"): units.append(13)
    case UInt8(ascii: "t"): units.append(9)
    case UInt8(ascii: "f"): units.append(12)
    case UInt8(ascii: "u"):
      if let unit = hexadecimal() {
        units.append(unit)
        position += 4
      } else {
        units.append(UInt16(byte))
      }
    case let other where other < 0x80 && position < text.count: units.append(UInt16(other))
    default: return
    }
    position += 1
  }

  private func hexadecimal() -> UInt16? {
    var value: UInt16 = 0
    for index in 1...4 {
      guard let digit = Character(Unicode.Scalar(peek(index))).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
