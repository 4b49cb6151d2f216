// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .strictMemorySafety()]

/// A module of ours; `Sources/README.md` says what each is for, and a test checks that arrows point down.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies, swiftSettings: settings)
}

let package = Package(
  name: "Plumbline",
  products: [
    .library(name: "Plumbline", targets: ["Plumbline"]),
    .executable(name: "plumbline", targets: ["PlumblineCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    // Level 0
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CDefinitions",
      exclude: ["definitions.image", "maps.image", "uk-core.image", "uk-core-staging.image", "hl7v2.image"]),
    .target(name: "CHTTP", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    module("SourceTree"),
    module("Diagnostics", ["SourceTree"]),
    // Level 1
    module("JSONSyntax", ["SourceTree", "Diagnostics"]),
    module("XMLSyntax", ["SourceTree", "Diagnostics", "CLibXML2"]),
    module("YAMLSyntax", ["SourceTree", "Diagnostics", "CLibYAML"]),
    module("CSVSyntax", ["SourceTree", "Diagnostics"]),
    module("HL7v2Syntax", ["SourceTree", "Diagnostics"]),
    module("Schema", ["SourceTree"]),
    module("UKIdentifiers"),
    // Level 2
    module("FHIRModel", ["SourceTree", "Diagnostics", "Schema", "JSONSyntax", "XMLSyntax"]),
    module("HL7v2Model", ["SourceTree", "Diagnostics", "HL7v2Syntax"]),
    module("Definitions", ["SourceTree", "Diagnostics", "JSONSyntax", "XMLSyntax", "YAMLSyntax", "CZlib"]),
    module("HL7v2Definitions", ["SourceTree", "Diagnostics", "HL7v2Syntax"]),
    module("EmbeddedDefinitions", ["Schema", "CDefinitions"]),
    module("FHIRPath", ["SourceTree", "Diagnostics", "Schema"]),
    // Level 3
    module("SchemaCompiler", ["SourceTree", "Diagnostics", "Schema", "Definitions", "YAMLSyntax"]),
    module("Terminology", ["SourceTree", "Diagnostics", "Schema", "FHIRPath"]),
    // Level 4
    module(
      "Validation",
      [
        "SourceTree", "Diagnostics", "Schema", "JSONSyntax", "FHIRModel", "FHIRPath", "Terminology", "UKIdentifiers",
        "YAMLSyntax",
      ]),
    module(
      "Mapping",
      [
        "SourceTree", "Diagnostics", "Schema", "FHIRModel", "HL7v2Syntax", "HL7v2Model", "HL7v2Definitions", "CSVSyntax",
        "YAMLSyntax", "Terminology", "UKIdentifiers",
      ]),
    module(
      "HL7v2XML", ["SourceTree", "Diagnostics", "HL7v2Syntax", "HL7v2Model", "HL7v2Definitions", "XMLSyntax"]),
    module(
      "HL7v2Validation",
      [
        "SourceTree", "Diagnostics", "HL7v2Syntax", "HL7v2Model", "HL7v2Definitions", "YAMLSyntax", "XMLSyntax", "FHIRPath",
        "UKIdentifiers",
      ]),
    // Level 5
    module(
      "Packages",
      ["Diagnostics", "Schema", "SourceTree", "Definitions", "EmbeddedDefinitions", "FHIRModel", "SchemaCompiler", "YAMLSyntax"]),
    module(
      "TerminologyServer", ["SourceTree", "Diagnostics", "JSONSyntax", "Definitions", "Terminology", "CHTTP"]),
    module("Reporting", ["SourceTree", "Diagnostics", "Schema", "FHIRModel", "HL7v2Model"]),
    module(
      "Batch",
      [
        "SourceTree", "Diagnostics", "Schema", "JSONSyntax", "XMLSyntax", "CSVSyntax", "HL7v2Syntax", "HL7v2Model", "FHIRModel",
        "HL7v2Definitions", "HL7v2XML", "HL7v2Validation", "Validation", "Mapping", "Reporting", "CZlib",
        .product(name: "Logging", package: "swift-log"),
      ]),
    module(
      "ConformanceRunner",
      [
        "SourceTree", "Diagnostics", "Schema", "JSONSyntax", "XMLSyntax", "Definitions", "FHIRModel", "FHIRPath", "Batch",
        "HL7v2Model", "HL7v2Syntax", "HL7v2Validation", "Packages", "Reporting", "SchemaCompiler",
      ]),
    // Level 6
    module(
      "Plumbline",
      [
        "Batch", "Definitions", "EmbeddedDefinitions", "SchemaCompiler", "Packages", "Reporting", "Validation", "Mapping",
        "YAMLSyntax",
        "JSONSyntax", "CSVSyntax", "FHIRModel", "FHIRPath", "HL7v2Definitions", "HL7v2Model", "HL7v2Syntax", "HL7v2Validation",
        "HL7v2XML", "XMLSyntax",
        "Diagnostics", "SourceTree",
      ]),
    // Level 7
    .executableTarget(
      name: "PlumblineCommand",
      dependencies: [
        "Plumbline", "Batch", "ConformanceRunner", "Definitions", "Diagnostics", "FHIRModel", "FHIRPath", "HL7v2Definitions",
        "HL7v2Syntax", "HL7v2Validation", "HL7v2XML", "JSONSyntax",
        "Mapping", "Packages", "Reporting", "Schema", "SchemaCompiler", "SourceTree", "Terminology", "TerminologyServer",
        "Validation", "XMLSyntax",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "plumbline-generate",
      dependencies: ["Definitions", "Diagnostics", "HL7v2Definitions", "JSONSyntax", "SourceTree", "Schema", "SchemaCompiler"],
      path: "Sources/GenerateCommand",
      swiftSettings: settings),
    module(
      "MapGenerator", ["SourceTree", "Diagnostics", "Schema", "CSVSyntax", "YAMLSyntax", "Mapping"]),
    .executableTarget(
      name: "plumbline-generate-maps", dependencies: ["Definitions", "EmbeddedDefinitions", "MapGenerator", "Mapping"],
      path: "Sources/GenerateMapsCommand", swiftSettings: settings),
    .executableTarget(
      name: "plumbline-bench", dependencies: ["Plumbline", "Batch"], path: "Tests/Benchmarks",
      exclude: ["peers.py"], swiftSettings: settings),
    // Tests
    .target(
      name: "TestSupport", dependencies: ["SourceTree", "Diagnostics"], path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    tests("SourceTree"), tests("Diagnostics"), tests("JSONSyntax"), tests("XMLSyntax"), tests("YAMLSyntax"), tests("CSVSyntax"),
    tests("HL7v2Syntax"), tests("UKIdentifiers"), tests("Schema"), tests("EmbeddedDefinitions", ["Schema"]),
    tests("FHIRModel", ["EmbeddedDefinitions"]),
    tests("HL7v2Definitions", ["EmbeddedDefinitions", "HL7v2Syntax"]),
    tests(
      "HL7v2Validation", ["EmbeddedDefinitions", "HL7v2Definitions", "HL7v2Model", "HL7v2Syntax"]),
    tests("HL7v2XML", ["EmbeddedDefinitions", "HL7v2Definitions", "HL7v2Syntax", "XMLSyntax"]),
    tests("HL7v2Model"), tests("FHIRPath", ["ConformanceRunner", "EmbeddedDefinitions", "JSONSyntax", "XMLSyntax", "FHIRModel"]),
    tests("Definitions", ["SchemaCompiler"]),
    tests("SchemaCompiler", ["Schema", "Definitions", "EmbeddedDefinitions"]),
    tests("Terminology", ["Definitions", "SchemaCompiler", "EmbeddedDefinitions", "Schema", "FHIRPath"]),
    tests("TerminologyServer", ["Terminology", "Definitions"]),
    tests("Validation", ["Terminology", "JSONSyntax", "Packages", "SchemaCompiler", "EmbeddedDefinitions"]),
    tests("Mapping", ["EmbeddedDefinitions"]), tests("Packages", ["EmbeddedDefinitions", "Validation"]),
    tests("Reporting", ["EmbeddedDefinitions"]),
    tests("Batch", ["EmbeddedDefinitions"]), tests("Plumbline"), tests("PlumblineCommand"),
  ]
)
