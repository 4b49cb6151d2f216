import Diagnostics

/// What concepts, value sets and their filters say of codes and properties.
extension DefinitionRules {
  private static let systems = "http://hl7.org/fhir/R4/codesystem.html"
  private static let sets = "http://hl7.org/fhir/R4/valueset.html"

  static let relations = [propertyUndeclared, relationUnknown, hierarchyCircular, conceptRepeated, filterPropertyUnknown]

  public static let propertyUndeclared = Rule(
    family, 2862, "code-system-property-undeclared", .warning, .businessRule,
    message: "the property `{actual}` of concepts is not among those that the code system declares",
    summary: "A concept has a property that the code system does not declare.",
    explanation: "Declare it under `property`, with its type and what it means; else no program knows what to make of it.",
    references: [systems + "#properties"],
    wrong: [
      codeSystem(#""content":"complete","concept":[{"code":"a","property":[{"code":"colour","valueString":"red"}]}]"#)
    ],
    right: [
      codeSystem(
        #""content":"complete","property":[{"code":"colour","type":"string"}],"concept":[{"code":"a","property":[{"code":"colour","valueString":"red"}]}]"#
      )
    ])

  public static let relationUnknown = Rule(
    family, 2863, "code-system-relation-unknown", .error, .businessRule,
    message: "`{actual}` is named as a parent or child, and the code system has no such code",
    summary: "A concept is related to a code that the code system does not have.",
    explanation: "The code system says that all its codes are there. Mend the code, or add the concept.",
    references: ["http://hl7.org/fhir/R4/codesystem-concept-properties.html"],
    wrong: [
      codeSystem(
        #""content":"complete","property":[{"code":"parent","type":"code"}],"concept":[{"code":"a","property":[{"code":"parent","valueCode":"z"}]}]"#
      )
    ],
    right: [
      codeSystem(
        #""content":"complete","property":[{"code":"parent","type":"code"}],"concept":[{"code":"z"},{"code":"a","property":[{"code":"parent","valueCode":"z"}]}]"#
      )
    ])

  public static let hierarchyCircular = Rule(
    family, 2864, "code-system-hierarchy-circular", .error, .businessRule,
    message: "`{actual}` stands above itself",
    summary: "The hierarchy of a code system runs in a circle.",
    explanation: "A concept cannot be more general than itself. Take one of the relations away.",
    references: [systems + "#hierarchy"],
    wrong: [
      codeSystem(
        #""content":"complete","property":[{"code":"parent","type":"code"}],"concept":[{"code":"a","property":[{"code":"parent","valueCode":"b"}]},{"code":"b","property":[{"code":"parent","valueCode":"a"}]}]"#
      )
    ],
    right: [
      codeSystem(
        #""content":"complete","property":[{"code":"child","type":"code"}],"concept":[{"code":"a","property":[{"code":"child","valueCode":"b"}]},{"code":"b"}]"#
      )
    ])

  public static let conceptRepeated = Rule(
    family, 2873, "value-set-code-repeated", .warning, .businessRule,
    message: "the code `{actual}` is listed here already",
    summary: "A value set lists a code twice.",
    explanation: "Nothing breaks, but one of the two may have been meant to be another code.", references: [sets],
    wrong: [valueSet(#"{"system":"http://example.org/c","concept":[{"code":"a"},{"code":"b"},{"code":"a"}]}"#)],
    right: [valueSet(#"{"system":"http://example.org/c","concept":[{"code":"a"},{"code":"b"},{"code":"A"}]}"#)])

  public static let filterPropertyUnknown = Rule(
    family, 2874, "value-set-filter-property-unknown", .warning, .businessRule,
    message: "the code system declares no property `{actual}`, so the filter may select nothing",
    summary: "A filter of a value set is on a property that the code system does not declare.",
    explanation: "Mend the name, or declare the property. No example is given: it depends on what is supplied.",
    references: [sets])
}
