import Diagnostics

/// What servers offer: operations and searches.
extension DefinitionRules {
  private static let operations = "http://hl7.org/fhir/R4/operationdefinition.html"
  private static let capabilities = "http://hl7.org/fhir/R4/capabilitystatement.html"
  private static let takesProfile = " No example is given: it takes a profile on Parameters beside the definition."

  public static let operationCardinality = Rule(
    family, 2890, "operation-parameter-cardinality", .error, .businessRule,
    message: "the parameter may be there {actual} times; the profile on the operation's parameters says {expected}",
    summary: "An operation and the profile on its parameters differ in how often a parameter may be there.",
    explanation: "Bring `min` and `max` of the parameter and of the slice with its name in line." + takesProfile,
    references: [operations])

  public static let operationType = Rule(
    family, 2891, "operation-parameter-type", .error, .businessRule,
    message: "the parameter is of the type {actual}; the profile on the operation's parameters takes {expected}",
    summary: "An operation and the profile on its parameters differ in the type of a parameter.",
    explanation: "Bring the type of the parameter and those of the slice with its name in line." + takesProfile,
    references: [operations])

  public static let operationTarget = Rule(
    family, 2892, "operation-parameter-target", .error, .businessRule,
    message:
      "the target profiles of the parameter, `{actual}`, are not those of the profile on the operation's parameters, `{expected}`",
    summary: "An operation and the profile on its parameters differ in what a parameter refers to.",
    explanation: "Bring `targetProfile` of the parameter and of the slice with its name in line." + takesProfile,
    references: [operations])

  public static let capabilitySearchType = Rule(
    family, 2893, "capability-search-type", .error, .businessRule,
    message: "the search parameter is said to be a {actual}; by its definition it is a {expected}",
    summary: "A server says that a search parameter is of another type than its definition has.",
    explanation: "Correct `type`, or name the definition that is meant. What is of another type needs a definition of its own.",
    references: [capabilities], wrong: [capability("date")], right: [capability("token")])

  public static let capabilitySearchBase = Rule(
    family, 2894, "capability-search-base", .warning, .businessRule,
    message: "the definition of the search parameter is not for {actual} but for {expected}",
    summary: "A server offers a search parameter for a type of resource that its definition is not for.",
    explanation: "Name the definition of the search parameter for this type of resource.",
    references: [capabilities], wrong: [capability("token", resource: "Patient")], right: [capability("token")])

  private static func capability(_ type: String, resource: String = "AllergyIntolerance") -> RuleExample {
    sample(
      #"{"resourceType":"CapabilityStatement","status":"draft","date":"2024","kind":"requirements","fhirVersion":"4.0.1","#
        + #""description":"d","format":["json"],"rest":[{"mode":"server","resource":[{"type":"\#(resource)","searchParam":["#
        + #"{"name":"clinical-status","type":"\#(type)","#
        + #""definition":"http://hl7.org/fhir/SearchParameter/AllergyIntolerance-clinical-status"}]}]}]}"#)
  }
}
