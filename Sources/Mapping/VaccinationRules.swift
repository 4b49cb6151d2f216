import Diagnostics

/// Rules of vaccination batch files, CSV version 5 (NHS England, immunisation FHIR API; VAC 4500–4599).
public enum VaccinationRules {
  private static let source = ["https://github.com/NHSDigital/immunisation-fhir-api"]

  public static let fileName = Rule(
    "VAC", 4500, "vaccination-file-name", .error, .invalid,
    message: "the file's name is not `VACCINE_Vaccinations_v5_ODSCODE_YYYYMMDDThhmmss00.csv`",
    summary: "a vaccination file is named by vaccine, version, sender and time",
    explanation:
      "The name says which disease the vaccinations are against, who sent them and when they were extracted (ending in 00 for UTC, 01 "
      + "for British summer time). A file named otherwise is rejected as a whole. Rename the file.",
    references: source, wrong: [RuleExample(.csv, "HP_Vaccinations_v5_YGM41_20260110T10000000.csv")],
    right: [RuleExample(.csv, "HPV_Vaccinations_v5_YGM41_20260110T10000000.csv")])

  public static let header = Rule(
    "VAC", 4501, "vaccination-header", .error, .structure,
    message: "the header row is not the 34 columns of version 5 in their order, separated by `|`",
    summary: "a vaccination file starts with exactly the 34 column names in the fixed order",
    explanation:
      "Missing, additional, renamed or re-ordered columns, or another delimiter, reject the whole file, since cells would be read as "
      + "something they are not. Compare the header with Profiles/vaccination-csv.",
    references: source, wrong: [RuleExample(.csv, "NHS_NUMBER,PERSON_FORENAME\n")],
    right: [RuleExample(.csv, "NHS_NUMBER|PERSON_FORENAME|…\n")])

  public static let noRows = Rule(
    "VAC", 4502, "vaccination-file-empty", .error, .incomplete,
    message: "the file has no rows below its header",
    summary: "a vaccination file without vaccinations is not processed",
    explanation: "The national service does not process empty files. Send a file only when there is something to send.",
    references: source, wrong: [RuleExample(.csv, "NHS_NUMBER|PERSON_FORENAME|…\n")],
    right: [RuleExample(.csv, "NHS_NUMBER|PERSON_FORENAME|…\n9999999468|Ann|…\n")])

  public static let cellMissing = Rule(
    "VAC", 4503, "vaccination-cell-missing", .error, .required,
    message: "`{name}` is mandatory and empty: the row is rejected",
    summary: "a mandatory cell is empty",
    explanation: "The row cannot be recorded without this value and is not converted. Fill the cell.",
    references: source, wrong: [RuleExample(.csv, "PERSON_SURNAME\n\"\"\n")],
    right: [RuleExample(.csv, "PERSON_SURNAME\nDoe\n")])

  public static let cellBlank = Rule(
    "VAC", 4504, "vaccination-cell-blank", .error, .value,
    message: "`{name}` holds only blanks: the row is rejected",
    summary: "a cell holds blanks and nothing else",
    explanation: "An empty cell says that there is no value; blanks are a value that means nothing. Empty the cell, or fill it.",
    references: source, wrong: [RuleExample(.csv, "BATCH_NUMBER\n\" \"\n")],
    right: [RuleExample(.csv, "BATCH_NUMBER\n688346\n")])

  public static let cellRecommended = Rule(
    "VAC", 4505, "vaccination-cell-expected", .warning, .incomplete,
    message: "`{name}` should be filled",
    summary: "a required cell is empty: accepted, but incomplete",
    explanation:
      "The row is accepted without this value, but the record is poorer for it. Fill the cell where the value is known.",
    references: source, wrong: [RuleExample(.csv, "NHS_NUMBER\n\"\"\n")],
    right: [RuleExample(.csv, "NHS_NUMBER\n9999999468\n")])

  public static let cellForm = Rule(
    "VAC", 4506, "vaccination-cell-form", .error, .value,
    message: "`{name}` is not {expected}: the row is rejected",
    summary: "a cell does not have the form of its column",
    explanation: "The value cannot be what the column holds, so the row is not converted. Correct the cell.",
    references: source, wrong: [RuleExample(.csv, "PERSON_DOB\n20230230\n")],
    right: [RuleExample(.csv, "PERSON_DOB\n20230228\n")])

  public static let future = Rule(
    "VAC", 4507, "vaccination-date-in-future", .error, .value,
    message: "`{name}` is in the future: the row is rejected",
    summary: "a date of something that has happened is in the future",
    explanation: "Births, vaccinations and their recording lie in the past. Correct the date.",
    references: source, wrong: [RuleExample(.csv, "RECORDED_DATE\n29990101\n")],
    right: [RuleExample(.csv, "RECORDED_DATE\n20260110\n")])

  public static let rowWidth = Rule(
    "VAC", 4508, "vaccination-row-width", .error, .structure,
    message: "the row has {actual} cells instead of {expected}: it is rejected",
    summary: "a row has more or fewer cells than the header",
    explanation:
      "A cell is missing or a delimiter stands in a value without quotes, so cells are under wrong columns. Correct the row.",
    references: source, wrong: [RuleExample(.csv, "A|B\n1|2|3\n")], right: [RuleExample(.csv, "A|B\n1|2\n")])

  public static let all: [Rule] = [
    fileName, header, noRows, cellMissing, cellBlank, cellRecommended, cellForm, future, rowWidth,
  ]

  public static let phrases: [Phrase] = CellCheck.allCases.enumerated().map {
    Phrase(UInt16(4500 + $0.offset), $0.element.expectation)
  }
}

extension CellCheck {
  /// What the column holds, in words that follow "is not".
  var expectation: String {
    switch self {
    case .nhsNumber: "an NHS number: ten digits that pass the check of modulus 11"
    case .forenames: "up to five names of up to 180 characters"
    case .surname: "a name of up to 35 characters"
    case .date, .pastDate: "a day of the calendar as `YYYYMMDD`"
    case .pastTime: "a time as `YYYYMMDDThhmmss`, with `00` or `01` for its zone or nothing"
    case .gender: "one of `1`, `2`, `9`, `0` or `male`, `female`, `other`, `unknown`"
    case .action: "`NEW`, `UPDATE` or `DELETE`"
    case .boolean: "`TRUE` or `FALSE`"
    case .concept: "the identifier of a SNOMED CT concept: 6 to 18 digits with a right check digit"
    case .doseSequence: "a number from 1 to 9"
    case .number: "a number"
    case .text: "a text"
    }
  }

  var phrase: Phrase {
    Phrase(UInt16(4500 + (CellCheck.allCases.firstIndex(of: self) ?? 0)), expectation)
  }
}
