/// The grammar of SNOMED CT's expression constraint language (ECL 2.2, https://docs.snomed.org/snomed-ct-specifications/snomed-ct-expression-constraint-language):
/// whether a text has its form, and where it first has not. What stands in the double braces of filters is a language of its own and is
/// skipped; that concepts exist is not looked at.
public struct ExpressionConstraint {
  private let text: [UInt8]
  private var position = 0
  /// How far reading got: what stands there is what is wrong.
  private var furthest = 0
  private static let maximumDepth = 64

  /// The byte of the text at which it stops being an expression constraint; nil where it is one.
  public static func fault(in text: String) -> Int? {
    var parser = ExpressionConstraint(text: Array(text.utf8))
    if parser.constraint(depth: 0), parser.isAtEnd { return nil }
    return min(parser.furthest, parser.text.count)
  }

  public static func isWellFormed(_ text: String) -> Bool { fault(in: text) == nil }

  private init(text: [UInt8]) { self.text = text }
}

// Characters.
extension ExpressionConstraint {
  private var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position == text.count
    }
  }

  private var next: UInt8 {
    mutating get {
      skipBlanks()
      return position < text.count ? text[position] : 0
    }
  }

  /// Blanks and comments.
  private mutating func skipBlanks() {
    while position < text.count {
      if text[position] <= 0x20 {
        position += 1
      } else if text[position...].starts(with: "/*".utf8) {
        let start = position
        position += 2
        while position < text.count, !text[position...].starts(with: "*/".utf8) { position += 1 }
        guard position < text.count else {
          position = start
          break
        }
        position += 2
      } else {
        break
      }
    }
    furthest = max(furthest, position)
  }

  private mutating func take(_ token: String) -> Bool {
    skipBlanks()
    guard text[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    furthest = max(furthest, position)
    return true
  }

  /// A word in any case, which no letter may follow.
  private mutating func take(word: String) -> Bool {
    skipBlanks()
    let end = position + word.utf8.count
    guard end <= text.count, zip(text[position..<end], word.utf8).allSatisfy({ $0 | 0x20 == $1 }) else { return false }
    if end < text.count, 0x61...0x7A ~= text[end] | 0x20 { return false }
    position = end
    furthest = max(furthest, position)
    return true
  }

  /// Up to and over a byte.
  private mutating func skip(to byte: UInt8) -> Bool {
    guard let end = text[position...].firstIndex(of: byte) else { return false }
    position = end + 1
    furthest = max(furthest, position)
    return true
  }

  /// At least one of some bytes.
  private mutating func take(while isPart: (UInt8) -> Bool) -> Int {
    let start = position
    while position < text.count, isPart(text[position]) { position += 1 }
    furthest = max(furthest, position)
    return position - start
  }
}

// Constraints.
extension ExpressionConstraint {
  private enum Junction { case conjunction, disjunction, exclusion }

  private mutating func junction() -> Junction? {
    if take(word: "and") || take(",") { return .conjunction }
    if take(word: "or") { return .disjunction }
    return take(word: "minus") ? .exclusion : nil
  }

  private mutating func constraint(depth: Int) -> Bool {
    guard depth < ExpressionConstraint.maximumDepth, operand(depth: depth) else { return false }
    if take(":") { return refinement(depth: depth + 1) }
    var isDotted = false
    while take(".") {
      guard operand(depth: depth) else { return false }
      isDotted = true
    }
    if isDotted { return true }
    // Without brackets only operators of one kind follow each other, and `MINUS` stands alone.
    var before = position
    guard let first = junction() else { return true }
    repeat {
      guard operand(depth: depth) else { return false }
      before = position
      let another = junction()
      guard another == first, first != .exclusion else {
        position = before
        if another != nil { furthest = before }
        return true
      }
    } while true
  }

  /// What operators stand between: a concept, any concept, or a constraint in brackets.
  private mutating func operand(depth: Int) -> Bool {
    for symbol in ["<<!", "<!", "<<", "<", ">>!", ">!", ">>", ">", "!!<", "!!>"] where take(symbol) { break }
    if take("^"), take("["), !skip(to: UInt8(ascii: "]")) { return false }
    if take("(") {
      guard constraint(depth: depth + 1), take(")") else { return false }
    } else if !take("*"), !concept() {
      return false
    }
    while take("{{") { if !filterEnd() { return false } }
    return true
  }

