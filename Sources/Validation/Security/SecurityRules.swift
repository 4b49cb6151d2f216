import Diagnostics

/// The rules of what texts and attachments hold. Numbers 2950 to 2969.
public enum SecurityRules {
  static let family = "SEC"

  public static let all: [Rule] = [tagInString, tagInMarkdown, attachmentSize]

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

  public static let attachmentSize = Rule(
    family, 2952, "attachment-size-differs", .error, .value,
    message: "the attachment states {actual} bytes and holds {expected}",
    summary: "The stated size of an attachment is not that of its data.",
    explanation: "Write the number of bytes before the data was put into base64, or leave `size` out. The data may be cut off.",
    references: ["http://hl7.org/fhir/R4/datatypes.html#attachment"],
    wrong: [
      RuleExample(
        .json, #"{"resourceType":"Patient","photo":[{"contentType":"image/png","data":"QUJD","size":4}]}"#)
    ],
    right: [
      RuleExample(
        .json, #"{"resourceType":"Patient","photo":[{"contentType":"image/png","data":"QUJD","size":3}]}"#)
    ])
}
