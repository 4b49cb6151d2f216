import Diagnostics

/// Why a text is not a value of its primitive type. Each has a phrase that says what is expected.
enum FormatFault: UInt16, CaseIterable {
  case none
  case empty, blank, controlCharacter, whitespace, outerBlank, doubleBlank
  case notBoolean, notInteger, leadingZero, notDecimal, negative, notPositive, tooLarge
  case idCharacter, idLength, notOID, notUUID
  case dateForm, yearZero, month, day, timeOnDate, timeForm, hour, minute, second, fraction, zoneMissing, zoneForm, zoneOnTime
  case instantPrecision
  case base64Character, base64Length, base64Padding
  case upperCaseUUID

  /// Numbers 2300 and up are the phrases of faults.
  var phrase: Phrase { Phrase(2300 + rawValue, text) }

  private var text: String {
    switch self {
    case .none: ""
    case .empty: "at least one character"
    case .blank: "a character that is not a blank"
    case .controlCharacter: "no control characters other than tab, line feed and carriage return"
    case .whitespace: "no blanks or line ends"
    case .outerBlank: "no blank at the start or end"
    case .doubleBlank: "single spaces between words"
    case .notBoolean: "`true` or `false`"
    case .notInteger: "a whole number without fraction or exponent"
    case .leadingZero: "no leading zeros and no sign on zero"
    case .notDecimal: "a number with digits before and after the point"
    case .negative: "0 or more"
    case .notPositive: "1 or more"
    case .tooLarge: "a number between -2147483648 and 2147483647"
    case .idCharacter: "only letters A to Z and a to z, digits, `-` and `.`"
    case .idLength: "1 to 64 characters"
    case .notOID: "`urn:oid:` and numbers without leading zeros separated by points, the first 0, 1 or 2"
    case .notUUID: "`urn:uuid:` and 32 lower-case hexadecimal digits grouped 8-4-4-4-12"
    case .upperCaseUUID: "the digits of the UUID in lower case, as URIs are compared letter by letter"
    case .dateForm: "YYYY, YYYY-MM or YYYY-MM-DD"
    case .yearZero: "a year from 0001"
    case .month: "a month from 01 to 12"
    case .day: "a day that the month has"
    case .timeOnDate: "a date without a time"
    case .timeForm: "a time as hh:mm:ss"
    case .hour: "an hour from 00 to 23"
    case .minute: "a minute from 00 to 59"
    case .second: "a second from 00 to 59, or 60 for a leap second"
    case .fraction: "digits after the decimal point of the seconds"
    case .zoneMissing: "a time zone, `Z` or an offset such as `+01:00`, after the time"
    case .zoneForm: "a time zone `Z` or an offset between -14:00 and +14:00"
    case .zoneOnTime: "a time of day without a time zone"
    case .instantPrecision: "a date and a time to the second at least, with a time zone"
    case .base64Character: "only letters, digits, `+`, `/`, padding `=` and blanks"
    case .base64Length: "groups of four characters"
    case .base64Padding: "padding `=` only at the end, at most two"
    }
  }
}
