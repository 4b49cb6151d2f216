import Diagnostics

/// The rules on character encodings of XML documents (https://www.w3.org/TR/xml/#charencoding and appendix F).
public enum XMLEncodingRules {
  public static let unsupportedEncoding = Rule(
    XMLRules.family, 208, "unsupported-encoding", .fatal, .notSupported,
    message: "the document declares the encoding `{actual}`, which is not supported",
    summary: "The document is in an encoding other than UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and Windows-1252.",
    explanation: "FHIR requires UTF-8. Convert the file to UTF-8, for example with `iconv`, and declare that.",
    references: ["http://hl7.org/fhir/R4/xml.html", "https://www.w3.org/TR/xml/#charencoding"],
    wrong: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>")],
    right: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>")])

  public static let malformedText = Rule(
    XMLRules.family, 209, "xml-malformed-utf-8", .error, .invalid,
    message: "the bytes here are not UTF-8",
    summary: "The document holds bytes that are not valid in its encoding.",
    explanation: """
      Without another declaration XML is UTF-8. Bytes that are not usually come from a system that writes Windows-1252 or \
      ISO-8859-1: convert the file, or declare the encoding that it really has. Such bytes are read \
      as question marks; the first are told. No example is given: text cannot hold such bytes.
      """,
    references: ["https://www.w3.org/TR/xml/#charencoding"])

  public static let transcoded = Rule(
    XMLRules.family, 212, "transcoded", .information, .informational,
    message: "the document was converted from `{actual}` to UTF-8 before it was read",
    summary: "The document was not in UTF-8.",
    explanation: """
      Places in the report count bytes of the converted text; lines and columns are those of the file. FHIR requires UTF-8, so \
      have the sender write that.
      """,
    references: ["http://hl7.org/fhir/R4/xml.html"],
    wrong: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\u{E9}</a>")],
    right: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\u{E9}</a>")])

  public static let encodingMismatch = Rule(
    XMLRules.family, 213, "encoding-mismatch", .warning, .conflict,
    message: "the document declares the encoding `{actual}`, but its bytes are in another one",
    summary: "The XML declaration and the bytes of the document disagree about the encoding.",
    explanation: """
      The document starts with the mark of another encoding than it declares, declares a two-byte encoding in plain text, or \
      declares a one-byte encoding while all its bytes make sense as UTF-8. Correct the declaration.
      """,
    references: ["https://www.w3.org/TR/xml/#sec-guessing"],
    wrong: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>")],
    right: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>")])

  public static let all: [Rule] = [unsupportedEncoding, malformedText, transcoded, encodingMismatch]
}
