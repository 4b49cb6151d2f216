import ArgumentParser
import Diagnostics
import Plumbline

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains a rule, with examples; without a rule, lists all.")

  @Argument(help: "A rule by id, such as JSON-0101, or by name; or the start of either.")
  var rule: String?

  func run() throws {
    guard let rule else {
      Console.output(RuleExplanation.list(ProductRules.registry.rules))
      return
    }
    if let match = ProductRules.registry.rule(named: rule) {
      Console.output(RuleExplanation.text(match))
      return
    }
    let wanted = rule.lowercased()
    let near = ProductRules.registry.rules.filter { $0.id.lowercased().hasPrefix(wanted) || $0.name.contains(wanted) }
    guard !near.isEmpty else {
      throw ValidationError("there is no rule `\(rule)`; `plumbline explain` lists all rules")
    }
    Console.output(RuleExplanation.list(near))
  }
}

/// Rules as text for people.
enum RuleExplanation {
  /// A line a rule.
  static func list(_ rules: [Rule]) -> String {
    let width = rules.map { $0.id.utf8.count }.max() ?? 0
    return rules.reduce(into: "") { text, rule in
      text += pad(rule.id, width) + "  " + pad(rule.severity.code, 11) + "  " + rule.name + ": " + rule.summary + "\n"
    }
  }

  static func text(_ rule: Rule) -> String {
    var text = "\(rule.id) \(rule.name)\n"
    text += "\(rule.severity.code), \(rule.issueType.rawValue)\n\n"
    text += wrap(rule.summary) + "\n" + wrap(rule.explanation)
    if !rule.references.isEmpty { text += "\nSee " + rule.references.joined(separator: "\n    ") + "\n" }
    text += examples("Wrong", rule.wrong) + examples("Right", rule.right)
    return text
  }

  private static func examples(_ title: String, _ examples: [RuleExample]) -> String {
    examples.reduce(into: "") { text, example in
      text += "\n\(title) (\(example.language.rawValue)):\n"
      for line in example.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        text += "  " + visible(line) + "\n"
      }
    }
  }

  /// An example's line, cut where it is too long to be read and with control characters made visible.
  private static func visible(_ line: Substring) -> String {
    let cut = line.count > 200 ? line.prefix(200) + "…" : line
    return cut.unicodeScalars.reduce(into: "") { text, scalar in
      let picture = scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : scalar
      text.unicodeScalars.append(picture ?? scalar)
    }
  }

  private static func wrap(_ text: String, width: Int = 100) -> String {
    var result = ""
    var column = 0
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if column > 0, column + word.count + 1 > width {
        result += "\n"
        column = 0
      }
      result += (column > 0 ? " " : "") + word
      column += word.count + (column > 0 ? 1 : 0)
    }
    return result + "\n"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
