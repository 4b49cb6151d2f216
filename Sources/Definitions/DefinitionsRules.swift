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

  public static let assumedProperty = Rule(
    "DEF", 3016, "definition-property-assumed", .warning, .required,
    message: "a {definition} must have `{name}`; `{value}` is assumed",
    summary: "A definition lacks a property that the standard demands and that has an obvious value.",
    explanation: """
      The definition is used as if the value were there: a slicing without rules is open, an invariant without severity is an error. \
      Add the property, so that everybody reads the definition alike.
      """,
    references: ["http://hl7.org/fhir/R4/elementdefinition.html"])

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

  public static let brokenBase = Rule(
    "DEF", 3025, "definition-base-broken", .error, .incomplete,
    message: "the base `{value}` of `{name}` is broken itself",
    summary: "A definition builds on another that cannot be used.",
    explanation: "What is wrong with the base is reported of the base. Until it is mended the definition is left out.",
    references: ["http://hl7.org/fhir/R4/structuredefinition.html"])

  public static let missingDependency = Rule(
    "DEF", 3100, "package-dependency-missing", .warning, .notFound,
    message: "`{name}` needs the package `{value}`, which is not at hand",
    summary: "A package depends on another that was neither named nor found in the package cache.",
    explanation: """
      What the missing package defines is not known, so that value sets and profiles which build on it cannot be used; those are \
      reported one by one. Name the package with `--package`, or install it with `plumbline package add`. Nothing is fetched from \
      the network.
      """,
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let dependencyCycle = Rule(
    "DEF", 3101, "package-dependency-cycle", .error, .conflict,
    message: "packages depend on each other in a circle: {value}",
    summary: "Following the dependencies of a package leads back to it.",
    explanation: """
      Packages in a circle cannot say whose definitions come first. They are loaded, but ask their publishers to mend the manifests.
      """,
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let packageNotFound = Rule(
    "DEF", 3102, "package-not-found", .fatal, .notFound,
    message: "there is no package `{name}`{expected}",
    summary: "A package that was asked for is neither a file or folder nor in the package cache.",
    explanation: """
      Give the path of a `.tgz` or of an unpacked folder, or the name and version of a package in the cache, such as \
      `hl7.fhir.us.core#6.1.0`. `plumbline package list` shows what is there; `plumbline package add` installs a file.
      """,
    references: ["https://confluence.hl7.org/display/FHIR/FHIR+Package+Cache"])

  public static let otherVersion = Rule(
    "DEF", 3103, "package-version-stands-in", .warning, .notFound,
    message: "`{name}` needs the package `{value}`; `{actual}` is used in its place",
    summary: "A dependency is not at hand in the version asked for, but in one that differs in its last number only.",
    explanation: "The definitions may differ slightly. Install the version that is asked for to be sure.",
    references: ["https://confluence.hl7.org/display/FHIR/NPM+Package+Specification"])

  public static let otherFHIRVersion = Rule(
    "DEF", 3104, "package-for-other-fhir-version", .warning, .notSupported,
    message: "the package `{name}` is for FHIR {actual}, not for R4",
    summary: "A package was made for another version of FHIR.",
    explanation:
      "Records are checked as FHIR R4 (4.0.1). Definitions of another version may name types and elements that R4 lacks.",
    references: ["http://hl7.org/fhir/R4/versions.html"])

  public static let pinnedVersionMissing = Rule(
    "DEF", 3105, "definition-version-missing", .warning, .notFound,
    message: "`{name}` asks for `{value}`; version {actual} is used in its place",
    summary: "A canonical reference names a version of a definition that is not at hand, while another one is.",
    explanation: "Load the package that has the version asked for, or mend the reference.",
    references: ["http://hl7.org/fhir/R4/references.html#canonical"])

  public static let notADefinition = Rule(
    "DEF", 3106, "definition-file-not-fhir", .error, .structure,
    message: "`{name}` is neither a FHIR resource in JSON or XML nor a profile in YAML",
    summary: "A file that was named as a definition is something else.",
    explanation: """
      Definitions are StructureDefinition, ValueSet, CodeSystem and other resources in FHIR's JSON or XML, or files in the YAML \
      profile language.
      """,
    references: ["http://hl7.org/fhir/R4/formats.html"])

  public static let unusedDefinition = Rule(
    "DEF", 3107, "definition-duplicate-across-packages", .information, .duplicate,
    message: "`{name}` is defined by `{expected}` and by `{actual}`; the first one is used",
    summary: "Two packages define the same version of the same canonical URL.",
    explanation: "This is common where packages carry copies of definitions of others. Check that both are the same.",
    references: ["http://hl7.org/fhir/R4/references.html#canonical"])

  public static let lockMismatch = Rule(
    "DEF", 3110, "package-lock-mismatch", .fatal, .conflict,
    message: "the package `{name}` is not what `{value}` has locked: {actual}",
    summary: "A package differs from what the lock file says, or the lock file does not have it.",
    explanation: """
      With `--locked` a run uses exactly the packages of the lock file, so that its results can be repeated. If the change is wanted, \
      write the lock file again with `plumbline package lock`.
      """)

  public static let brokenLock = Rule(
    "DEF", 3111, "package-lock-broken", .fatal, .structure,
    message: "the lock file `{name}` cannot be used: {actual}",
    summary: "The lock file is missing or not in the form that `plumbline package lock` writes.",
    explanation: "Write it again with `plumbline package lock`.")

  public static let all: [Rule] = [
    unreadableFile, damagedArchive, noManifest, brokenManifest, malformedFile, missingProperty, wrongShape, unknownCode,
    noElements, duplicateDefinition, assumedProperty, unknownType, unknownBase, brokenBase, baseCycle, brokenPath,
    unknownContentReference,
    missingDependency, dependencyCycle, packageNotFound, otherVersion, otherFHIRVersion, pinnedVersionMissing, notADefinition,
    unusedDefinition, lockMismatch, brokenLock,
  ]
}
