import Diagnostics

/// Parts, counts and scores.
extension MeasureRules {
  public static let libraryMissing = Rule(
    family, 2840, "measure-library-missing", .error, .invalid,
    message: "the criteria are in CQL, but the measure names no library that they could stand in",
    summary: "A measure has criteria in CQL and no library.",
    explanation: "Name the library by its canonical address in `Measure.library`.",
    references: [measure],
    wrong: [
      sample(
        #"{"resourceType":"Measure","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}],"stratifier":[{"criteria":{"language":"text/cql","expression":"Ages"}}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Measure","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"library":["http://example.org/fhir/Library/1"],"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}],"stratifier":[{"criteria":{"language":"text/cql","expression":"Ages"}}]}]}"#
      )
    ])

  public static let measureNotFound = Rule(
    family, 2841, "measure-not-found", .warning, .required,
    message: "the measure `{actual}` is not known here, so that the report cannot be checked against it",
    summary: "The measure of a report is neither contained nor supplied.",
    explanation: "Supply it with `--definitions`; look at the version behind `|` as well.",
    references: [report],
    wrong: [
      sample(
        #"{"resourceType":"MeasureReport","status":"complete","type":"summary","measure":"http://example.org/fhir/Measure/1","period":{"start":"2024"}}"#
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let partWithoutCode = Rule(
    family, 2842, "report-part-without-code", .error, .businessRule,
    message: "a {expected} of the report has a code, by which it is found in the measure",
    summary: "A part of a report does not say which part of the measure it belongs to.",
    explanation: "Give it the `code` of the part of the measure.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1},{"count":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let partUnknown = Rule(
    family, 2843, "report-part-unknown", .error, .businessRule,
    message: "the measure has no {expected} with this code",
    summary: "A part of a report is not one of its measure.",
    explanation: "Use the codes of the measure, system and code both.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1},{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"numerator"}]},"count":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let partRepeated = Rule(
    family, 2844, "report-part-repeated", .error, .businessRule,
    message: "the report has a {expected} with this code already",
    summary: "A report has a part of its measure twice.",
    explanation: "Keep one of them.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1},{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let partMissing = Rule(
    family, 2845, "report-part-missing", .error, .businessRule,
    message: "the report has no {expected} for that of the measure, `{actual}`",
    summary: "A report leaves out a part of its measure.",
    explanation: "Report on each group, population and stratifier of the measure.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}},{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"numerator"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let subjectsListed = Rule(
    family, 2846, "report-subjects-listed", .error, .businessRule,
    message: "only reports of the type `subject-list` list subjects",
    summary: "A report lists subjects, though it is not of that type.",
    explanation: "Take `subjectResults` out, or give the report the type `subject-list`.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1,"subjectResults":{"display":"A"}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"subject-list","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1,"subjectResults":{"display":"A"}}]}]}"##
      )
    ])

  public static let countMissing = Rule(
    family, 2847, "report-count-missing", .warning, .businessRule,
    message: "the population has no `count`",
    summary: "A population of a report is not counted.",
    explanation: "Say how many there are.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let scoreNotAllowed = Rule(
    family, 2848, "report-score-not-allowed", .error, .businessRule,
    message: "there is no score where the type or scoring is `{expected}`",
    summary: "A report has a score that its measure does not have.",
    explanation: "Cohorts are counted and data are collected without a score: take `measureScore` out.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":1}}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"cohort"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ])

  public static let scoreMissing = Rule(
    family, 2849, "report-score-missing", .error, .required,
    message: "a group of a measure with the scoring `{expected}` has a score with a value",
    summary: "A report does not give the score of its measure.",
    explanation: "Add `measureScore` with its `value`.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":0.5}}]}"##
      )
    ])

  public static let proportionWithUnit = Rule(
    family, 2673, "proportion-with-unit", .error, .businessRule,
    message: "a proportion has no unit",
    summary: "The score of a proportion has a unit.",
    explanation: "A proportion is a number from 0 to 1: take the unit out.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":0.5,"unit":"beds"}}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":0.5}}]}"##
      )
    ])

  public static let proportionOutOfRange = Rule(
    family, 2674, "proportion-out-of-range", .error, .value,
    message: "a proportion is from 0 to 1, not `{actual}`",
    summary: "The score of a proportion is below 0 or above 1.",
    explanation: "Divide by the denominator; a percentage is divided by 100.",
    references: [report],
    wrong: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":50}}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"MeasureReport","contained":[{"resourceType":"Measure","id":"m","status":"draft","scoring":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-scoring","code":"proportion"}]},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"criteria":{"language":"text/plain","expression":"all"}}]}]}],"status":"complete","type":"summary","measure":"#m","period":{"start":"2024"},"group":[{"population":[{"code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/measure-population","code":"initial-population"}]},"count":1}],"measureScore":{"value":0.5}}]}"##
      )
    ])
}
