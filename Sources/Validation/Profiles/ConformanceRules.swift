import Diagnostics

/// The rules of conformance to profiles. Numbers 2500 to 2529; those of extensions follow in `ExtensionRules`.
public enum ConformanceRules {
  static let family = "PROF"
  private static let profiling = "http://hl7.org/fhir/R4/profiling.html"
  private static let element = "http://hl7.org/fhir/R4/elementdefinition.html"
  private static let noExample = "No example is given: it takes a profile; the tests of profiles hold right and wrong records."

  public static let all: [Rule] = [
    unknownProfile, brokenProfile, profileType, belowMinimum, aboveMaximum, notAllowed, type, typeProfile, fixedValue, pattern,
    belowBound,
    aboveBound, tooLong, tooShort, sliceMissing, sliceTooOften, noSlice, sliceOrder, sliceAfterOthers, targetType, targetProfile,
    aggregation,
    abstractProfile, slicingUndecidable, sliceAmbiguous,
  ]

  public static let phrases: [Phrase] = ConformancePhrases.all

  private static func rule(
    _ number: UInt16, _ name: String, _ severity: Severity = .error, _ issueType: IssueType = .structure, message: String,
    summary: String, explanation: String, reference: String
  ) -> Rule {
    Rule(
      family, number, name, severity, issueType, message: message, summary: summary, explanation: explanation + " " + noExample,
      references: [reference])
  }

  public static let unknownProfile = rule(
    2500, "profile-unknown", .warning, .notFound,
    message: "the profile `{actual}` is not known here, so that the value was not checked against it",
    summary: "A record or definition names a profile that is not loaded.",
    explanation:
      "Add the package that defines it with `--package`, or correct the canonical. Mind the version after the `|`, where there is one.",
    reference: profiling)

  public static let brokenProfile = rule(
    2522, "profile-broken", .error, .incomplete,
    message: "the definition `{actual}` is broken, so that the value cannot be checked against all that it says",
    summary: "A record asks for a profile or extension whose definition has errors.",
    explanation: """
      What is wrong with the definition is told when it is loaded. Mend it, load the package that it lacks, or ask its publisher.
      """,
    reference: profiling)

  public static let profileType = rule(
    2501, "profile-of-another-type", message: "the profile `{expected}` is not for `{actual}`",
    summary: "A profile is claimed or asked for that constrains another type.",
    explanation: "Take the profile out of `meta.profile`, or choose the one that is meant for this type of resource.",
    reference: profiling)

  public static let belowMinimum = rule(
    2502, "profile-cardinality-below-minimum", .error, .required,
    message: "`{definition}` is missing: the profile requires at least {expected}, present {actual}",
    summary: "An element that a profile requires is missing.",
    explanation: "Add the element. The base definition does without it, the profile does not.", reference: element)

  public static let aboveMaximum = rule(
    2503, "profile-cardinality-above-maximum",
    message: "`{definition}` is there too often: the profile allows at most {expected}, present {actual}",
    summary: "An element is there more often than a profile allows.", explanation: "Leave out what is too much.",
    reference: element)

  public static let notAllowed = rule(
    2504, "profile-element-prohibited", message: "`{name}` is not allowed by the profile",
    summary: "An element is there that a profile rules out.",
    explanation: "Leave the element out, or choose a profile that has it.",
    reference: element)

  public static let type = rule(
    2505, "profile-type", message: "`{name}` must be {expected} by the profile and is `{actual}`",
    summary: "A value is of a type that a profile rules out.",
    explanation: "Use one of the types that the profile leaves.", reference: element)

  public static let typeProfile = rule(
    2506, "profile-of-value", message: "`{name}` conforms to none of the profiles {expected}",
    summary: "A value conforms to none of the profiles that its element asks for.",
    explanation: "Check the value against the profile that it is meant to follow.", reference: element)

  public static let fixedValue = rule(
    2507, "profile-fixed-value", .error, .value, message: "`{name}` must be exactly {expected}",
    summary: "A value differs from the one that a profile fixes.",
    explanation: "Give the value as the profile has it, nothing more and nothing less.", reference: element)

  public static let pattern = rule(
    2508, "profile-pattern", .error, .value, message: "`{name}` must hold at least {expected}",
    summary: "A value does not hold what a profile's pattern asks for.",
    explanation: "Give at least the parts of the pattern; more is allowed.", reference: element)

  public static let belowBound = rule(
    2509, "profile-value-below-minimum", .error, .value, message: "the value {actual} is below the profile's minimum {expected}",
    summary: "A number, date or quantity is smaller than a profile allows.", explanation: "Check the value and its unit.",
    reference: element)

