import Diagnostics

/// What is found about rows and cells.
extension CSVRules {
  public static let blankLine = Rule(
    "CSV", 320, "csv-blank-line", .information, .structure,
    message: "an empty line",
    summary: "There is an empty line.",
    explanation: """
      Empty lines hold no row and are passed over.
      """,
    references: ["RFC 4180 section 2.1"],
    wrong: [RuleExample(.csv, "A,B\r\n\r\nx,y\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,y\r\n")])

  public static let rowTooShort = Rule(
    "CSV", 321, "csv-row-too-short", .error, .structure,
    message: "the row has {actual} cells instead of {expected}",
    summary: "A row has fewer cells than the first row.",
    explanation: """
      Every row has as many cells as the header. Cells are missing, or a line break in an unquoted cell has cut the row in \
      two. Cells are read from the left.
      """,
    references: ["RFC 4180 section 2.4"],
    wrong: [RuleExample(.csv, "A,B,C\r\nx,y\r\n")],
    right: [RuleExample(.csv, "A,B,C\r\nx,y,z\r\n")])

  public static let rowTooLong = Rule(
    "CSV", 322, "csv-row-too-long", .error, .structure,
    message: "the row has {actual} cells instead of {expected}",
    summary: "A row has more cells than the first row.",
    explanation: """
      Every row has as many cells as the header. Often a value holds the delimiter and is not quoted, so that all cells \
      after it stand in the wrong column.
      """,
    references: ["RFC 4180 section 2.4"],
    wrong: [RuleExample(.csv, "A,B\r\nx,y,z\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,\"y,z\"\r\n")])

  public static let trailingDelimiter = Rule(
    "CSV", 323, "csv-trailing-delimiter", .warning, .structure,
    message: "the row ends with a delimiter: its {actual} cells are one more than {expected}",
    summary: "A row has one empty cell too many at its end.",
    explanation: """
      The last cell of a row is not followed by a delimiter. The extra empty cell does no harm.
      """,
    references: ["RFC 4180 section 2.4"],
    wrong: [RuleExample(.csv, "A,B\r\nx,y,\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,y\r\n")])

  public static let quoteInUnquotedCell = Rule(
    "CSV", 324, "csv-quote-in-unquoted-cell", .warning, .structure,
    message: "a quote stands inside a cell that is not quoted",
    summary: "An unquoted cell holds a quote.",
    explanation: """
      The quote is kept as part of the value. Other readers refuse the row, or start a quoted cell here. Put the whole cell \
      in quotes and double the quote.
      """,
    references: ["RFC 4180 section 2.5"],
    wrong: [RuleExample(.csv, "A,B\r\n5\" needle,y\r\n")],
    right: [RuleExample(.csv, "A,B\r\n\"5\"\" needle\",y\r\n")])

  public static let textAfterQuote = Rule(
    "CSV", 325, "csv-text-after-quote", .error, .structure,
    message: "text follows the closing quote of a cell",
    summary: "Text stands between a closing quote and the next delimiter.",
    explanation: """
      Nobody can tell whether the quote or the text is wrong. Both are kept as part of the value. Double quotes inside a \
      quoted cell.
      """,
    references: ["RFC 4180 section 2.7"],
    wrong: [RuleExample(.csv, "A,B\r\n\"x\"tra,y\r\n")],
    right: [RuleExample(.csv, "A,B\r\nxtra,y\r\n")])

  public static let quoteNotClosed = Rule(
    "CSV", 326, "csv-quote-not-closed", .error, .structure,
    message: "the quote that opens this cell is never closed",
    summary: "A quoted cell has no end.",
    explanation: """
      Read to the letter, the cell would hold all rows up to the next quote. Because the lines that follow look like rows, \
      or a later cell opens with a quote, or nothing closes it, the cell is ended within its own line. Check the row.
      """,
    references: ["RFC 4180 section 2.5"],
    wrong: [RuleExample(.csv, "A,B\r\n\"x,y\r\nz,w\r\n")],
    right: [RuleExample(.csv, "A,B\r\n\"x\",y\r\nz,w\r\n")])

  public static let quoteNotDoubled = Rule(
    "CSV", 327, "csv-quote-not-doubled", .warning, .structure,
    message: "a quote inside a quoted cell is not doubled",
    summary: "A quoted cell holds a single quote.",
    explanation: """
      Inside a quoted cell a quote is written twice. A single one is taken as text where another quote of the same line can \
      close the cell.
      """,
    references: ["RFC 4180 section 2.7"],
    wrong: [RuleExample(.csv, "A,B\r\n\"known as \"Jo\" at home\",y\r\n")],
    right: [RuleExample(.csv, "A,B\r\n\"known as \"\"Jo\"\" at home\",y\r\n")])

  public static let blankAroundQuotes = Rule(
    "CSV", 328, "csv-blank-around-quotes", .warning, .structure,
    message: "blanks stand between a quote and its delimiter",
    summary: "Blanks stand outside of the quotes of a cell.",
    explanation: """
      Blanks are part of a cell (RFC 4180), and then the quotes are too. Because senders never mean that, the blanks are \
      passed over and the cell is read as quoted.
      """,
    references: ["RFC 4180 section 2.4"],
    wrong: [RuleExample(.csv, "A,B\r\nx, \"y\"\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,\"y\"\r\n")])

  public static let nulByte = Rule(
    "CSV", 329, "csv-nul-byte", .error, .value,
    message: "a NUL byte stands in a cell",
    summary: "The text holds a byte of value 0.",
    explanation: """
      Text has no NUL bytes: the file is damaged, or in another encoding such as UTF-16 without its byte order mark. The \
      byte is kept as part of the value.
      """,
    references: ["RFC 4180 section 2"],
    wrong: [RuleExample(.csv, "A,B\r\nx\u{0},y\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,y\r\n")])
}
