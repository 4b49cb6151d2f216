import Diagnostics

/// What can be wrong with an expression and with its evaluation. Numbers 5000 to 5199.
public enum FHIRPathRules {
  public static let all: [Rule] = syntax + semantics + evaluation
  public static let phrases: [Phrase] = []

  static func rule(
    _ number: UInt16, _ name: String, _ message: String, _ summary: String, _ explanation: String, wrong: String, right: String
  ) -> Rule {
    Rule(
      "FPATH", number, name, .error, .invalid, message: message, summary: summary, explanation: explanation,
      references: ["http://hl7.org/fhirpath/N1/"], wrong: [RuleExample(.fhirpath, wrong)], right: [RuleExample(.fhirpath, right)])
  }
}

// MARK: Syntax

extension FHIRPathRules {
  public static let unexpectedToken = rule(
    5000, "fhirpath-unexpected-token", "{actual} stands where {expected} is due",
    "A part of an expression stands where the grammar does not allow it.",
    "The expression cannot be read from here on. Look at the marked place and just before it: an operator without an operand, a missing "
      + "bracket, or text in double quotes, which FHIRPath does not have.",
    wrong: "2 + 2 /", right: "2 + 2 / 1")

  public static let unterminated = rule(
    5001, "fhirpath-unterminated", "{actual} is not closed",
    "A string, a quoted name or a comment has no end.",
    "Add the closing quote or `*/`. Inside a string a quote is written `\\'`.", wrong: "'abc", right: "'abc'")

  public static let invalidLiteral = rule(
    5002, "fhirpath-invalid-literal", "`{actual}` is not a date, time or number that exists",
    "A date, time or number in an expression has a component out of range.",
    "Months run to 12, days to the end of the month, hours to 23, and offsets to 14 hours.", wrong: "@2019-02-29",
    right: "@2020-02-29")

  public static let tooComplex = rule(
    5003, "fhirpath-too-complex", "the expression nests deeper or is longer than the limit of {expected}",
    "An expression is larger than any that a person writes.",
    "Expressions are read to a bounded depth and length, so that a hostile one cannot exhaust the program. Split it into several.",
    wrong: String(repeating: "(", count: 300) + "1" + String(repeating: ")", count: 300), right: "((1))")

  public static let unknownFunction = rule(
    5004, "fhirpath-unknown-function", "there is no function `{actual}`",
    "An expression calls a function that FHIRPath does not have.",
    "Check the spelling; names of functions are case sensitive.", wrong: "name.exist()", right: "name.exists()")

  public static let argumentCount = rule(
    5005, "fhirpath-argument-count", "`{actual}` takes {expected}",
    "A function is called with too many or too few arguments.",
    "The standard says for each function which arguments it takes.", wrong: "name.where()", right: "name.where(use = 'official')")

  public static let unknownType = rule(
    5006, "fhirpath-unknown-type", "there is no type `{actual}`",
    "An expression names a type that neither FHIR nor FHIRPath has.",
    "FHIR's primitive types are written small (`string`), FHIRPath's own with a capital (`String`).",
    wrong: "name.first() is Humanname",
    right: "name.first() is HumanName")

  static let syntax = [
    unexpectedToken, unterminated, invalidLiteral, tooComplex, unknownFunction, argumentCount, unknownType,
  ]
}

// MARK: Static checks

extension FHIRPathRules {
  public static let unknownElement = rule(
    5020, "fhirpath-unknown-element", "{expected} has no element `{actual}`",
    "An expression names an element that the type does not have.",
    "The step can never give a value. Choices go by their name without the type: `Observation.value`, not `Observation.valueQuantity`.",
    wrong: "Patient.name.given1", right: "Patient.name.given")

  public static let wrongContext = rule(
    5021, "fhirpath-wrong-context", "the expression starts at `{actual}` but is about {expected}",
    "An expression starts with a type that is not the type it is evaluated on.",
    "Such an expression always gives an empty result.", wrong: "Encounter.name.given", right: "Patient.name.given")

  public static let wrongInputType = rule(
    5022, "fhirpath-wrong-input-type", "`{actual}` cannot be used on {expected}",
    "A function is used on values of a type that it does not work on.",
    "Take the step to the primitive first, for example `identifier.value.startsWith('x')`.",
    wrong: "Patient.identifier.startsWith('x')", right: "Patient.identifier.value.startsWith('x')")

  public static let wrongOperands = rule(
    5023, "fhirpath-wrong-operands", "the operator `{actual}` does not work on {expected}",
    "An operator stands between values of types that it does not work on.",
    "Convert one side, or give the amount a unit: `@2015-02-04 + 7 days`.", wrong: "@1974-12-25 + 7",
    right: "@1974-12-25 + 7 days")

  public static let unorderedInput = rule(
    5024, "fhirpath-unordered-input", "`{actual}` depends on an order that its input does not have",
    "A function that depends on order is used on a collection without one.",
    "children() and descendants() give their items in no particular order, so that the first of them is not the same everywhere.",
    wrong: "Patient.children().skip(1)", right: "Patient.name.skip(1)")

  static let semantics = [unknownElement, wrongContext, wrongInputType, wrongOperands, unorderedInput]
}

// MARK: Evaluation

extension FHIRPathRules {
  public static let singletonExpected = rule(
    5040, "fhirpath-singleton-expected", "`{actual}` needs a single item and got several",
    "A function or operator that works on one item was given several.",
    "Pick one with `first()` or a condition, or use `all`, `any` or `select`.", wrong: "(1 | 2).not()",
    right: "(1 | 2).first().not()")

  public static let wrongOperandType = rule(
    5041, "fhirpath-wrong-operand-type", "`{actual}` does not work on the values it was given",
    "An operator or function met a value of a type that it does not work on.",
    "Convert the value first, for example with `toString()` or `toInteger()`.", wrong: "'a' - 'b'", right: "'a' + 'b'")

  public static let unknownVariable = rule(
    5042, "fhirpath-unknown-variable", "there is no variable `%{actual}`",
    "An expression uses a variable that nobody set.",
    "The standard has %context, %resource, %rootResource, %ucum, %sct, %loinc, %`vs-name` and %`ext-name`.", wrong: "%patient",
    right: "%resource")

  public static let unresolvable = rule(
    5043, "fhirpath-unresolvable", "`{actual}` names something that is not known here",
    "A profile or value set that an expression needs is not there.",
    "Add the package that defines it.", wrong: "conformsTo('http://example.org/unknown')",
    right: "conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')")

  public static let tooCostly = rule(
    5044, "fhirpath-too-costly", "the evaluation took more steps than the limit",
    "The evaluation of an expression was given up.",
    "An expression or regular expression takes so many steps that it was stopped.",
    wrong: "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
    right: "'aaaa'.matches('^a+$')")

  public static let invalidArgument = rule(
    5045, "fhirpath-invalid-argument", "an argument of `{actual}` has a value that the function does not take",
    "An argument has a value that the function does not take.",
    "For example a regular expression that is not one, or an encoding that does not exist.", wrong: "'a'.encode('rot13')",
    right: "'a'.encode('hex')")

  public static let unknownModifier = rule(
    5046, "fhirpath-unknown-modifier", "`{actual}` met a modifier extension that it was not told of",
    "An item has a modifier extension that the arguments of checkModifiers() do not name.",
    "Whoever reads the item must understand the extension. Name it, if that is so.",
    wrong: "contact.checkModifiers()", right: "contact.checkModifiers('urn:m')")

  static let evaluation = [
    singletonExpected, wrongOperandType, unknownVariable, unresolvable, tooCostly, invalidArgument, unknownModifier,
  ]
}