  public static let aboveBound = rule(
    2510, "profile-value-above-maximum", .error, .value, message: "the value {actual} is above the profile's maximum {expected}",
    summary: "A number, date or quantity is greater than a profile allows.", explanation: "Check the value and its unit.",
    reference: element)

  public static let tooLong = rule(
    2511, "profile-text-too-long", .error, .tooLong, message: "the text has {actual} characters; the profile allows {expected}",
    summary: "A text is longer than a profile allows.", explanation: "Shorten the text: receivers may cut it.", reference: element
  )

  public static let tooShort = rule(
    2523, "profile-text-too-short", .error, .invalid,
    message: "the text has {actual} characters; the profile asks for {expected}",
    summary: "A text is shorter than a profile asks for.",
    explanation: "Look whether the text was cut, or give the whole of it.",
    reference: "http://hl7.org/fhir/StructureDefinition/minLength")

  public static let sliceMissing = rule(
    2512, "slice-missing", .error, .required,
    message: "a value for the slice `{expected}` is missing: present {actual}, required as `{definition}` says",
    summary: "A slice that a profile requires has too few values.",
    explanation: """
      Add a value that belongs to the slice. Where one is there and was not recognised, look at what tells the slice from others, such \
      as its system, code or URL.
      """,
    reference: profiling + "#slicing")

  public static let sliceTooOften = rule(
    2513, "slice-too-often", message: "the slice `{expected}` has {actual} values, more than `{definition}` allows",
    summary: "A slice has more values than a profile allows.", explanation: "Leave out what is too much, or check its slice.",
    reference: profiling + "#slicing")

  public static let noSlice = rule(
    2514, "slice-not-matched", message: "`{name}` belongs to no slice and others are not allowed; the slices are {expected}",
    summary: "A value belongs to none of the slices of a closed slicing.",
    explanation: "Mend what the slices are told by, or leave the value out.", reference: profiling + "#slicing")

  public static let sliceOrder = rule(
    2515, "slice-out-of-order",
    message: "the value belongs to the slice `{expected}`, which comes before that of an earlier value",
    summary: "The values of an ordered slicing are not in the order of its slices.",
    explanation: "Put the values into the order in which the profile lists the slices.", reference: profiling + "#slicing")

  public static let sliceAfterOthers = rule(
    2516, "slice-after-others",
    message: "the value belongs to the slice `{expected}` and stands after values that belong to none",
    summary: "Values outside the slices must come last, and do not.",
    explanation: "Move the values that belong to no slice to the end.", reference: profiling + "#slicing")

  public static let targetType = rule(
    2517, "profile-reference-target-type", message: "the reference leads to `{actual}`; the profile allows {expected}",
    summary: "A reference leads to a type of resource that a profile rules out.",
    explanation: "Refer to a resource of a type that the profile allows.", reference: element)

  public static let targetProfile = rule(
    2518, "profile-reference-target", message: "the referenced `{actual}` conforms to none of {expected}",
    summary: "The target of a reference does not conform to the profile that is asked for.",
    explanation: "Validate the target against that profile to see what it lacks.", reference: element)

  public static let aggregation = rule(
    2519, "profile-reference-aggregation", message: "the target of the reference is {actual}, which the profile does not allow",
    summary: "A reference is contained, bundled or outside where a profile rules that out.",
    explanation: "Put the target where the profile wants it: contained, in the same Bundle, or elsewhere.", reference: element)

  public static let abstractProfile = rule(
    2520, "profile-abstract", message: "the profile `{actual}` is abstract: a record must follow one that builds on it",
    summary: "A record claims an abstract profile.",
    explanation: "Claim a profile that is derived from the abstract one.", reference: profiling)

  public static let sliceAmbiguous = rule(
    2524, "slice-ambiguous", message: "the value belongs to several slices at once: {expected}",
    summary: "A value belongs to more than one slice.",
    explanation:
      "Slices must not overlap. Look at what tells the slices from each other: the profile may give several of them the same, or the value has what belongs to both.",
    reference: profiling + "#slicing")

  public static let slicingUndecidable = rule(
    2521, "slicing-undecidable", .warning, .processing,
    message: "the slice `{expected}` of `{definition}` cannot be told from others: the profile does not say how",
    summary: "A profile gives no fixed value, pattern or binding for a discriminator of a slice.",
    explanation: "The definition is at fault, not the record: give the slice a value for each discriminator.",
    reference: profiling + "#discriminator")
}

/// The wording of findings about profiles.
enum ConformancePhrases {
  static let contained = Phrase(2500, "contained")
  static let bundled = Phrase(2501, "in the same Bundle or outside")
  static let outside = Phrase(2502, "outside the record")
  static let all = [contained, bundled, outside]
}
