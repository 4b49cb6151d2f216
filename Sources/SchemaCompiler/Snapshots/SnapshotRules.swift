import Definitions
import Diagnostics

/// The rules of what a profile may say of its base. Numbers 3230 to 3299; those that the YAML language shares are in `ProfileRules`.
public enum SnapshotRules {
  public static let wrongRoot = Rule(
    "PRF", 3230, "profile-root-of-other-type", .error, .conflict,
    message: "the elements start with `{name}`, but the base is a `{expected}`",
    summary: "The elements of a profile are those of another type than its base.",
    explanation:
      "The paths of a profile's elements start with the name of the type that the base defines. Mend `type`, the base or the paths.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let misplacedElement = Rule(
    "PRF", 3231, "profile-element-misplaced", .error, .structure,
    message: "`{name}` does not stand under the root of the definition",
    summary: "An element's path does not start with the path of the first element.",
    explanation: "All elements of a definition stand under its first one. Mend the path.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html#path"])

  public static let repeatedElement = Rule(
    "PRF", 3232, "profile-element-repeated", .error, .duplicate,
    message: "`{name}` is listed a second time without a slice name",
    summary: "A differential lists an element twice.",
    explanation: "Put what is said of an element in one place, or give the further entries slice names.",
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"])

  public static let unknownElement = ProfileRules.unknownElement

  public static let repeatedSlice = Rule(
    "PRF", 3233, "profile-slice-repeated", .error, .duplicate,
    message: "there is another slice `{name}` of the same element",
    summary: "Two slices of an element have the same name.",
    explanation: "Slice names are unique within what they slice. Rename one of them, or merge the two.",
    references: ["http://hl7.org/fhir/R4/profiling.html#slicing"])

  public static let sliceWithoutSlicing = Rule(
    "PRF", 3234, "profile-slice-without-slicing", .error, .incomplete,
    message: "nothing says how the slice `{name}` is told apart from other repetitions",
    summary: "A slice is given of an element that has no `slicing`.",
    explanation: """
      Say on the element itself how its slices are told apart, for example `slicing: {by: [{value: system}]}`. Only extensions (by `url`) \
      and choices (by type) go without.
      """,
    references: ["http://hl7.org/fhir/R4/profiling.html#discriminator"])

  public static let impossibleCardinality = Rule(
    "PRF", 3235, "profile-cardinality-contradictory", .error, .conflict,
    message: "`{name}` may occur {actual} with what the base says, so that no record can comply",
    summary: "The minimum that a profile asks for is above the maximum of the base, or the other way round.",
    explanation: "Give both minimum and maximum, within those of the base.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"])

  public static let weakerBinding = Rule(
    "PRF", 3236, "profile-binding-weaker-than-base", .error, .conflict,
    message: "the binding of `{name}` is {actual} here but {expected} in the base, which a profile cannot weaken",
    summary: "A profile makes a required binding weaker.",
    explanation: "What the base requires a profile requires, too. It may only name a smaller value set.",
    references: ["http://hl7.org/fhir/R4/profiling.html#binding"])

  public static let valueOfOtherType = Rule(
    "PRF", 3237, "profile-value-of-other-type", .error, .conflict,
    message: "`{name}` has a value of type `{actual}`; allowed are {expected}",
    summary: "A fixed or pattern value has a type that the element cannot have.",
    explanation: "Write the value in a type of the element: `fixedCode` for an element of type `code`.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

  public static let all: [Rule] = [
    wrongRoot, misplacedElement, repeatedElement, repeatedSlice, sliceWithoutSlicing, impossibleCardinality, weakerBinding,
    valueOfOtherType,
  ]
}
