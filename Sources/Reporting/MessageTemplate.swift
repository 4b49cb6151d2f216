/// Fills the placeholders of a rule's message.
public enum MessageTemplate {
  /// What a placeholder may be called, see `Rule`.
  public static let placeholders = ["name", "value", "expected", "actual", "definition", "path"]

  /// The placeholders a template uses, for checking rules.
  public static func placeholders(in template: String) -> [String] {
    var result: [String] = []
    _ = fill(template) { name in
      result.append(name)
      return ""
    }
    return result
  }

  /// The template with each `{placeholder}` replaced by what `value` gives for it. Braces that hold anything but lower-case
  /// letters are text.
  public static func fill(_ template: String, _ value: (String) -> String) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let after = rest.index(after: open)
      let close = rest[after...].firstIndex(of: "}") ?? rest.endIndex
      let name = rest[after..<close]
      if close < rest.endIndex, !name.isEmpty, name.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) {
        result += value(String(name))
        rest = rest[rest.index(after: close)...]
      } else {
        result += "{"
        rest = rest[after...]
      }
    }
    return result + rest
  }
}
