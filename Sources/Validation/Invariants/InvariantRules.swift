import Diagnostics

/// The rules of invariants. Numbers 2600 to 2649.
public enum InvariantRules {
  public static let all: [Rule] = [broken, undecided]

  private static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let broken = Rule(
    "INV", 2600, "invariant-broken", .error, .invariant,
    message: "invariant `{actual}`: {expected}",
    summary: "A rule that ties several elements together is broken.",
    explanation: """
      Invariants are conditions that a definition puts on its values in FHIRPath. The message says what must hold; the note gives the \
      expression as it is published. The severity is the definition's own.
      """,
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#constraints"],
    wrong: [
      sample(#"{"resourceType":"Patient","contact":[{"gender":"male"}]}"#),
      sample(
        #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"b","dataAbsentReason":{"text":"c"}}"#),
    ],
    right: [
      sample(#"{"resourceType":"Patient","contact":[{"gender":"male","telecom":[{"system":"phone","value":"1"}]}]}"#),
      sample(#"{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"b"}"#),
    ])

  public static let undecided = Rule(
    "INV", 2601, "invariant-undecidable", .warning, .processing,
    message: "invariant `{actual}` cannot be evaluated here: {expected}",
    summary: "The expression of an invariant is broken, or failed on a record.",
    explanation: """
      The definition is at fault and not the record, or it asks for something that is not known here, such as another profile. Whether \
      the record keeps the invariant is not known. Mend the expression, or add the package that it needs. No example is given: it takes a \
      definition that is broken.
      """,
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#constraints"])
}
