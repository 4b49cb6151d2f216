/// Forms that codes of well-known systems have by public rules.
public enum CodeForm: UInt8, Sendable, Hashable, CaseIterable {
  /// 6 to 18 digits without a leading zero.
  case snomedDigits
  /// An identifier of SNOMED RT, as SNOMED CT's concepts had it beside their own until 2017.
  case snomedLegacy
  /// The last digit does not check (Verhoeff).
  case snomedCheckDigit
  /// The second and third digit from the end say that this is no concept.
  case snomedPartition
  case loinc
  case loincCheckDigit
  case ucum
  case languageTag
  case mediaType
  case uri
  case timeZone
  case countrySubdivision
  case digits
}
