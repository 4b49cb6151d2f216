import Diagnostics

/// What libyaml can complain about, in our words. Phrases 500 to 549.
enum YAMLProblem {
  private static let words: [(libyaml: String, phrase: Phrase)] = [
    ("", Phrase(500, "it breaks the syntax here")),
    ("could not find expected ':'", Phrase(501, "the key in this line has no `:` after it")),
    ("found character that cannot start any token", Phrase(502, "this character cannot start a value; put the text in quotes")),
    ("mapping values are not allowed in this context", Phrase(503, "a second `:` follows; put the text in quotes")),
    ("did not find expected key", Phrase(504, "a key is due here; the indentation differs from the lines before")),
    (
      "did not find expected '-' indicator",
      Phrase(505, "an item with `-` is due here; the indentation differs from the lines before")
    ),
    ("did not find expected ',' or ']'", Phrase(506, "a `,` or `]` is due here")),
    ("did not find expected ',' or '}'", Phrase(507, "a `,` or `}` is due here")),
    ("found unexpected end of stream", Phrase(508, "the text ends inside quotes")),
    ("found a tab character where an indentation space is expected", Phrase(509, "lines are indented with blanks, not tabs")),
    ("found a tab character that violates indentation", Phrase(510, "lines are indented with blanks, not tabs")),
    (
      "found unknown escape character",
      Phrase(511, "double quotes know no such escape; use single quotes or double the backslash")
    ),
    ("did not find expected hexdecimal number", Phrase(512, "the escape lacks hexadecimal digits")),
    ("found invalid Unicode character escape code", Phrase(513, "the escape names no character")),
    ("did not find expected node content", Phrase(514, "a value is due here")),
    ("block sequence entries are not allowed in this context", Phrase(515, "a list cannot start here; put it on the next line")),
    ("did not find expected <document start>", Phrase(516, "something follows after the end of the document")),
    ("found unexpected document indicator", Phrase(517, "a document marker stands inside quotes")),
    ("mapping keys are not allowed in this context", Phrase(518, "a key cannot stand here")),
    ("found unexpected ':'", Phrase(519, "a `:` stands inside a text; put the text in quotes")),
    ("did not find expected comment or line break", Phrase(520, "a line end is due here")),
  ]

  static let phrases: [Phrase] = words.map(\.phrase)

  /// The phrase for what libyaml says.
  static func phrase(for problem: String) -> Phrase {
    words.first { $0.libyaml == problem }?.phrase ?? phrases[0]
  }
}
