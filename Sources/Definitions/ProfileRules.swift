import Diagnostics

/// The rules of the YAML profile language. Numbers 3200 to 3499.
public enum ProfileRules {
  public static let unknownKind = Rule(
    "PRF", 3200, "profile-kind-unknown", .error, .structure,
    message: "the file does not say what it defines: start with one of {expected}",
    summary: "The first key of a profile file does not name a kind of definition.",
    explanation: """
      The first key says what is defined and gives its name, for example `resource-profile: MyPatient`, `value-set: Colours`.
      """,
    wrong: [RuleExample(.profile, "name: MyPatient\n")],
    right: [
      RuleExample(
        .profile,
        "resource-profile: MyPatient\nurl: http://example.org/MyPatient\ntype: Patient\nbase: Patient\n")
    ])

  public static let cardinality = Rule(
    "PRF", 3201, "profile-cardinality-malformed", .error, .value,
    message: "`{value}` is not a cardinality such as `0..1`, `1..*`, `1..` or `..3`",
    summary: "A cardinality is not written as minimum, two dots, maximum.",
    explanation: "Either side may be left out where it stays as in the base; `*` stands for any number.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"],
    wrong: [ProfileRules.example("occurs: 1-2")], right: [ProfileRules.example("occurs: 1..2")])

  public static let cardinalityOrder = Rule(
    "PRF", 3202, "profile-cardinality-impossible", .error, .conflict,
    message: "the minimum is above the maximum in `{value}`, so that no record can comply",
    summary: "A cardinality asks for more than it allows.",
    explanation: "Raise the maximum or lower the minimum.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"],
    wrong: [ProfileRules.example("occurs: 2..1")], right: [ProfileRules.example("occurs: 1..2")])

  public static let contradictoryTypes = Rule(
    "PRF", 3203, "profile-types-given-twice", .error, .conflict,
    message: "an element has only one of `type`, `types`, `references` and `content`",
    summary: "An element gives its types in more than one way.",
    explanation: """
      `type` is for one type, `types` for a choice, `references` for a Reference with its targets, `content` for an element that has the \
      children of another. Keep one of them.
      """,
    wrong: [ProfileRules.example("type: string\n    references: [Patient]")],
    right: [ProfileRules.example("references: [Patient]")])

  public static let fixedAndPattern = Rule(
    "PRF", 3204, "profile-fixed-and-pattern", .error, .conflict,
    message: "`{name}` has both a fixed value and a pattern",
    summary: "An element has a fixed value and a pattern at once.",
    explanation: "A fixed value says everything that a pattern could. Keep one of them.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html (invariant eld-8)"],
    wrong: [ProfileRules.example("fixedUri: urn:x\n    patternUri: urn:x")], right: [ProfileRules.example("fixedUri: urn:x")])

  public static let bindingShape = Rule(
    "PRF", 3205, "profile-binding-strength", .error, .structure,
    message: "a binding has exactly one of `required`, `extensible`, `preferred` and `example`",
    summary: "A binding gives no strength, or several.",
    explanation: "Write the strength as the key and the value set as its value: `binding: {required: administrative-gender}`.",
    references: ["http://hl7.org/fhir/R4/terminologies.html#strength"],
    wrong: [ProfileRules.example("binding: {maximum: languages}")],
    right: [ProfileRules.example("binding: {preferred: languages, maximum: all-languages}")])

  public static let notJSON = Rule(
    "PRF", 3206, "profile-value-not-expressible", .error, .value,
    message: "`{name}` must hold {expected}",
    summary: "A fixed or pattern value does not have the form of its type.",
    explanation: "Truth values are `true` and `false`; numbers have digits; complex values are mappings.",
    references: ["http://hl7.org/fhir/R4/datatypes.html"],
    wrong: [ProfileRules.example("fixedBoolean: maybe")], right: [ProfileRules.example("fixedBoolean: true")])

  public static let invariantWithoutExpression = Rule(
    "PRF", 3207, "profile-invariant-without-expression", .warning, .incomplete,
    message: "the invariant `{name}` has no `expression`, so that it cannot be checked",
    summary: "An invariant has no FHIRPath expression.",
    explanation: "Add the expression, or remove the invariant.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#constraints"],
    wrong: [ProfileRules.example("invariants: {x-1: {message: be good}}")],
    right: [ProfileRules.example("invariants: {x-1: {expression: exists(), message: be good}}")])

  public static let unknownElement = Rule(
    "PRF", 3210, "profile-element-unknown", .error, .notFound,
    message: "`{definition}` has no element `{name}`{expected}",
    summary: "A profile speaks of an element that its type does not have.",
    explanation: "Correct the name. What the type does not have can be added as an extension.",
    references: ["http://hl7.org/fhir/R4/profiling.html"],
    wrong: [ProfileRules.patient("gendre: {occurs: 1..1}")], right: [ProfileRules.patient("gender: {occurs: 1..1}")])

  public static let unknownType = Rule(
    "PRF", 3211, "profile-type-unknown", .error, .notFound,
    message: "there is no type `{value}`{expected}",
    summary: "A profile names a type that is not known.",
    explanation: "Correct the name, or load the package that defines the type.",
    references: ["http://hl7.org/fhir/R4/datatypes.html"],
    wrong: [ProfileRules.patient("deceased[x]: {type: bolean}")], right: [ProfileRules.patient("deceased[x]: {type: boolean}")])

  public static let typeNotAllowed = Rule(
    "PRF", 3212, "profile-type-not-allowed", .error, .conflict,
    message: "the base allows no `{value}` in `{name}`; it allows {expected}",
    summary: "A profile gives an element a type that its base does not allow.",
    explanation: "A profile can only narrow the types of its base.",
    references: ["http://hl7.org/fhir/R4/profiling.html#resources"],
    wrong: [ProfileRules.patient("deceased[x]: {type: string}")], right: [ProfileRules.patient("deceased[x]: {type: dateTime}")])

  public static let cardinalityWider = Rule(
    "PRF", 3213, "profile-cardinality-wider-than-base", .error, .conflict,
    message: "`{name}` may occur {actual} here but {expected} in the base, which a profile cannot widen",
    summary: "A profile allows what its base forbids.",
    explanation: "A profile may raise the minimum and lower the maximum of its base, not the other way round.",
    references: ["http://hl7.org/fhir/R4/profiling.html#resources"],
    wrong: [ProfileRules.patient("gender: {occurs: 0..*}")], right: [ProfileRules.patient("gender: {occurs: 1..1}")])

  public static let noManifest = Rule(
    "PRF", 3220, "profile-folder-without-manifest", .fatal, .notFound,
    message: "`{name}` has no `package.yaml`, so that it is not a folder of profiles",
    summary: "A folder that should hold profiles has no `package.yaml`.",
    explanation: """
      `package.yaml` gives the name and version of the package: `package: my.profiles` and `version: 1.0.0`. No example is given: it \
      would be a folder.
      """)

  public static let all: [Rule] = [
    noManifest,
    unknownKind, cardinality, cardinalityOrder, contradictoryTypes, fixedAndPattern, bindingShape, notJSON,
    invariantWithoutExpression, unknownElement, unknownType, typeNotAllowed, cardinalityWider,
  ]

  private static func example(_ element: String) -> RuleExample {
    RuleExample(
      .profile, "datatype: Sample\nurl: http://example.org/Sample\nbase: Element\nelements:\n  sample:\n    \(element)\n")
  }

  private static func patient(_ element: String) -> RuleExample {
    RuleExample(
      .profile,
      "resource-profile: MyPatient\nurl: http://example.org/MyPatient\ntype: Patient\nbase: Patient\nelements:\n  \(element)\n")
  }
}
