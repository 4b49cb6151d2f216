/// What a cell of a table must look like, by the name that maps use.
enum CellCheck: String, CaseIterable, Sendable {
  case nhsNumber = "nhs-number"
  /// Up to five names of 1 to 180 characters, separated by blanks.
  case forenames
  /// 1 to 35 characters.
  case surname
  /// `YYYYMMDD`, a real day.
  case date
  /// The same, not in the future.
  case pastDate = "past-date"
  /// `YYYYMMDDThhmmss`, with 00 or 01 for the zone or nothing, not in the future.
  case pastTime = "past-time"
  /// 1, 2, 9, 0 or the FHIR words.
  case gender
  /// NEW, UPDATE or DELETE.
  case action
  case boolean
  /// A SNOMED CT concept identifier by form and check digit.
  case concept
  /// 1 to 9.
  case doseSequence = "dose-sequence"
  case number
  /// Anything but blanks.
  case text
}
