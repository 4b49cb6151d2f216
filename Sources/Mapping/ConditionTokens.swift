/// A word of a condition.
enum ConditionToken: Equatable {
  /// A keyword, reference, number or address, as written.
  case word(String)
  case text(String)
  case comparison(Comparison)
  case openBracket, closeBracket, comma
}

/// Splits a condition into words.
struct ConditionScanner {
  /// - Throws: ``ConditionFault`` for an unclosed text or a character that no condition has.
  static func tokens(of text: String) throws(ConditionFault) -> [ConditionToken] {
    var tokens: [ConditionToken] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.first {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{A0}": rest.removeFirst()
      case "(": tokens.append(.openBracket); rest.removeFirst()
      case ")": tokens.append(.closeBracket); rest.removeFirst()
      case ",": tokens.append(.comma); rest.removeFirst()
      case "\"", "'": tokens.append(.text(try quoted(&rest)))
      case "=", "<", ">": tokens.append(.comparison(try comparison(&rest)))
      default: tokens.append(.word(try word(&rest)))
      }
    }
    return tokens
  }

  private static func quoted(_ rest: inout ArraySlice<Unicode.Scalar>) throws(ConditionFault) -> String {
    let quote = rest.removeFirst()
    guard let end = rest.firstIndex(of: quote) else { throw ConditionFault(.unclosedText) }
    defer { rest = rest[(end + 1)...] }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: rest[..<end])
    return String(text)
  }

  private static func comparison(_ rest: inout ArraySlice<Unicode.Scalar>) throws(ConditionFault) -> Comparison {
    let first = rest.removeFirst()
    var sign = String(first)
    if first != "=", rest.first == "=" {
      sign += "="
      rest.removeFirst()
    }
    guard let comparison = Comparison(rawValue: sign) else { throw ConditionFault(.unexpectedWord) }
    return comparison
  }

  private static func word(_ rest: inout ArraySlice<Unicode.Scalar>) throws(ConditionFault) -> String {
    var word = String.UnicodeScalarView()
    while let scalar = rest.first, scalar.isASCII,
      scalar.properties.isAlphabetic || "0123456789-._:/".unicodeScalars.contains(scalar)
    {
      word.append(scalar)
      rest.removeFirst()
    }
    guard !word.isEmpty else { throw ConditionFault(.unexpectedCharacter) }
    return String(word)
  }
}

/// Why a condition cannot be read.
public struct ConditionFault: Error, Equatable {
  public enum Kind: Sendable, CaseIterable {
    case unclosedText, unexpectedCharacter, unexpectedWord, missingOperand, unclosedBracket, missingIf, tooDeep
  }

  public var kind: Kind

  init(_ kind: Kind) { self.kind = kind }
}