  /// The end of a filter, with texts in it skipped.
  private mutating func filterEnd() -> Bool {
    while position < text.count {
      if take("}}") { return true }
      position += 1
      if position <= text.count, text[position - 1] == UInt8(ascii: "\""), !skip(to: UInt8(ascii: "\"")) { return false }
    }
    return false
  }

  /// An identifier, or one of another scheme (`LOINC#54486-6`), with a term between bars.
  private mutating func concept() -> Bool {
    skipBlanks()
    let start = position
    let digits = take { 0x30...0x39 ~= $0 }
    if digits == 0 {
      guard take(while: { 0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F }) > 0,
        position < text.count, text[position] == UInt8(ascii: "#")
      else {
        position = start
        return false
      }
      position += 1
      guard take(while: { $0 > 0x20 && !"(),:{}[]|".utf8.contains($0) }) > 0 else { return false }
    } else if !(6...18).contains(digits) {
      position = start
      furthest = start
      return false
    }
    guard next == UInt8(ascii: "|") else { return true }
    position += 1
    return skip(to: UInt8(ascii: "|"))
  }
}

// Refinements.
extension ExpressionConstraint {
  private mutating func refinement(depth: Int) -> Bool {
    guard depth < ExpressionConstraint.maximumDepth else { return false }
    repeat {
      guard attributeOrGroup(depth: depth) else { return false }
    } while take(",") || take(word: "and") || take(word: "or")
    return true
  }

  private mutating func attributeOrGroup(depth: Int) -> Bool {
    if take("["), !cardinality() { return false }
    if take("{") { return refinement(depth: depth + 1) && take("}") }
    if next == UInt8(ascii: "("), let end = groupEnd(depth: depth) {
      position = end
      return true
    }
    let start = position
    if take(word: "r"), next == UInt8(ascii: "#") { position = start }
    guard operand(depth: depth) else { return false }
    guard take("!=") || take("<=") || take(">=") || take("=") || take("<") || take(">") else { return false }
    return value(depth: depth)
  }

  /// `0..*]`
  private mutating func cardinality() -> Bool {
    skipBlanks()
    guard take(while: { 0x30...0x39 ~= $0 }) > 0, take("..") else { return false }
    skipBlanks()
    return (take("*") || take(while: { 0x30...0x39 ~= $0 }) > 0) && take("]")
  }

  /// What an attribute is compared with: a concept, a number, a text, or several of the latter in brackets.
  private mutating func value(depth: Int) -> Bool {
    if take(word: "true") || take(word: "false") { return true }
    if isLiteral { return literal() }
    let start = position
    if take("("), isLiteral {
      while isLiteral { if !literal() { return false } }
      return take(")")
    }
    position = start
    return operand(depth: depth + 1)
  }

  private var isLiteral: Bool {
    mutating get {
      let byte = next
      guard byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\"") else { return true }
      return ["match:", "wild:"].contains { text[position...].starts(with: $0.utf8) }
    }
  }

  private mutating func literal() -> Bool {
    if take("#") { return take { 0x30...0x39 ~= $0 || "+-.".utf8.contains($0) } > 0 }
    _ = take("match:") || take("wild:")
    if take("(") {
      while next == UInt8(ascii: "\"") { if !quoted() { return false } }
      return take(")")
    }
    return quoted()
  }

  private mutating func quoted() -> Bool {
    guard take("\"") else { return false }
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") { position += 1 }
    }
    return false
  }

  /// Where a refinement in brackets ends; nil where the bracket opens something else.
  private mutating func groupEnd(depth: Int) -> Int? {
    var copy = self
    let isGroup = copy.take("(") && copy.refinement(depth: depth + 1) && copy.take(")")
    furthest = max(furthest, copy.furthest)
    return isGroup ? copy.position : nil
  }
}
