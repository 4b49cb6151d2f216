import Diagnostics
import SourceTree

/// Names what is wrong where the grammar allows no further step.
extension JSONParser {
  /// The text ends, or the line in newline-delimited JSON, where something must follow.
  mutating func failureAtEnd(_ position: Int) -> JSONFailure {
    guard top.node != .max else { return JSONFailure(JSONRules.emptyDocument, position..<position) }
    let opening = Int(nodes[Int(top.node)].offset)
    return JSONFailure(
      top.isObject ? JSONRules.unclosedObject : JSONRules.unclosedArray, position..<position,
      expected: .number(position - opening), actual: .number(stack.count))
  }

  mutating func failureAtValue(_ text: Span<UInt8>, _ position: Int, _ byte: UInt8) -> JSONFailure {
    let word = position..<JSONParser.wordEnd(text, position)
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || JSONParser.isNotFinite(text, word) {
      return JSONFailure(JSONRules.invalidNumber, word)
    }
    if JSONByte.isLetter(byte) { return JSONFailure(JSONRules.unknownLiteral, word) }
    return failure(text, position, byte, expected: JSONRules.aValue)
  }

  mutating func failureAtName(_ text: Span<UInt8>, _ position: Int, _ byte: UInt8) -> JSONFailure {
    failure(text, position, byte, expected: JSONRules.aName)
  }

  mutating func failureAfterValue(_ text: Span<UInt8>, _ position: Int, _ byte: UInt8) -> JSONFailure {
    failure(text, position, byte, expected: top.isObject ? JSONRules.commaOrBrace : JSONRules.commaOrBracket)
  }

  private mutating func failure(_ text: Span<UInt8>, _ position: Int, _ byte: UInt8, expected: Phrase) -> JSONFailure {
    let here = position..<position + 1
    switch byte {
    case UInt8(ascii: "'"): return JSONFailure(JSONRules.singleQuotes, here)
    case JSONByte.closeBrace where top.node != .max && !top.isObject, JSONByte.closeBracket where top.isObject:
      return JSONFailure(JSONRules.mismatchedBracket, here, expected: .phrase(expected), actual: .byte(byte))
    default: return JSONFailure(JSONRules.unexpectedCharacter, here, expected: .phrase(expected), actual: .byte(byte))
    }
  }

  /// `NaN`, `Infinity` and their like, which some programs write.
  private static func isNotFinite(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    ["nan", "inf", "infinity"].contains { name in
      name.utf8.count == word.count && zip(name.utf8, word).allSatisfy { $0 == text[$1] | 0x20 }
    }
  }
}
