import Diagnostics

/// What can be wrong with a text that should be JSON. Numbers 100 to 199.
public enum JSONRules {
  public static let emptyDocument = Rule(
    "JSON", 100, "json-empty-document", .fatal, .structure,
    message: "the text holds no JSON value",
    summary: "The document is empty or holds only blanks.",
    explanation:
      "A JSON text is exactly one value. Check that the file was written completely and that the right file was given.",
    references: ["RFC 8259 section 2"], wrong: [.init(.json, "  \n")], right: [.init(.json, "{}")])

  public static let duplicateKey = Rule(
    "JSON", 101, "json-duplicate-key", .error, .duplicate,
    message: "the name `{actual}` stands twice in one object",
    summary: "An object has two members with the same name.",
    explanation: """
      Programs disagree about which of the two values counts, so the record means different things to different readers. Keep one \
      of them, or put both into one array where the element repeats.
      """,
    references: ["RFC 8259 section 4", "http://hl7.org/fhir/R4/json.html"],
    wrong: [.init(.json, #"{"gender":"male","gender":"female"}"#), .init(.json, #"{"a":1,"\u0061":2}"#)],
    right: [.init(.json, #"{"gender":"male"}"#), .init(.json, #"{"a":{"a":1},"b":{"a":1}}"#)])

  public static let unexpectedCharacter = Rule(
    "JSON", 102, "json-unexpected-character", .fatal, .structure,
    message: "{actual} stands where {expected} is due",
    summary: "A character stands where JSON does not allow it.",
    explanation: """
      The text is not JSON from here on and the record is not read any further. Look at the marked place and just before it: the \
      cause is often a missing quote or a value that was pasted in.
      """,
    references: ["RFC 8259 section 2"],
    wrong: [.init(.json, #"{"a":}"#), .init(.json, "[1;2]"), .init(.json, "[,1]"), .init(.json, #"{"a":1,,"b":2}"#)],
    right: [.init(.json, #"{"a":null}"#), .init(.json, "[1,2]"), .init(.json, "[1]"), .init(.json, #"{"a":1,"b":2}"#)])

  public static let unclosedObject = Rule(
    "JSON", 103, "json-unclosed-object", .fatal, .structure,
    message: "the text ends inside an object that was opened {expected} bytes before; containers still open: {actual}",
    summary: "The text or line ends before an object is closed.",
    explanation: """
      The document is cut off: everything up to its end is well formed, but closing braces are missing. Transfer or write it \
      again. In newline-delimited JSON a record must stand on one line.
      """,
    references: ["RFC 8259 section 4"],
    wrong: [.init(.json, #"{"a":{"b":1}"#), .init(.json, #"{"a""#), .init(.json, #"{"a":1,"#)],
    right: [.init(.json, #"{"a":{"b":1}}"#)])

  public static let unterminatedString = Rule(
    "JSON", 104, "json-unterminated-string", .fatal, .structure,
    message: "a string is not closed within the {expected} bytes that follow; containers open around it: {actual}",
    summary: "A string has no closing quote.",
    explanation: "Add the closing quote, or transfer the document again if it was cut off inside the string.",
    references: ["RFC 8259 section 7"], wrong: [.init(.json, #"{"a":"text}"#)], right: [.init(.json, #"{"a":"text"}"#)])

  public static let invalidNumber = Rule(
    "JSON", 105, "json-invalid-number", .fatal, .structure,
    message: "this is not a JSON number",
    summary: "A number has a form that JSON does not know.",
    explanation: """
      A number is an optional minus, digits without leading zeros, then optionally a point with digits and an exponent with \
      digits. A plus sign in front, hexadecimal, `NaN` and `Infinity` do not exist in JSON.
      """,
    references: ["RFC 8259 section 6"],
    wrong: ["[01]", "[+1]", "[1.]", "[.5]", "[1e]", "[-]", "[0x1F]", "[NaN]", "[-Infinity]", "[1.2.3]"].map { .init(.json, $0) },
    right: ["[1]", "[-0]", "[1.0]", "[0.5]", "[1e400]", "[-1.50E+10]"].map { .init(.json, $0) })

  public static let unknownLiteral = Rule(
    "JSON", 106, "json-unknown-literal", .error, .structure,
    message: "this word is not a JSON value; bare words are `true`, `false` and `null`",
    summary: "A bare word is neither true, false nor null.",
    explanation: "Write text in double quotes. The three bare words of JSON are written in lower case.",
    references: ["RFC 8259 section 3"], wrong: [.init(.json, "[True]"), .init(.json, "[None]"), .init(.json, "[nulls]")],
    right: [.init(.json, "[true,null]")])

  public static let trailingComma = Rule(
    "JSON", 107, "json-trailing-comma", .error, .structure,
    message: "a comma stands before the closing bracket",
    summary: "The last member or item is followed by a comma.",
    explanation: "Delete the comma: JSON allows one only between two members or items.",
    references: ["RFC 8259 section 4"], wrong: [.init(.json, "[1,2,]"), .init(.json, #"{"a":1,}"#)],
    right: [.init(.json, "[1,2]"), .init(.json, #"{"a":1}"#)])

  public static let missingComma = Rule(
    "JSON", 108, "json-missing-comma", .error, .structure,
    message: "a comma is missing before this value or name",
    summary: "Two members or items have no comma between them.",
    explanation:
      "Put a comma between the two. An unescaped quote inside the string before has the same effect: write it as `\\\"`.",
    references: ["RFC 8259 section 4"], wrong: [.init(.json, #"{"a":1 "b":2}"#), .init(.json, "[1 2]")],
    right: [.init(.json, #"{"a":1,"b":2}"#), .init(.json, "[1,2]")])

  public static let missingColon = Rule(
    "JSON", 109, "json-missing-colon", .fatal, .structure,
    message: "{actual} stands where the colon after a name is due",
    summary: "A name in an object is not followed by a colon.",
    explanation: "Every member is a name in double quotes, a colon and a value.",
    references: ["RFC 8259 section 4"], wrong: [.init(.json, #"{"a" 1}"#), .init(.json, #"{"a","b"}"#)],
    right: [.init(.json, #"{"a":1}"#)])

  public static let comment = Rule(
    "JSON", 110, "json-comment", .error, .structure,
    message: "JSON has no comments",
    summary: "The text has a comment.",
    explanation: "Delete the comment. FHIR has no place for comments in JSON since release 3; use an extension or a narrative.",
    references: ["RFC 8259 section 2"], wrong: [.init(.json, "{ // note\n}"), .init(.json, "/* note */ {}")],
    right: [.init(.json, "{}")])

  public static let singleQuotes = Rule(
    "JSON", 111, "json-single-quotes", .error, .structure,
    message: "text is quoted with `'`; JSON uses double quotes",
    summary: "A string or name stands in single quotes.",
    explanation:
      "Write strings and names in double quotes. Single quotes come from programs that print their own objects as text.",
    references: ["RFC 8259 section 7"], wrong: [.init(.json, "{'a':1}"), .init(.json, "['a']")],
    right: [.init(.json, #"{"a":1}"#), .init(.json, #"["a"]"#)])

  public static let unquotedName = Rule(
    "JSON", 112, "json-unquoted-name", .error, .structure,
    message: "this name is not in double quotes",
    summary: "A name in an object has no quotes.",
    explanation: "Write the name in double quotes.",
    references: ["RFC 8259 section 4"], wrong: [.init(.json, "{a:1}")], right: [.init(.json, #"{"a":1}"#)])

  public static let mismatchedBracket = Rule(
    "JSON", 113, "json-mismatched-bracket", .fatal, .structure,
    message: "{actual} closes nothing that is open here; {expected} is due",
    summary: "An object is closed with a bracket or an array with a brace.",
    explanation:
      "Close containers in the reverse of the order in which they were opened. A closing bracket before may be missing.",
    references: ["RFC 8259 section 2"], wrong: [.init(.json, #"{"a":[1}"#), .init(.json, #"[{"a":1]"#)],
    right: [.init(.json, #"{"a":[1]}"#), .init(.json, #"[{"a":1}]"#)])

  public static let trailingContent = Rule(
    "JSON", 114, "json-trailing-content", .fatal, .structure,
    message: "{actual} follows the end of the JSON value",
    summary: "Something follows the end of the document.",
    explanation: """
      A JSON text is one value. Several records in one file are newline-delimited JSON: one on each line, in a file named \
      `.ndjson`. A closing brace too many has the same effect.
      """,
    references: ["RFC 8259 section 2"], wrong: [.init(.json, "{} {}"), .init(.json, "[1]]")],
    right: [.init(.json, "{}"), .init(.json, "[1]")])

  public static let controlCharacter = Rule(
    "JSON", 115, "json-control-character", .error, .structure,
    message: "the control character {actual} stands unescaped in a string",
    summary: "A string holds a raw control character.",
    explanation: """
      Line ends, tabs and other characters below U+0020 must be written as escapes, such as `\\n` and `\\t`. Where a whole run of \
      text follows, the closing quote may be missing instead.
      """,
    references: ["RFC 8259 section 7"], wrong: [.init(.json, "[\"a\tb\"]"), .init(.json, "[\"a\nb\"]")],
    right: [.init(.json, #"["a\tb"]"#), .init(.json, #"["a\nb"]"#)])

  public static let invalidEscape = Rule(
    "JSON", 116, "json-invalid-escape", .error, .structure,
    message: "a backslash before {actual} starts no escape that JSON knows",
    summary: "A string has an unknown escape.",
    explanation: """
      Escapes are `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits. Write a backslash \
      that is meant as such twice.
      """,
    references: ["RFC 8259 section 7"], wrong: [.init(.json, #"["C:\data"]"#), .init(.json, #"["\u12G4"]"#)],
    right: [.init(.json, #"["C:\\data"]"#), .init(.json, #"["\u1234"]"#)])

  public static let loneSurrogate = Rule(
    "JSON", 117, "json-lone-surrogate", .error, .value,
    message: "this escape is half of a surrogate pair and stands for no character",
    summary: "An escape for a surrogate has no partner.",
    explanation: """
      Characters beyond U+FFFF are written as two escapes, high surrogate first. A single one is text that was cut in the middle \
      of a character, and readers replace or drop it.
      """,
    references: ["RFC 8259 section 8.2"], wrong: [.init(.json, #"["\uD83D"]"#), .init(.json, #"["\uDE00 text"]"#)],
    right: [.init(.json, #"["\uD83D\uDE00"]"#)])

  public static let invalidUTF8 = Rule(
    "JSON", 118, "json-invalid-utf8", .error, .value,
    message: "the byte {actual} is not UTF-8 here",
    summary: "A string holds bytes that are not UTF-8.",
    explanation: """
      The text was written in another encoding, most often Windows-1252 or ISO 8859-1, or was cut inside a character. Write it \
      again as UTF-8. No example is given, as such a text cannot be shown.
      """,
    references: ["RFC 8259 section 8.1", "RFC 3629"])

  public static let byteOrderMark = Rule(
    "JSON", 119, "json-byte-order-mark", .information, .informational,
    message: "the text starts with a UTF-8 byte order mark",
    summary: "The text starts with a byte order mark.",
    explanation: "JSON is to be written without a byte order mark; this reader skips it, others may refuse the text.",
    references: ["RFC 8259 section 8.1"], wrong: [.init(.json, "\u{FEFF}{}")], right: [.init(.json, "{}")])

  public static let otherEncoding = Rule(
    "JSON", 120, "json-other-encoding", .fatal, .structure,
    message: "the text is encoded as {actual}; JSON is UTF-8",
    summary: "The text is UTF-16 or UTF-32.",
    explanation: "JSON that is exchanged between systems must be UTF-8. Convert the file, for example with `iconv -t UTF-8`.",
    references: ["RFC 8259 section 8.1"], wrong: [.init(.json, "{\0}\0"), .init(.json, "\0\0\0[\0\0\0]")],
    right: [.init(.json, "{}")])

  public static let unclosedArray = Rule(
    "JSON", 121, "json-unclosed-array", .fatal, .structure,
    message: "the text ends inside an array that was opened {expected} bytes before; containers still open: {actual}",
    summary: "The text or line ends before an array is closed.",
    explanation: """
      The document is cut off: everything up to its end is well formed, but closing brackets are missing. Transfer or write it \
      again. In newline-delimited JSON a record must stand on one line.
      """,
    references: ["RFC 8259 section 5"], wrong: [.init(.json, "[1,[2]"), .init(.json, "[1,")], right: [.init(.json, "[1,[2]]")])

  public static let all: [Rule] = [
    emptyDocument, duplicateKey, unexpectedCharacter, unclosedObject, unterminatedString, invalidNumber, unknownLiteral,
    trailingComma, missingComma, missingColon, comment, singleQuotes, unquotedName, mismatchedBracket, trailingContent,
    controlCharacter, invalidEscape, loneSurrogate, invalidUTF8, byteOrderMark, otherEncoding, unclosedArray,
  ]

  static let aValue = Phrase(100, "a value")
  static let aName = Phrase(101, "a name in double quotes")
  static let commaOrBrace = Phrase(102, "`,` or `}`")
  static let commaOrBracket = Phrase(103, "`,` or `]`")
  static let utf16LittleEndian = Phrase(104, "UTF-16, little-endian")
  static let utf16BigEndian = Phrase(105, "UTF-16, big-endian")
  static let utf32LittleEndian = Phrase(106, "UTF-32, little-endian")
  static let utf32BigEndian = Phrase(107, "UTF-32, big-endian")

  public static let phrases: [Phrase] = [
    aValue, aName, commaOrBrace, commaOrBracket, utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian,
  ]
}
