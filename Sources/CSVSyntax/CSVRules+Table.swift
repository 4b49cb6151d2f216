import Diagnostics

/// What is found about a table as a whole.
extension CSVRules {
  public static let dialect = Rule(
    "CSV", 300, "csv-dialect", .information, .informational,
    message: "the table is read as {expected} columns delimited by {actual}, with a header",
    summary: "The delimiter, the quote and the header of a table were found from its first rows.",
    explanation: """
      A table does not say how it is written. The delimiter is the one among comma, semicolon, tab and bar that gives the \
      most regular rows. If the choice is wrong, name the dialect.
      """,
    references: ["RFC 4180 section 2"],
    wrong: [RuleExample(.csv, "name,city\r\nOkafor,Leeds\r\n")])

  public static let dialectWithoutHeader = Rule(
    "CSV", 301, "csv-dialect-without-header", .information, .informational,
    message: "the table is read as {expected} columns delimited by {actual}, without a header",
    summary: "The first row of a table is taken as data.",
    explanation: """
      A first row that holds a number, a date or a value that comes again in its column is taken as data, so that the \
      columns have numbers and no names. If it is a header, name the dialect.
      """,
    references: ["RFC 4180 section 2.3"],
    wrong: [RuleExample(.csv, "9990000018,Okafor\r\n9990000026,Smith\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let byteOrderMark = Rule(
    "CSV", 302, "csv-byte-order-mark", .information, .structure,
    message: "a UTF-8 byte order mark stands before the table",
    summary: "The text starts with a byte order mark.",
    explanation: """
      Spreadsheet programs put the bytes EF BB BF at the start of UTF-8 files. Readers that do not expect them take them as \
      part of the first column name. They are passed over.
      """,
    references: ["RFC 3629 section 6"],
    wrong: [RuleExample(.csv, "\u{FEFF}NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let windows1252 = Rule(
    "CSV", 303, "csv-not-utf-8", .warning, .value,
    message: "the byte {actual} is no UTF-8: the text is read as Windows-1252",
    summary: "The table is not in UTF-8.",
    explanation: """
      Cells that are not well-formed UTF-8 are read as Windows-1252, the habit of older systems. Check names with accents, \
      and save the file as UTF-8. No example is given: such bytes cannot stand in UTF-8 text.
      """,
    references: ["RFC 3629 section 3"])

  public static let utf16 = Rule(
    "CSV", 304, "csv-utf-16", .information, .informational,
    message: "the table is UTF-16; places are counted in its UTF-8 form",
    summary: "The table is in UTF-16 and was converted.",
    explanation: """
      Some exports are in UTF-16, with a byte order mark. The table is brought to UTF-8 before it is read, and offsets count \
      bytes of the UTF-8 text. Save the file as UTF-8. No example is given: such bytes cannot stand in UTF-8 text.
      """,
    references: ["RFC 2781 section 3"])

  public static let damagedUTF16 = Rule(
    "CSV", 305, "csv-utf-16-damaged", .error, .value,
    message: "the UTF-16 text is damaged: some characters were replaced",
    summary: "UTF-16 text has half characters.",
    explanation: """
      A surrogate without its partner or a last odd byte stands for no character and is read as U+FFFD. The file was \
      probably cut or edited as bytes. No example is given: such bytes cannot stand in UTF-8 text.
      """,
    references: ["RFC 2781 section 2.2"])

  public static let emptyTable = Rule(
    "CSV", 306, "csv-empty", .fatal, .structure,
    message: "the table has no rows",
    summary: "There is no row in the text.",
    explanation: """
      An empty file, or one of empty lines only, has no header and no data. The export probably failed.
      """,
    references: ["RFC 4180 section 2"],
    wrong: [RuleExample(.csv, "\r\n\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let headerOnly = Rule(
    "CSV", 307, "csv-header-only", .information, .structure,
    message: "the table has a header and no rows",
    summary: "There is nothing after the header.",
    explanation: """
      This can be right for a day without events. If not, the export probably failed.
      """,
    references: ["RFC 4180 section 2.3"],
    wrong: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let missingColumnName = Rule(
    "CSV", 308, "csv-column-name-missing", .warning, .structure,
    message: "a column has no name",
    summary: "A cell of the header is empty or blank.",
    explanation: """
      The column can only be addressed by its number. A delimiter at the end of the header makes such a column by mistake.
      """,
    references: ["RFC 4180 section 2.3"],
    wrong: [RuleExample(.csv, "NHS_NUMBER,,SURNAME\r\n9990000018,,Okafor\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let repeatedColumnName = Rule(
    "CSV", 309, "csv-column-name-repeated", .error, .duplicate,
    message: "two columns have the same name",
    summary: "A name comes twice in the header.",
    explanation: """
      Nobody can tell which column is meant by the name; maps and profiles take the first. Give each column a name of its \
      own.
      """,
    references: ["RFC 4180 section 2.3"],
    wrong: [RuleExample(.csv, "SURNAME,SURNAME\r\nOkafor,Smith\r\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,SURNAME\r\n9990000018,Okafor\r\n")])

  public static let carriageReturnLineEnds = Rule(
    "CSV", 310, "csv-carriage-return-line-ends", .information, .structure,
    message: "rows end with CR alone",
    summary: "The rows end with carriage returns without line feeds.",
    explanation: """
      RFC 4180 wants CR LF, and LF alone is common. CR alone is the line end of very old systems, and many readers see one \
      long row.
      """,
    references: ["RFC 4180 section 2.1"],
    wrong: [RuleExample(.csv, "A,B\rx,y\r")],
    right: [RuleExample(.csv, "A,B\r\nx,y\r\n")])

  public static let mixedLineEnds = Rule(
    "CSV", 311, "csv-mixed-line-ends", .warning, .structure,
    message: "this row ends in another way than the first one",
    summary: "Rows end in different ways.",
    explanation: """
      CR LF, LF and CR all end a row here. Mixed ends often come from line breaks inside cells that were not quoted, which \
      cut a row in two: see whether rows are too short. Reported once.
      """,
    references: ["RFC 4180 section 2.1"],
    wrong: [RuleExample(.csv, "A,B\r\nx,y\nz,w\r\n")],
    right: [RuleExample(.csv, "A,B\r\nx,y\r\nz,w\r\n")])
}
