import Diagnostics

/// Everything that can be said about the syntax of a table. The rows are read all the same, unless the rule is fatal.
public enum CSVRules {
  public static let all: [Rule] = [
    dialect, dialectWithoutHeader, byteOrderMark, windows1252, utf16, damagedUTF16, emptyTable, headerOnly, missingColumnName,
    repeatedColumnName, carriageReturnLineEnds, mixedLineEnds, blankLine, rowTooShort, rowTooLong, trailingDelimiter,
    quoteInUnquotedCell, textAfterQuote, quoteNotClosed, quoteNotDoubled, blankAroundQuotes, nulByte,
  ]
}
