import Diagnostics
import Schema

/// One rule for the lexical form of each primitive type. Numbers 2120 to 2141.
public enum PrimitiveRules {
  /// The rule of a type.
  static func rule(for type: PrimitiveType) -> Rule { byType[Int(type.rawValue)] }

  public static let all: [Rule] = PrimitiveType.allCases.compactMap { type in
    examples[type].map { make(type, wrong: $0.wrong, right: $0.right) }
  }

  private static let byType: [Rule] = PrimitiveType.allCases.map { type in
    all.first { $0.code == code(type) } ?? all[0]
  }

  private static func code(_ type: PrimitiveType) -> RuleCode { RuleCode(2120 + UInt16(type.rawValue)) }

  private static func make(_ type: PrimitiveType, wrong: [String], right: [String]) -> Rule {
    let name = type == .systemString ? "bare string" : type.name
    let issue: IssueType = .value
    return Rule(
      "FHIR", code(type).rawValue, "invalid-\(type == .systemString ? "bare-string" : type.name.lowercased())", .error, issue,
      message: "`{value}` is not a valid \(name); expected {expected}",
      summary: "A value does not have the form of the type \(name).",
      explanation: advice[type] ?? "Correct the value; where it is not known, leave the element out.",
      references: ["http://hl7.org/fhir/R4/datatypes.html#\(type == .systemString ? "string" : type.name)"],
      wrong: wrong.map { sample(type, $0) }, right: right.map { sample(type, $0) })
  }

  /// A resource with the literal in a place of the type; booleans and decimals can only be malformed in XML.
  private static func sample(_ type: PrimitiveType, _ literal: String) -> RuleExample {
    if type == .systemString {
      return RuleExample(.json, #"{"resourceType":"Patient","name":[{"id":\#(literal),"text":"Ann"}]}"#)
    }
    if type == .boolean || type == .decimal {
      let element = type == .boolean ? "valueBoolean" : "valueDecimal"
      return RuleExample(
        .xml,
        "<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"p\"/><\(element) value=\"\(literal)\"/>"
          + "</parameter></Parameters>")
    }
    let suffix = type.name.prefix(1).uppercased() + type.name.dropFirst()
    return RuleExample(.json, #"{"resourceType":"Parameters","parameter":[{"name":"p","value\#(suffix)":\#(literal)}]}"#)
  }

  private static let advice: [PrimitiveType: String] = [
    .date: "Write the date as far as it is known: `1970`, `1970-05` or `1970-05-31`. Hyphens and leading zeros are needed.",
    .dateTime: """
    Write `2024-05-31T09:30:00+01:00`. A date alone may stop at year, month or day; with a time, seconds and a time zone are \
    needed.
    """,
    .instant: "Write a date, a time to the second at least, and a time zone: `2024-05-31T09:30:00.000Z`.",
    .time: "Write `09:30:00`: seconds are needed, a time zone is not allowed, and midnight is `00:00:00`.",
    .code: "Remove blanks at the ends and double blanks. A code is what a program compares, so every character counts.",
    .id: "Use another id: letters, digits, `-` and `.` only, at most 64. Business numbers belong into `identifier`.",
    .uuid: "Write the UUID in lower case after `urn:uuid:`.", .oid: "Write the OID after `urn:oid:`.",
    .base64Binary: "Encode the bytes as Base64 with the standard alphabet (RFC 4648 section 4) and padding.",
  ]

  private static let examples: [PrimitiveType: (wrong: [String], right: [String])] = [
    .boolean: (["yes", "1", "TRUE"], ["true"]), .decimal: (["1,5", "1.", ".5", "01"], ["1.50", "-1e-3"]),
    .integer: (["1.0", "2147483648", "1e2", "-0"], ["0", "-2147483648", "2147483647"]),
    .unsignedInt: (["-1", "2147483648"], ["0", "7"]), .positiveInt: (["0", "-1"], ["1"]),
    .string: ([#""""#, #""a\u0000b""#], [#""a\r\nb\tc""#]), .markdown: ([#""""#], [##""# Title\n""##]),
    .code: ([#"" a""#, #""a ""#, #""a  b""#, #""""#], [#""a b""#]),
    .id: ([#""a b""#, #""a_b""#, "\"" + String(repeating: "a", count: 65) + "\""], [#""A-1.b""#]),
    .uri: ([#""a b""#, #""urn:uuid:1""#, #""urn:oid:01.2""#, #""""#], [#""urn:example:a""#]),
    .url: ([#"" ""#], [#""http://example.org/a?b=c""#]),
    .canonical: ([#""http://example.org/a b""#], [#""http://example.org/a|1""#]),
    .oid: ([#""1.2.3""#, #""urn:oid:3.1""#, #""urn:oid:1.02""#], [#""urn:oid:2.16.840.1""#]),
    .uuid: (
      [#""61ebe359-bfdc-4613-8bf2-c5e300945f0a""#, #""urn:uuid:61EBE359-bfdc-4613-8bf2-c5e300945f0a""#],
      [#""urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a""#]
    ),
    .date: (
      [#""2023-02-29""#, #""1970-13""#, #""1970-1-1""#, #""0000""#, #""1970-01-01T00:00:00Z""#, #""70""#, #""1900-02-29""#],
      [#""1970""#, #""1970-05""#, #""2024-02-29""#, #""2000-02-29""#]
    ),
    .dateTime: (
      [
        #""2024-05-31T09:30:00""#, #""2024-05-31T09:30Z""#, #""2024-05-31T24:00:00Z""#, #""2024-05-31T09:30:00+15:00""#,
        #""2024-05-31 09:30:00Z""#,
      ],
      [#""2024""#, #""2024-05-31T09:30:00+01:00""#, #""2016-12-31T23:59:60Z""#, #""2024-05-31T09:30:00.123456-14:00""#]
    ),
    .instant: ([#""2024-05-31""#, #""2024-05-31T09:30:00""#], [#""2024-05-31T09:30:00.000Z""#]),
    .time: ([#""24:00:00""#, #""09:30""#, #""09:30:00Z""#, #""09:60:00""#], [#""09:30:00""#, #""23:59:60.5""#]),
    .base64Binary: ([#""a&b=""#, #""abc""#, #""ab=c""#, #""""#], [#""YWJj""#, #""YQ==""#, #""YW Jj\n""#]),
    .systemString: ([#""a b""#, #""""#], [#""a1""#]),
  ]
}
