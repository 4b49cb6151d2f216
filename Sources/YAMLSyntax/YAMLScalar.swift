/// How texts are written in YAML.
enum YAMLScalar {
  /// A text, in double quotes where it needs them.
  static func text(_ text: String, inFlow: Bool = false, isKey: Bool = false) -> String {
    isPlain(text, inFlow: inFlow, isKey: isKey) ? text : quoted(text)
  }

  /// Words that YAML readers take for truth values or nothing.
  private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"]

  private static func isPlain(_ text: String, inFlow: Bool, isKey: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    if first == " " || last == " " || last == ":" || reserved.contains(text.lowercased()) || !isKey && looksLikeNumber(text) {
      return false
    }
    if "-?:,[]{}#&*!|>'\"%@`=<".unicodeScalars.contains(first) { return false }
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}": return false
      case " " where previous == ":": return false
      case "#" where previous == " ": return false
      case ",", "[", "]", "{", "}", "?", ":":
        if inFlow, scalar != ":" || isKey { return false }
      default: break
      }
      previous = scalar
    }
    return true
  }

  private static func looksLikeNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) || "+-.".utf8.contains(first) else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE_:xabcdfABCDF".utf8.contains($0) }
      && text.utf8.contains { (0x30...0x39).contains($0) } && text.utf8.count { $0 == 0x2E } < 2
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A text on several lines that folding joins with one blank each, or nil where that would change it.
  static func folded(_ text: String, width: Int) -> [String]? {
    guard text.contains(" "), !text.hasPrefix(" "), !text.hasSuffix(" "),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !("\u{7F}"..."\u{A0}").contains($0) && $0.value < 0x2028 })
    else { return nil }
    var lines = [""]
    // Words are broken apart at single blanks only; a blank that stands beside another stays inside a line.
    for word in words(text) {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = word
      } else if lines[last].count + 1 + word.count <= width {
        lines[last] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.count > 1 ? lines : nil
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let isSingleBlank =
        character == " " && index > 0 && index + 1 < characters.count && characters[index - 1] != " "
        && characters[index + 1] != " "
      if isSingleBlank {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return words + [word]
  }
}
