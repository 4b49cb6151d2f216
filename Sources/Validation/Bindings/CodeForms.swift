import Diagnostics
import Terminology

/// What codes of a system must look like. Numbers 2700 and up.
enum CodeForms {
  static let all = [
    snomedDigits, snomedCheckDigit, snomedPartition, loinc, loincCheckDigit, ucum, languageTag, mediaType, uri, timeZone,
    countrySubdivision, digits, snomedLegacy,
  ]

  static let snomedDigits = Phrase(2700, "an identifier of SNOMED CT is 6 to 18 digits and does not start with 0")
  static let snomedCheckDigit = Phrase(2701, "its last digit, which checks the others, does not fit")
  static let snomedPartition = Phrase(2702, "its last but one digit says that it identifies no concept")
  static let loinc = Phrase(2703, "a LOINC code is up to seven digits, a hyphen and a check digit")
  static let loincCheckDigit = Phrase(2704, "the digit after the hyphen, which checks the others, does not fit")
  static let ucum = Phrase(2705, "the grammar of UCUM does not allow it")
  static let languageTag = Phrase(2706, "it is no language tag such as `en` or `en-GB`")
  static let mediaType = Phrase(2707, "it is no media type such as `text/plain`")
  static let uri = Phrase(2708, "it is no absolute URI")
  static let timeZone = Phrase(2709, "it is no name of a time zone such as `Europe/London`")
  static let countrySubdivision = Phrase(2710, "a part of a country is the country, a hyphen and up to three letters or digits")
  static let digits = Phrase(2711, "codes of this system are numbers")
  static let snomedLegacy = Phrase(
    2712, "it is an identifier of the older SNOMED RT; those of SNOMED CT are 6 to 18 digits")

  static func phrase(_ form: CodeForm) -> Phrase {
    switch form {
    case .snomedDigits: snomedDigits
    case .snomedLegacy: snomedLegacy
    case .snomedCheckDigit: snomedCheckDigit
    case .snomedPartition: snomedPartition
    case .loinc: loinc
    case .loincCheckDigit: loincCheckDigit
    case .ucum: ucum
    case .languageTag: languageTag
    case .mediaType: mediaType
    case .uri: uri
    case .timeZone: timeZone
    case .countrySubdivision: countrySubdivision
    case .digits: digits
    }
  }
}
