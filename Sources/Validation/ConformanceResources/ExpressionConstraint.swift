/// The grammar of SNOMED CT's expression constraints (https://confluence.ihtsdotools.org/display/DOCECL): whether a text has its form.
/// Only what every release of the language has in common is told from what none has: operators, concepts, refinements, brackets.
struct ExpressionConstraint {
  private let text: [UInt8]
  private var position = 0

  static func isWellFormed(_ text: String) -> Bool {
    var parser = ExpressionConstraint(text: Array(text.utf8))
    // Filters in double braces are a language of their own.
    if parser.has("{{") { return true }
    return parser.constraint(depth: 0) && parser.isAtEnd
  }

  private init(text: [UInt8]) { self.text = text }

  private func has(_ part: String) -> Bool {
    let wanted = Array(part.utf8)
    return text.indices.contains { text[$0...].starts(with: wanted) }
  }

  private var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position == text.count
    }
  }

  private mutating func skipBlanks() {
    while position < text.count, text[position] <= 0x20 { position += 1 }
  }

  private mutating func take(_ token: String) -> Bool {
    skipBlanks()
    let wanted = Array(token.utf8)
    guard text.count - position >= wanted.count,
      zip(text[position...], wanted).allSatisfy({ $0 == $1 || ($0 | 0x20 == $1 && 0x61...0x7A ~= $1) })
    else { return false }
    position += wanted.count
    return true
  }

  private var next: UInt8 {
    mutating get {
      skipBlanks()
      return position < text.count ? text[position] : 0
    }
  }

  private mutating func constraint(depth: Int) -> Bool {
    guard depth < 64, operand(depth: depth) else { return false }
    while take("and") || take("or") || take("minus") || take(",") {
      guard operand(depth: depth) else { return false }
    }
    if take(".") { return constraint(depth: depth + 1) }
    guard take(":") else { return true }
    return refinement(depth: depth)
  }

  private mutating func operand(depth: Int) -> Bool {
    for symbol in ["<<!", "<!", "<<", "<", ">>!", ">!", ">>", ">", "!!<", "!!>"] where take(symbol) { break }
    if take("^") { _ = take("[") && skip(to: UInt8(ascii: "]")) }
    if take("(") { return constraint(depth: depth + 1) && take(")") }
    return take("*") || concept()
  }

  private mutating func skip(to byte: UInt8) -> Bool {
    while position < text.count, text[position] != byte { position += 1 }
    position += 1
    return position <= text.count
  }

  /// An identifier, with a term between bars.
  private mutating func concept() -> Bool {
    skipBlanks()
    let start = position
    while position < text.count, 0x30...0x39 ~= text[position] { position += 1 }
    guard 6...18 ~= position - start else { return false }
    guard next == UInt8(ascii: "|") else { return true }
    position += 1
    return skip(to: UInt8(ascii: "|"))
  }

  private mutating func refinement(depth: Int) -> Bool {
    repeat {
      guard attributeOrGroup(depth: depth) else { return false }
    } while take(",") || take("and") || take("or")
    return true
  }

  private mutating func attributeOrGroup(depth: Int) -> Bool {
    guard depth < 64 else { return false }
    if take("[") { _ = skip(to: UInt8(ascii: "]")) }
    if take("{") { return refinement(depth: depth + 1) && take("}") }
    if next == UInt8(ascii: "("), let end = groupEnd(depth: depth) {
      position = end
      return true
    }
    if take("r ") { skipBlanks() }
    guard operand(depth: depth) else { return false }
    guard take("!=") || take("<=") || take(">=") || take("=") || take("<") || take(">") else { return false }
    if take("#") {
      while position < text.count, 0x30...0x39 ~= text[position] || text[position] == UInt8(ascii: ".") || text[position] == 0x2D
      {
        position += 1
      }
      return true
    }
    if take("\"") { return skip(to: UInt8(ascii: "\"")) }
    return take("true") || take("false") || operand(depth: depth + 1)
  }

  /// Where a refinement in brackets ends; nil where the bracket opens something else.
  private func groupEnd(depth: Int) -> Int? {
    var copy = self
    guard copy.take("("), copy.refinement(depth: depth + 1), copy.take(")") else { return nil }
    return copy.position
  }
}
