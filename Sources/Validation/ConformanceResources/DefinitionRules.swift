import Diagnostics

/// The rules of the resources that define. Numbers 2850 to 2899.
public enum DefinitionRules {
  static let family = "CONF"

  public static let all: [Rule] =
    [
      compositeComponents, searchExpression, searchBaseNotInParent, committeeMissing, conceptsNotPresent, conceptCount,
      supplementContent, supplementCode, propertyUnknown, propertyType, propertyValueType, includeSystemRelative,
      includeSystemIsValueSet, conceptUnknown, filterBoolean, filterNumber, filterCode, filterOperation, filterConstraint,
      mapCodeNotInValueSet, mapCodeUnknown, typeOfBase, pathOutsideType, rootSlicing, pathUnknown, profileOfOtherType,
      profileModifier, bindingIrrelevant, discriminatorPath, constraintExpression, operationCardinality,
      operationType, operationTarget, capabilitySearchType, capabilitySearchBase, experimentalContent,
    ] + relations

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  /// A StructureDefinition that constrains, with elements.
  static func profile(_ elements: String, type: String = "Patient") -> RuleExample {
    sample(
      #"{"resourceType":"StructureDefinition","url":"http://example.org/fhir/StructureDefinition/p","name":"P","status":"draft","#
        + #""kind":"resource","abstract":false,"type":"\#(type)","#
        + #""baseDefinition":"http://hl7.org/fhir/StructureDefinition/\#(type)","derivation":"constraint","#
        + #""differential":{"element":[\#(elements)]}}"#)
  }

  static func valueSet(_ include: String) -> RuleExample {
    sample(
      #"{"resourceType":"ValueSet","url":"http://example.org/fhir/ValueSet/v","name":"V","status":"draft","#
        + #""compose":{"include":[\#(include)]}}"#)
  }

  static func codeSystem(_ rest: String) -> RuleExample {
    sample(
      #"{"resourceType":"CodeSystem","url":"http://example.org/fhir/CodeSystem/c","name":"C","status":"draft",\#(rest)}"#)
  }

  static func searchParameter(_ rest: String) -> RuleExample {
    sample(
      #"{"resourceType":"SearchParameter","url":"http://example.org/fhir/SearchParameter/s","name":"S","status":"draft","#
        + #""description":"s","code":"s","base":["Patient"],\#(rest)}"#)
  }
}

/// Search parameters.
extension DefinitionRules {
  private static let search = "http://hl7.org/fhir/R4/searchparameter.html"

  public static let compositeComponents = Rule(
    family, 2850, "search-parameter-components", .error, .businessRule,
    message: "a composite search parameter combines two or more components",
    summary: "A composite search parameter has fewer than two components.",
    explanation: "List the search parameters that are combined under `component`, or choose another type.",
    references: [search], wrong: [searchParameter(#""type":"composite","expression":"Patient""#)],
    right: [searchParameter(#""type":"string","expression":"Patient.name""#)])

  public static let searchExpression = Rule(
    family, 2851, "search-parameter-expression", .error, .invalid,
    message: "the expression `{actual}` does not fit the types that the search parameter is for",
    summary: "The expression of a search parameter is malformed, or names what its types do not have.",
    explanation: """
      Each part of the expression must mean something on one of the types in `base` at least. `plumbline fhirpath` tells what is \
      wrong with an expression.
      """,
    references: [search, "http://hl7.org/fhirpath"],
    wrong: [
      searchParameter(#""type":"string","expression":"Organization.name""#),
      searchParameter(#""type":"string","expression":"Patient.name.where(""#),
    ],
    right: [searchParameter(#""type":"string","expression":"Patient.name.family""#)])

  public static let searchBaseNotInParent = Rule(
    family, 2852, "search-parameter-base", .error, .businessRule,
    message: "`{actual}` is not a base of the search parameter that this one is derived from",
    summary: "A derived search parameter is for a type that its parent is not for.",
    explanation:
      "Take the type out of `base`, or derive from another search parameter. No example is given: it depends on what is supplied.",
    references: [search])

  public static let committeeMissing = Rule(
    family, 2853, "committee-missing", .error, .businessRule,
    message: "HL7 publishes this and does not say which committee owns it; the extension `structuredefinition-wg` is for that",
    summary: "A definition that HL7 publishes does not name its committee.",
    explanation: "Add the extension with the committee's code. No example is given: this is looked at only before publication.",
    references: ["http://hl7.org/fhir/R4/extension-structuredefinition-wg.html"])
}

extension DefinitionRules {
  public static let experimentalContent = Rule(
    family, 2854, "experimental-content", .error, .businessRule,
    message: "the definition is marked experimental, which is not allowed here",
    summary: "A definition is marked experimental where only finished ones may be.",
    explanation:
      "Use a definition that is meant for production, or take the mark off. No example is given: this is looked at only when asked for.",
    references: ["http://hl7.org/fhir/R4/metadataresource.html#MetadataResource.experimental"])
}

/// Code systems.
extension DefinitionRules {
  private static let codes = "http://hl7.org/fhir/R4/codesystem.html"

  public static let conceptsNotPresent = Rule(
    family, 2855, "code-system-concepts-not-present", .error, .invalid,
    message: "the code system says that its concepts are not present, and here is one",
    summary: "A code system without content has concepts.",
    explanation: "Use `content` `complete`, `fragment` or `example`, or take the concepts out.", references: [codes],
    wrong: [codeSystem(#""content":"not-present","concept":[{"code":"a"}]"#)],
    right: [codeSystem(#""content":"fragment","concept":[{"code":"a"}]"#)])

  public static let conceptCount = Rule(
    family, 2856, "code-system-count", .error, .invalid,
    message: "the code system is complete with {expected} concepts and states {actual}",
    summary: "The stated number of concepts of a complete code system is wrong.",
    explanation: "Write the number of all concepts, nested ones included, or leave `count` out. Concepts may be missing.",
    references: [codes], wrong: [codeSystem(#""content":"complete","count":2,"concept":[{"code":"a"}]"#)],
    right: [codeSystem(#""content":"complete","count":2,"concept":[{"code":"a","concept":[{"code":"b"}]}]"#)])

  public static let supplementContent = Rule(
    family, 2857, "code-system-supplement-content", .error, .businessRule,
    message: "the code system supplements another and its content is `{actual}`, not `supplement`",
    summary: "A supplement does not say that it is one.",
    explanation: "Write `supplement` in `content`, or take `supplements` out.", references: [codes],
    wrong: [codeSystem(#""content":"complete","supplements":"http://example.org/fhir/CodeSystem/d""#)],
    right: [codeSystem(#""content":"supplement","supplements":"http://example.org/fhir/CodeSystem/d""#)])

  public static let supplementCode = Rule(
    family, 2858, "code-system-supplement-code", .error, .businessRule,
    message: "the code `{actual}` is not in the code system that is supplemented",
    summary: "A supplement has a code that the supplemented code system does not have.",
    explanation: "A supplement adds to concepts and brings none. No example is given: it depends on what is supplied.",
    references: [codes])

  public static let propertyUnknown = Rule(
    family, 2859, "code-system-property-unknown", .error, .businessRule,
    message: "`{actual}` is not a property that FHIR defines",
    summary: "A property is given an address of FHIR's own that does not exist.",
    explanation: "Use a property that FHIR lists, or an address of your own.",
    references: ["http://hl7.org/fhir/R4/codesystem-concept-properties.html"],
    wrong: [
      codeSystem(
        #""content":"fragment","property":[{"code":"order","uri":"http://hl7.org/fhir/concept-properties#order","type":"integer"}]"#
      )
    ],
    right: [
      codeSystem(
        #""content":"fragment","property":[{"code":"inactive","uri":"http://hl7.org/fhir/concept-properties#inactive","type":"boolean"}]"#
      )
    ])

  public static let propertyType = Rule(
    family, 2860, "code-system-property-type", .error, .businessRule,
    message: "FHIR defines the property with another type than `{actual}`",
    summary: "A property that FHIR defines is declared with another type.",
    explanation: "Use the type that FHIR gives the property.",
    references: ["http://hl7.org/fhir/R4/codesystem-concept-properties.html"],
    wrong: [
      codeSystem(
        #""content":"fragment","property":[{"code":"inactive","uri":"http://hl7.org/fhir/concept-properties#inactive","type":"string"}]"#
      )
    ],
    right: [
      codeSystem(
        #""content":"fragment","property":[{"code":"parent","uri":"http://hl7.org/fhir/concept-properties#parent","type":"code"}]"#
      )
    ])

  public static let propertyValueType = Rule(
    family, 2861, "code-system-value-type", .error, .invalid,
    message: "`{name}` is not of the type that the code system declares for the property",
    summary: "The value of a concept's property has another type than declared.",
    explanation: "Use the `value[x]` of the type in `CodeSystem.property`.", references: [codes],
    wrong: [
      codeSystem(
        #""content":"fragment","property":[{"code":"p","type":"integer"}],"concept":[{"code":"a","property":[{"code":"p","valueString":"1"}]}]"#
      )
    ],
    right: [
      codeSystem(
        #""content":"fragment","property":[{"code":"p","type":"integer"}],"concept":[{"code":"a","property":[{"code":"p","valueInteger":1}]}]"#
      )
    ])
}
