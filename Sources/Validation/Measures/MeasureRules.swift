import Diagnostics

/// The rules of measures and of reports on them. Numbers 2840 to 2849, 2673 and 2674.
public enum MeasureRules {
  static let family = "MSR"
  static let measure = "http://hl7.org/fhir/R4/measure.html"
  static let report = "http://hl7.org/fhir/R4/measurereport.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    libraryMissing, measureNotFound, partWithoutCode, partUnknown, partRepeated, partMissing, subjectsListed, countMissing,
    scoreNotAllowed, scoreMissing, proportionWithUnit, proportionOutOfRange,
  ]
}
