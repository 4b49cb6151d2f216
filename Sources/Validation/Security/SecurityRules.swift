import Diagnostics

/// The rules of what texts hold. Numbers 2950 to 2969.
public enum SecurityRules {
  static let family = "SEC"

  public static let all: [Rule] = [tagInString, tagInMarkdown]

  public static let tagInString = Rule(
    family, 2950, "html-in-string", .error, .security,
    message: "the string holds what looks like an HTML tag",
    summary: "A string holds what looks like an HTML tag.",
    explanation: """
      Programs that show the string without escaping it run what it holds. Strings are plain text: take the markup out. \
      No example is given: this is looked at only when security checks are asked for.
      """,
    references: ["http://hl7.org/fhir/R4/security.html#narrative"])

  public static let tagInMarkdown = Rule(
    family, 2951, "html-in-markdown", .error, .security,
    message: "the markdown holds what looks like an HTML tag",
    summary: "A markdown text holds what looks like an HTML tag.",
    explanation: """
      Whether a program shows the tag, drops it or runs it depends on the program. Write it as code or escape it. \
      No example is given: this is looked at only when HTML in markdown is refused.
      """,
    references: ["http://hl7.org/fhir/R4/datatypes.html#markdown"])
}
