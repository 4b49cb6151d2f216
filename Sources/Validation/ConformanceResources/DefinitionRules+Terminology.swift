import Diagnostics

/// Value sets and concept maps.
extension DefinitionRules {
  private static let sets = "http://hl7.org/fhir/R4/valueset.html"
  private static let maps = "http://hl7.org/fhir/R4/conceptmap.html"

  public static let includeSystemRelative = Rule(
    family, 2865, "value-set-system-relative", .error, .invalid,
    message: "the code system `{actual}` is not named by an absolute address",
    summary: "A value set names a code system by a relative address.",
    explanation:
      "Write the canonical address of the code system. For a contained one the extension `valueset-system` says where it is.",
    references: [sets], wrong: [valueSet(#"{"system":"CodeSystem/c"}"#)],
    right: [valueSet(#"{"system":"http://example.org/fhir/CodeSystem/c"}"#)])

  public static let includeSystemIsValueSet = Rule(
    family, 2866, "value-set-system-is-value-set", .error, .invalid,
    message: "`{actual}` is a value set, not a code system",
    summary: "A value set names another value set as a code system.",
    explanation: "Value sets are included under `valueSet`; `system` is for code systems.", references: [sets],
    wrong: [valueSet(#"{"system":"http://hl7.org/fhir/ValueSet/administrative-gender"}"#)],
    right: [valueSet(#"{"valueSet":["http://hl7.org/fhir/ValueSet/administrative-gender"]}"#)])

  public static let conceptUnknown = Rule(
    family, 2867, "value-set-code-unknown", .error, .businessRule,
    message: "the code `{actual}` is not in the code system",
    summary: "A value set lists a code that its code system does not have.",
    explanation: "Mend the code, or the code system. No example is given: it depends on what is supplied.", references: [sets])

  public static let filterBoolean = Rule(
    family, 2868, "value-set-filter-boolean", .error, .invalid,
    message: "the value of this filter is `true` or `false`, not `{actual}`",
    summary: "A filter on a property that is true or false has another value.",
    explanation: "Write `true` or `false`.", references: [sets],
    wrong: [
      valueSet(#"{"system":"http://example.org/c","filter":[{"property":"notSelectable","op":"=","value":"1"}]}"#),
      valueSet(#"{"system":"http://example.org/c","filter":[{"property":"p","op":"exists","value":"yes"}]}"#),
    ],
    right: [valueSet(#"{"system":"http://example.org/c","filter":[{"property":"notSelectable","op":"=","value":"true"}]}"#)])

  public static let filterNumber = Rule(
    family, 2869, "value-set-filter-number", .error, .invalid,
    message: "the value of this filter is a whole number, not `{actual}`",
    summary: "A filter on a number has another value.",
    explanation: "Write a whole number. No example is given: it depends on what is supplied.", references: [sets])

  public static let filterCode = Rule(
    family, 2870, "value-set-filter-code", .error, .invalid,
    message: "the value of this filter is a code, and `{actual}` is none",
    summary: "A filter names a code that does not exist.",
    explanation: "Mend the code: a filter on a code that is not there selects nothing.", references: [sets],
    wrong: [
      valueSet(#"{"system":"http://snomed.info/sct","filter":[{"property":"concept","op":"is-a","value":"something"}]}"#)
    ],
    right: [
      valueSet(#"{"system":"http://snomed.info/sct","filter":[{"property":"concept","op":"is-a","value":"404684003"}]}"#)
    ])

  public static let filterOperation = Rule(
    family, 2871, "value-set-filter-operation", .error, .invalid,
    message: "an attribute of SNOMED CT is filtered with `=` or `in`",
    summary: "A filter on an attribute of SNOMED CT uses another operation.",
    explanation: "Use `=` or `in`, or write the filter as an expression constraint.",
    references: ["http://hl7.org/fhir/R4/snomedct.html"],
    wrong: [
      valueSet(#"{"system":"http://snomed.info/sct","filter":[{"property":"363698007","op":"not-in","value":"404684003"}]}"#)
    ],
    right: [
      valueSet(#"{"system":"http://snomed.info/sct","filter":[{"property":"363698007","op":"=","value":"404684003"}]}"#)
    ])

  public static let filterConstraint = Rule(
    family, 2872, "value-set-filter-constraint", .error, .invalid,
    message: "`{actual}` is not a well-formed expression constraint: {expected}",
    summary: "The expression constraint of a filter is malformed.",
    explanation: "Mend the expression: operators, identifiers of concepts, refinements after a colon, balanced brackets.",
    references: ["http://snomed.org/ecl"],
    wrong: [
      valueSet(
        #"{"system":"http://snomed.info/sct","filter":[{"property":"constraint","op":"=","value":"404684003 << 404684003"}]}"#)
    ],
    right: [
      valueSet(
        #"{"system":"http://snomed.info/sct","filter":[{"property":"constraint","op":"=","value":"<< 404684003 |Clinical finding|: 363698007 = << 39057004"}]}"#
      )
    ])

  public static let mapCodeNotInValueSet = Rule(
    family, 2875, "concept-map-code-not-in-value-set", .error, .codeInvalid,
    message: "the code `{actual}` is not in the value set that the map is for",
    summary: "A concept map maps a code that is not in its value set.",
    explanation: "Mend the code or the value set. No example is given: it depends on what is supplied.", references: [maps])

  public static let mapCodeUnknown = Rule(
    family, 2876, "concept-map-code-unknown", .error, .codeInvalid,
    message: "the code `{actual}` is not in the code system of the group",
    summary: "A concept map maps a code that its code system does not have.",
    explanation: "Mend the code or the code system. No example is given: it depends on what is supplied.", references: [maps])
}
