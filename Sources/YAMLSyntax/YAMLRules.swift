import Diagnostics

/// What can be wrong with a YAML text, and with the values that a reader of YAML looks for. Numbers 500 to 549.
public enum YAMLRules {
  public static let malformed = Rule(
    "YAML", 500, "yaml-malformed", .fatal, .structure,
    message: "this is not YAML: {actual}",
    summary: "The text breaks the syntax of YAML.",
    explanation: """
      The text is not read any further. The mark stands where the reader gave up; the cause is there or just before it. Most often \
      a line is indented too much or too little, a colon lacks the blank after it, or a text that starts with a special character \
      needs quotes.
      """,
    references: ["YAML 1.1"], wrong: [RuleExample(.yaml, "a: [1, 2"), RuleExample(.yaml, "a: b: c")],
    right: [RuleExample(.yaml, "a: [1, 2]"), RuleExample(.yaml, "a: \"b: c\"")])

  public static let notUTF8 = Rule(
    "YAML", 501, "yaml-not-utf8", .fatal, .invalid,
    message: "the bytes are not UTF-8 text without control characters",
    summary: "The file is not UTF-8, or has control characters.",
    explanation:
      "Save the file as UTF-8. Control characters other than tab and line ends must be written as escapes in double quotes.",
    references: ["YAML 1.1 section 5.1"], wrong: [RuleExample(.yaml, "a: \u{1}")], right: [RuleExample(.yaml, #"a: "\x01""#)])

  public static let alias = Rule(
    "YAML", 502, "yaml-alias", .fatal, .notSupported,
    message: "aliases are not allowed: write the value out",
    summary: "The text refers to a value elsewhere with `*`.",
    explanation: """
      Aliases let a small file grow to billions of values, and they hide from the reader what a definition says. Write the value out. \
      A text that starts with `*` needs quotes.
      """,
    references: ["YAML 1.1 section 7.1"], wrong: [RuleExample(.yaml, "a: *x")], right: [RuleExample(.yaml, "a: \"*x\"")])

  public static let anchor = Rule(
    "YAML", 503, "yaml-anchor", .error, .notSupported,
    message: "anchors are not allowed: remove the `&` name",
    summary: "A value is given a name with `&`.",
    explanation: "Anchors only serve aliases, which are not allowed. A text that starts with `&` needs quotes.",
    references: ["YAML 1.1 section 6.9.2"], wrong: [RuleExample(.yaml, "a: &x 1")], right: [RuleExample(.yaml, "a: 1")])

  public static let tag = Rule(
    "YAML", 504, "yaml-tag", .error, .notSupported,
    message: "tags are not allowed: a value takes its type from where it stands",
    summary: "A value is given a type with `!`.",
    explanation: "Types come from what is being described. A text that starts with `!` needs quotes.",
    references: ["YAML 1.1 section 6.9.1"], wrong: [RuleExample(.yaml, "a: !!int 1")], right: [RuleExample(.yaml, "a: 1")])

  public static let severalDocuments = Rule(
    "YAML", 505, "yaml-several-documents", .fatal, .structure,
    message: "a second document starts here, but a file holds one",
    summary: "The file holds more than one YAML document.",
    explanation: "Put each document into a file of its own.", references: ["YAML 1.1 section 9.1"],
    wrong: [RuleExample(.yaml, "a: 1\n---\nb: 2")], right: [RuleExample(.yaml, "---\na: 1")])

  public static let duplicateKey = Rule(
    "YAML", 506, "yaml-duplicate-key", .error, .duplicate,
    message: "the key `{actual}` stands twice in one mapping",
    summary: "A mapping has the same key twice.",
    explanation: "Only one of the two values could count. Remove one, or merge them.", references: ["YAML 1.1 section 3.2.1.1"],
    wrong: [RuleExample(.yaml, "a: 1\na: 2")], right: [RuleExample(.yaml, "a: 1\nb: 2")])

  public static let keyNotText = Rule(
    "YAML", 507, "yaml-key-not-text", .fatal, .structure,
    message: "a key must be a plain text",
    summary: "The key of a mapping is a list or another mapping.",
    explanation: "Keys are names. Braces or brackets in a name need quotes.", references: ["YAML 1.1 section 3.2.1.1"],
    wrong: [RuleExample(.yaml, "{a: 1}: 2")], right: [RuleExample(.yaml, "\"{a: 1}\": 2")])

  public static let empty = Rule(
    "YAML", 508, "yaml-empty", .fatal, .structure,
    message: "the file is empty",
    summary: "The file holds no value.",
    explanation: "Check that the file was written completely and that the right file was given.", references: [],
    wrong: [RuleExample(.yaml, "# nothing\n")], right: [RuleExample(.yaml, "a: 1\n")])

  public static let all: [Rule] =
    [malformed, notUTF8, alias, anchor, tag, severalDocuments, duplicateKey, keyNotText, empty] + YAMLValueRules.all
  public static let phrases: [Phrase] = YAMLProblem.phrases
}

/// What can be wrong with the values that a reader looks for in a YAML text.
public enum YAMLValueRules {
  public static let unknownKey = Rule(
    "YAML", 520, "yaml-unknown-key", .error, .structure,
    message: "`{name}` is not a key that can stand here{expected}",
    summary: "A mapping has a key that means nothing in its place.",
    explanation: "A misspelt key would be passed over in silence, so that every unknown key is an error. Correct or remove it.")

  public static let missingKey = Rule(
    "YAML", 521, "yaml-missing-key", .error, .required,
    message: "`{name}` is missing",
    summary: "A mapping lacks a key that it must have.",
    explanation: "Add the key.")

  public static let wrongShape = Rule(
    "YAML", 522, "yaml-wrong-shape", .error, .structure,
    message: "{name} must be {expected}, but {actual} stands here",
    summary: "A list, a mapping or a text stands where another is due.",
    explanation: "A list has its items after `-` or in brackets, a mapping has keys with values, a text is neither.")

  public static let wrongValue = Rule(
    "YAML", 523, "yaml-wrong-value", .error, .value,
    message: "`{value}` is not {expected}",
    summary: "A value is not one of those that can stand in its place.",
    explanation: "Correct the value; the message says what can stand here.")

  public static let all: [Rule] = [unknownKey, missingKey, wrongShape, wrongValue]
}
