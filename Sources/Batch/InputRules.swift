import Diagnostics

/// What can be wrong with an input before any format is looked at. Numbers 10 to 99.
public enum InputRules {
  public static let unreadable = Rule(
    "SRC", 10, "unreadable-path", .fatal, .notFound,
    message: "the file cannot be read: {actual}",
    summary: "A path that was given, or a file below it, cannot be read.",
    explanation: """
      The file does not exist, may not be read by this user, or the device failed. Other files are still checked; the exit code is \
      2. Check the path and its permissions. No example is given: the rule is about files and not about what is in them.
      """)

  public static let empty = Rule(
    "SRC", 11, "empty-input", .error, .invalid,
    message: "the file is empty",
    summary: "A file has no bytes, or nothing but blanks.",
    explanation: """
      An empty file is usually a transfer that failed after the file was made, so it is an error and not a success with nothing to \
      check. Transfer it again, or take it out of the list.
      """,
    wrong: [RuleExample(.json, "")], right: [RuleExample(.json, #"{"resourceType":"Patient"}"#)])

  public static let noFiles = Rule(
    "SRC", 12, "no-files-found", .fatal, .notFound,
    message: "the directory holds no file of a known format",
    summary: "A directory has nothing to check in it.",
    explanation: """
      Directories are searched, with all below them, for files that are JSON, NDJSON, XML, HL7 v2 or CSV by name or content, \
      gzipped or not; names that start with a full stop are left out. Name the file itself to have it checked whatever it is. No \
      example is given: the rule is about files and not about what is in them.
      """)

  public static let unknownFormat = Rule(
    "SRC", 13, "unknown-format", .fatal, .notSupported,
    message: "the format cannot be recognised: {actual}",
    summary: "A file is none of JSON, NDJSON, XML, HL7 v2 and CSV as far as its name and its first bytes tell.",
    explanation: """
      JSON starts with a brace or bracket, XML with `<`, HL7 v2 with a segment `MSH`, `FHS` or `BHS`; a table is a file named `.csv` \
      or `.tsv`, or text with one delimiter throughout. Say what it is with `--input-format`.
      """,
    wrong: [RuleExample(.csv, "Dear colleague\n\nplease find the file attached\n")],
    right: [RuleExample(.csv, "NHS_NUMBER,DATE\n9990000018,20240101\n")])

  public static let binary = Rule(
    "SRC", 14, "binary-input", .fatal, .notSupported,
    message: "the file is binary, not text: {actual}",
    summary: "A file is not text.",
    explanation: """
      Records are text. A spreadsheet, a document, an archive or an image must be exported or unpacked first; gzip is the one \
      packing that is read directly. No example is given: binary data cannot be shown.
      """)

  public static let brokenGzip = Rule(
    "SRC", 15, "broken-gzip", .fatal, .exception,
    message: "the gzip data is damaged: {actual}",
    summary: "Compressed data cannot be unpacked to its end.",
    explanation: """
      The file is cut off or was changed on the way, for example by a transfer in text mode. Records before the damage are checked, \
      those after it are missing. Transfer the file again. No example is given: compressed data cannot be shown.
      """,
    references: ["RFC 1952"])

  public static let skipped = Rule(
    "SRC", 16, "file-skipped", .information, .informational,
    message: "{actual} in this directory are of no known format and were left out",
    summary: "A directory holds files that are no records as far as their names and first bytes tell.",
    explanation: """
      Nothing is left out silently: the count says how many files of a directory were not looked at. Name a file itself to have it \
      checked whatever it is. No example is given: the rule is about files and not about what is in them.
      """)

  public static let noRecords = Rule(
    "SRC", 17, "no-records-found", .warning, .incomplete,
    message: "the file holds no record",
    summary: "A file was read and has no record in it.",
    explanation: """
      A table has only its header row, or a batch only its envelope. That may be right on a quiet day, and it may be an export that \
      went wrong.
      """,
    wrong: [RuleExample(.csv, "NHS_NUMBER,DATE\n")], right: [RuleExample(.csv, "NHS_NUMBER,DATE\n9990000018,20240101\n")])

  public static let unwritable = Rule(
    "SRC", 18, "unwritable-output", .fatal, .exception,
    message: "the output cannot be written: {actual}",
    summary: "A file for output cannot be made or written.",
    explanation: """
      The folder does not exist, may not be written by this user, or the disk is full. What was converted after that is not saved. \
      No example is given: the rule is about files and not about what is in them.
      """)

  public static let noConversion = Rule(
    "SRC", 19, "conversion-not-possible", .fatal, .notSupported,
    message: "there is no conversion from {actual}",
    summary: "Records of this format cannot be written in the format that was asked for.",
    explanation: """
      Everything that is read can be written as FHIR. HL7 v2 and CSV can be written back as what they are; FHIR cannot be turned \
      into either. No example is given: the rule is about a command and not about what is in a file.
      """)

  public static let oneRecordOnly = Rule(
    "SRC", 20, "one-record-a-file", .fatal, .notSupported,
    message: "the output can hold one record only, and there are more: name a folder with `--output`, or write NDJSON",
    summary: "Several records were to be written into one XML document.",
    explanation: """
      An XML document has one root. Only the first record was written. With a folder as output each record gets a file of its own. \
      No example is given: the rule is about a command and not about what is in a file.
      """)

  public static let all: [Rule] = [
    unreadable, empty, noFiles, unknownFormat, binary, brokenGzip, skipped, noRecords, unwritable, noConversion, oneRecordOnly,
  ]
}
