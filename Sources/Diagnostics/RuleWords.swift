/// What fills the placeholders of a rule's message.
public struct RuleWords: Sendable, Hashable {
  public var name: String
  public var value: String
  public var expected: String
  public var actual: String
  public var definition: String
  public var notes: [String]

  public init(
    name: String = "", value: String = "", expected: String = "", actual: String = "", definition: String = "",
    notes: [String] = []
  ) {
    self.name = name
    self.value = value
    self.expected = expected
    self.actual = actual
    self.definition = definition
    self.notes = notes
  }
}

extension Diagnostic {
  /// A broken rule with its message filled in.
  public init(_ rule: Rule, at place: DiagnosticPlace, _ words: RuleWords = RuleWords()) {
    var message = rule.message
    for (placeholder, text) in [
      ("{name}", words.name), ("{value}", words.value), ("{expected}", words.expected), ("{actual}", words.actual),
      ("{definition}", words.definition),
    ] {
      message = message.replacing(placeholder, text)
    }
    self.init(
      ruleID: rule.id, ruleName: rule.name, severity: rule.severity, issueType: rule.issueType, message: message,
      location: place.location, instancePath: place.path, definitionPath: words.definition.isEmpty ? nil : words.definition,
      expected: words.expected.isEmpty ? nil : words.expected, actual: words.actual.isEmpty ? nil : words.actual,
      notes: words.notes.map { DiagnosticNote($0) })
  }
}

extension String {
  /// The text with each occurrence of `part` replaced (the standard library's own `replacing` needs a regular-expression engine).
  func replacing(_ part: String, _ replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += replacement
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
