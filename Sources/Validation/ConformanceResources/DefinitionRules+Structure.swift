import Diagnostics

/// Structure definitions.
extension DefinitionRules {
  private static let structure = "http://hl7.org/fhir/R4/structuredefinition.html"
  private static let element = "http://hl7.org/fhir/R4/elementdefinition.html"
  private static let profiling = "http://hl7.org/fhir/R4/profiling.html"

  public static let typeOfBase = Rule(
    family, 2880, "structure-type-of-base", .error, .invalid,
    message: "the definition specialises `{actual}` and has the same type",
    summary: "A specialisation has the type of its base.",
    explanation: "A specialisation defines a type of its own. Give it a type, or make it a constraint.", references: [structure],
    wrong: [
      sample(
        #"{"resourceType":"StructureDefinition","url":"http://example.org/fhir/StructureDefinition/p","name":"P","status":"draft","kind":"complex-type","abstract":false,"type":"Quantity","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Quantity","derivation":"specialization","differential":{"element":[{"id":"Quantity","path":"Quantity","min":0,"max":"*","definition":"p"}]}}"#
      )
    ],
    right: [profile(#"{"id":"Patient","path":"Patient"}"#)])

  public static let pathOutsideType = Rule(
    family, 2881, "structure-path-outside-type", .error, .invalid,
    message: "the path of this element does not start with the type that is defined",
    summary: "An element is not one of the type that is defined.",
    explanation: "Paths start with the last part of `type`. No example is given: invariant `sdf-8a` is broken with it.",
    references: [element],
    right: [profile(#"{"id":"Patient","path":"Patient"},{"id":"Patient.name","path":"Patient.name"}"#)])

  public static let rootSlicing = Rule(
    family, 2882, "structure-root-slicing", .error, .invalid,
    message: "the root of a profile cannot be sliced",
    summary: "A profile slices its root.",
    explanation:
      "A root is there once, so that there is nothing to slice. Slice the element that repeats. No example is given: invariant `sdf-20` is broken with it.",
    references: [profiling])

  public static let pathUnknown = Rule(
    family, 2883, "structure-path-unknown", .error, .invalid,
    message: "there is no element of this path in the type that is constrained",
    summary: "A profile constrains an element that does not exist.",
    explanation: "Check the spelling. A choice is `value[x]`, or `valueQuantity` for one of its types.", references: [element],
    wrong: [profile(#"{"id":"Patient.dateOfBirth","path":"Patient.dateOfBirth","min":1}"#)],
    right: [
      profile(#"{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}"#),
      profile(#"{"id":"Patient.deceasedBoolean","path":"Patient.deceasedBoolean"}"#),
    ])

  public static let profileOfOtherType = Rule(
    family, 2884, "structure-profile-of-other-type", .error, .invalid,
    message: "the profile `{actual}` is for another type",
    summary: "A type is constrained by a profile for another type.",
    explanation: "Name a profile that constrains the type in `code`.", references: [element],
    wrong: [
      profile(
        #"{"id":"Patient.name","path":"Patient.name","type":[{"code":"HumanName","profile":["http://hl7.org/fhir/StructureDefinition/Address"]}]}"#
      )
    ],
    right: [profile(#"{"id":"Patient.name","path":"Patient.name","type":[{"code":"HumanName"}]}"#)])

  public static let profileModifier = Rule(
    family, 2885, "structure-extension-modifier", .error, .invalid,
    message:
      "the extension `{actual}` does not belong here: modifier extensions go to `modifierExtension`, others to `extension`",
    summary: "A modifier extension is put under `extension`, or another under `modifierExtension`.",
    explanation: "Move the slice. No example is given: it depends on what is supplied.",
    references: ["http://hl7.org/fhir/R4/extensibility.html#modifierExtension"])

  public static let bindingIrrelevant = Rule(
    family, 2886, "structure-binding-irrelevant", .error, .businessRule,
    message: "an element of this type holds no codes and cannot be bound",
    summary: "A binding is on an element whose type holds no codes.",
    explanation: "Bindings are for `code`, `Coding`, `CodeableConcept`, `Quantity`, `string`, `uri` and what is made of them.",
    references: ["http://hl7.org/fhir/R4/terminologies.html"],
    wrong: [
      profile(
        #"{"id":"Patient.birthDate","path":"Patient.birthDate","binding":{"strength":"example","valueSet":"http://example.org/v"}}"#
      )
    ],
    right: [
      profile(
        #"{"id":"Patient.language","path":"Patient.language","binding":{"strength":"required","valueSet":"http://example.org/v"}}"#
      )
    ])

  public static let discriminatorPath = Rule(
    family, 2887, "structure-discriminator-path", .error, .invalid,
    message: "the path `{actual}` of the discriminator leads nowhere from the element that is sliced",
    summary: "A discriminator names what the sliced element does not have.",
    explanation: "The path starts at the element that is sliced: `url` for an extension, `code` for a component.",
    references: [profiling + "#discriminator"],
    wrong: [
      profile(
        #"{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}}"#
      )
    ],
    right: [
      profile(
        #"{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}"#
      )
    ])

  public static let constraintExpression = Rule(
    family, 2888, "structure-constraint-expression", .error, .invalid,
    message: "the expression `{actual}` cannot be used on this element",
    summary: "The expression of an invariant is malformed, or names what the element does not have.",
    explanation: "The expression is evaluated on the element. `plumbline fhirpath` tells what is wrong with it.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#constraints", "http://hl7.org/fhirpath"],
    wrong: [
      profile(
        #"{"id":"Patient","path":"Patient","constraint":[{"key":"p-1","severity":"error","human":"p","expression":"nme.exists()"}]}"#
      )
    ],
    right: [
      profile(
        #"{"id":"Patient","path":"Patient","constraint":[{"key":"p-1","severity":"error","human":"p","expression":"name.exists()"}]}"#
      )
    ])
}
