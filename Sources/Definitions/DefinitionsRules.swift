import Diagnostics

/// The rules for packages and published definitions.
public enum DefinitionsRules {
  public static let unreadableFile = Rule(
    "DEF", 3000, "definition-file-unreadable", .fatal, .notFound,
    message: "`{name}` cannot be read: {actual}",
    summary: "A package or definition file cannot be opened or read.",
    explanation: "Check that the path is right, that the file is there, and that you may read it.",
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let damagedArchive = Rule(
    "DEF", 3001, "package-archive-damaged", .fatal, .invalid,
    message: "`{name}` is not an undamaged gzipped tar archive: {actual}",
    summary: "A package file is truncated, damaged, or no gzipped tar archive at all.",
    explanation: """
      FHIR packages are tar archives packed with gzip. Nothing of a damaged one is used, because a missing definition would let bad \
      records pass. Download the package again.
      """,
    references: ["RFC 1952", "https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let noManifest = Rule(
    "DEF", 3002, "package-manifest-missing", .fatal, .notFound,
    message: "`{name}` has no `package/package.json`, so that its name and version are not known",
    summary: "A package has no manifest.",
    explanation:
      "The manifest gives the package's name, version and dependencies. Without it nothing in the package can be referred to.",
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let brokenManifest = Rule(
    "DEF", 3003, "package-manifest-broken", .fatal, .structure,
    message: "the package manifest has no usable `{name}`",
    summary: "The manifest of a package lacks its name or version, or has them in a wrong form.",
    explanation: "Name and version must be texts. Ask the publisher for a mended package.",
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let malformedFile = Rule(
    "DEF", 3010, "definition-malformed", .error, .invalid,
    message: "`{name}` is not well-formed JSON: {actual}",
    summary: "A definition file breaks the syntax of its format.",
    explanation: "The definition is left out, and so is everything that depends on it. Mend the file or ask its publisher.",
    references: ["RFC 8259"])

  public static let missingProperty = Rule(
    "DEF", 3011, "definition-property-missing", .error, .required,
    message: "a {definition} must have `{name}`",
    summary: "A definition lacks a property without which it cannot be used.",
    explanation: "The definition is left out. Add the property or ask the publisher for a mended package.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html", "http://hl7.org/fhir/R4/valueset.html"])

  public static let wrongShape = Rule(
    "DEF", 3012, "definition-property-wrong-shape", .error, .structure,
    message: "`{name}` must be {expected}",
    summary: "A property of a definition has the wrong JSON type.",
    explanation: "The property is ignored, so that the definition says less than its author meant. Mend the file.",
    references: ["http://hl7.org/fhir/R4/json.html"])

  public static let unknownCode = Rule(
    "DEF", 3013, "definition-code-unknown", .error, .codeInvalid,
    message: "`{value}` is no {expected}",
    summary: "A property of a definition has a code that the standard does not know.",
    explanation: "The property is ignored, so that the definition says less than its author meant. Mend the file.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

  public static let noElements = Rule(
    "DEF", 3014, "definition-without-elements", .warning, .incomplete,
    message: "`{name}` has neither snapshot nor differential, so that it says nothing",
    summary: "A StructureDefinition has no elements.",
    explanation: "Nothing can be checked against it. This is usually an unfinished draft or an example.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let duplicateDefinition = Rule(
    "DEF", 3015, "definition-duplicate", .warning, .duplicate,
    message: "`{name}` is defined more than once; the first one is used",
    summary: "Two definitions of the same kind have the same canonical URL and version.",
    explanation: "Remove one of them, or give them different versions.",
    references: ["http://hl7.org/fhir/R4/references.html#canonical"])

  public static let unknownType = Rule(
    "DEF", 3020, "definition-type-unknown", .error, .notFound,
    message: "the type `{value}` of `{name}` is not defined",
    summary: "An element refers to a type for which there is no definition.",
    explanation: "Load the package that defines the type, or mend the reference.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

  public static let unknownBase = Rule(
    "DEF", 3021, "definition-base-unknown", .error, .notFound,
    message: "the base `{value}` of `{name}` is not defined",
    summary: "A definition builds on another that is not at hand.",
    explanation: "Load the package that holds the base definition. Until then the definition is left out.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let baseCycle = Rule(
    "DEF", 3022, "definition-base-cycle", .error, .conflict,
    message: "`{name}` is built on itself",
    summary: "The base definitions of a type lead back to it.",
    explanation: "Mend `baseDefinition` of one of the definitions in the circle. Until then the definition is left out.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let brokenPath = Rule(
    "DEF", 3023, "definition-element-path-broken", .error, .structure,
    message: "the element path `{value}` does not stand under any element before it",
    summary: "An element's path does not fit the elements around it.",
    explanation: "Paths start with the type and follow a parent that was listed before. The element is left out.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

  public static let unknownContentReference = Rule(
    "DEF", 3024, "definition-content-reference-unknown", .error, .notFound,
    message: "`{name}` takes its content from `{value}`, which is not an element with children",
    summary: "A content reference leads nowhere.",
    explanation: "A content reference is `#` and the path of an element of the same type that has children. Mend the reference.",
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

  public static let all: [Rule] = [
    unreadableFile, damagedArchive, noManifest, brokenManifest, malformedFile, missingProperty, wrongShape, unknownCode,
    noElements, duplicateDefinition, unknownType, unknownBase, baseCycle, brokenPath, unknownContentReference,
  ]
}
