import Diagnostics

/// Something wrong with an expression, at a place in its text. `{actual}` and `{expected}` of the rule's message are filled in.
public struct ExpressionProblem: Error, Sendable, Hashable {
  public var rule: RuleCode
  public var ruleID: String
  public var severity: Severity
  public var message: String
  /// Bytes of the expression.
  public var range: Range<Int>

  init(_ rule: Rule, _ range: Range<Int>, actual: String = "", expected: String = "") {
    self.rule = rule.code
    ruleID = rule.id
    severity = rule.severity
    message = ExpressionProblem.fill(rule.message, actual: actual, expected: expected)
    self.range = range
  }

  private static func fill(_ template: String, actual: String, expected: String) -> String {
    var result = ""
    var rest = template[...]
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      rest = rest[brace...]
      if rest.hasPrefix("{actual}") {
        result += actual
        rest = rest.dropFirst(8)
      } else if rest.hasPrefix("{expected}") {
        result += expected
        rest = rest.dropFirst(10)
      } else {
        result += "{"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
