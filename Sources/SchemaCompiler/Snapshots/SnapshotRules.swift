import Definitions
import Diagnostics

/// The rules of what a profile may say of its base. Numbers 3230 to 3299; those that the YAML language shares are in `ProfileRules`.
public enum SnapshotRules {
  public static let wrongRoot = Rule(
    "PRF", 3230, "profile-root-of-other-type", .error, .conflict,
    message: "the elements start with `{name}`, but the base is a `{expected}`",
    summary: "The elements of a profile are those of another type than its base.",
    explanation:
      """
      The paths of a profile's elements start with the name of the type that the base defines. Mend `type`, the base or the paths. \
      No example is given: the YAML language writes the paths itself.
      """,
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let typeNotOfBase = Rule(
    "PRF", 3243, "profile-type-not-of-base", .error, .conflict,
    message: "`{name}` is a profile on `{value}`, but its base is one on `{expected}`",
    summary: "A profile gives another type than its base.",
    explanation: """
      A profile constrains the type that its base is for. Mend `type` or `baseDefinition`. \
      No example is given: with other elements the YAML language reports those first.
      """,
    references: ["http://hl7.org/fhir/R4/structuredefinition-definitions.html#StructureDefinition.type"])

  public static let slicingOfOne = Rule(
    "PRF", 3244, "profile-slicing-without-repetition", .error, .conflict,
    message: "`{name}` has one value at most, so that there is nothing to slice",
    summary: "An element that does not repeat is sliced, and not by its type.",
    explanation: """
      Slices tell repetitions of an element apart. Say what is meant on the element itself, or give `max` 1 beside the slicing to say that \
      the slices are alternatives of the one value.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"],
    wrong: [SnapshotRules.patient(#"maritalStatus: {slicing: {by: [{pattern: "$this"}]}, slices: {single: {}}}"#)],
    right: [SnapshotRules.patient(#"identifier: {slicing: {by: [{value: system}]}, slices: {nhs: {occurs: 1..1}}}"#)])

  public static let misplacedElement = Rule(
    "PRF", 3231, "profile-element-misplaced", .error, .structure,
    message: "`{name}` does not stand under the root of the definition",
    summary: "An element's path does not start with the path of the first element.",
    explanation: """
      All elements of a definition stand under its first one. Mend the path. No example is given: the YAML language cannot say this.
      """,
    references: ["http://hl7.org/fhir/R4/elementdefinition.html#path"])

  public static let repeatedElement = Rule(
    "PRF", 3232, "profile-element-repeated", .error, .duplicate,
    message: "`{name}` is listed a second time without a slice name",
    summary: "A differential lists an element twice.",
    explanation: """
      Put what is said of an element in one place, or give the further entries slice names. \
      No example is given: the YAML language cannot say this.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"])

  public static let unknownElement = ProfileRules.unknownElement

  public static let repeatedSlice = Rule(
    "PRF", 3233, "profile-slice-repeated", .error, .duplicate,
    message: "there is another slice `{name}` of the same element",
    summary: "Two slices of an element have the same name.",
    explanation: """
      Slice names are unique within what they slice. Rename one of them, or merge the two. \
      No example is given: the YAML language cannot say this.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"])

  public static let sliceWithoutSlicing = Rule(
    "PRF", 3234, "profile-slice-without-slicing", .warning, .incomplete,
    message: "nothing says how the slice `{name}` is told apart from other repetitions",
    summary: "A slice is given of an element that has no `slicing`.",
    explanation: """
      Say on the element itself how its slices are told apart, for example `slicing: {by: [{value: system}]}`. Only extensions (by `url`) \
      and choices (by type) go without.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#discriminator"],
    wrong: [SnapshotRules.patient(#"identifier: {slices: {nhs: {occurs: 1..1}}}"#)],
    right: [SnapshotRules.patient(#"identifier: {slicing: {by: [{value: system}]}, slices: {nhs: {occurs: 1..1}}}"#)])

  public static let impossibleCardinality = Rule(
    "PRF", 3235, "profile-cardinality-contradictory", .error, .conflict,
    message: "`{name}` may occur {actual} with what the base says, so that no record can comply",
    summary: "The minimum that a profile asks for is above the maximum of the base, or the other way round.",
    explanation: "Give both minimum and maximum, within those of the base.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"],
    wrong: [SnapshotRules.patient(#"maritalStatus: {occurs: 2..}"#)],
    right: [SnapshotRules.patient(#"maritalStatus: {occurs: 1..}"#)])

  public static let weakerBinding = Rule(
    "PRF", 3236, "profile-binding-weaker-than-base", .warning, .conflict,
    message: "the binding of `{name}` is {actual} here but {expected} in the base, which a profile cannot weaken",
    summary: "A profile makes a required binding weaker.",
    explanation: "What the base requires a profile requires, too. It may only name a smaller value set.",
    references: ["http://hl7.org/fhir/R4/profiling.html#binding"],
    wrong: [SnapshotRules.patient(#"gender: {binding: {preferred: administrative-gender}}"#)],
    right: [SnapshotRules.patient(#"gender: {binding: {required: administrative-gender}}"#)])

  public static let valueOfOtherType = Rule(
    "PRF", 3237, "profile-value-of-other-type", .error, .conflict,
    message: "`{name}` has a value of type `{actual}`; allowed are {expected}",
    summary: "A fixed or pattern value has a type that the element cannot have.",
    explanation: "Write the value in a type of the element: `fixedCode` for an element of type `code`.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"],
    wrong: [SnapshotRules.patient(#"gender: {fixedUri: "http://example.org"}"#)],
    right: [SnapshotRules.patient(#"gender: {fixedCode: female}"#)])

  public static let impossibleTypeSlice = Rule(
    "PRF", 3238, "profile-type-slice-impossible", .error, .conflict,
    message: "the slice `{name}` can have no content, because `{expected}` must be there and there is only one value",
    summary: "A choice has a slice for a further type although the slice for one type is mandatory.",
    explanation: "A choice has one value. Where its slice for one type must be there, no other type can. Remove one of them.",
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"],
    wrong: [
      SnapshotRules.patient(
        #""deceased[x]": {slices: {deceasedBoolean: {occurs: 1..1, type: boolean}, deceasedDateTime: {type: dateTime}}}"#)
    ], right: [SnapshotRules.patient(#""deceased[x]": {slices: {deceasedBoolean: {occurs: 1..1, type: boolean}}}"#)])

  public static let typeSliceName = Rule(
    "PRF", 3239, "profile-type-slice-misnamed", .error, .value,
    message: "the slice `{name}` of a choice must be called `{expected}` after its type",
    summary: "The slice of a choice of types is not named after its type.",
    explanation: "Slices of `value[x]` are called `valueQuantity`, `valueString`: what the element is called with that type.",
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"],
    wrong: [SnapshotRules.patient(#""deceased[x]": {slices: {dead: {type: boolean}}}"#)],
    right: [SnapshotRules.patient(#""deceased[x]": {slices: {deceasedBoolean: {type: boolean}}}"#)])

  public static let mustSupportWithdrawn = Rule(
    "PRF", 3240, "profile-must-support-withdrawn", .error, .conflict,
    message: "`{name}` must be supported in the base, which a profile cannot withdraw",
    summary: "A profile sets `mustSupport` to false where its base has true.",
    explanation: """
      A profile may only add to what must be supported. \
      No example is given: the YAML language cannot say this.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#mustsupport"])

  public static let profileOfOtherType = Rule(
    "PRF", 3241, "profile-on-other-type", .error, .conflict,
    message: "`{value}` is a profile on `{actual}`, but the type of `{name}` is `{expected}`",
    summary: "An element's type has a profile that is one on another type.",
    explanation: "Name the type that the profile constrains, or another profile.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.type.profile"],
    wrong: [SnapshotRules.patient(#"name: {type: {type: HumanName, profiles: [SimpleQuantity]}}"#)],
    right: [SnapshotRules.patient(#"multipleBirth[x]: {type: integer}"#)])

  public static let profileOnItself = Rule(
    "PRF", 3242, "profile-demands-itself", .error, .conflict,
    message: "`{name}` demands of its own root that it conforms to `{name}`",
    summary: "The root element of a profile names the profile itself as a profile on its type.",
    explanation: """
      That says nothing and has no end. Remove the profile from the root's type. \
      No example is given: the YAML language gives the root no type.
      """,
    references: ["http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.type.profile"])

  public static let all: [Rule] = [
    profileOnItself, typeNotOfBase, slicingOfOne,
    impossibleTypeSlice, typeSliceName, mustSupportWithdrawn, profileOfOtherType,
    wrongRoot, misplacedElement, repeatedElement, repeatedSlice, sliceWithoutSlicing, impossibleCardinality, weakerBinding,
    valueOfOtherType,
  ]

  private static func patient(_ element: String) -> RuleExample {
    RuleExample(
      .profile,
      "resource-profile: MyPatient\nurl: http://example.org/MyPatient\ntype: Patient\nbase: Patient\nelements:\n  \(element)\n")
  }
}
