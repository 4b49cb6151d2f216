import Definitions
import EmbeddedDefinitions
import Schema
import TestSupport
import XCTest

@testable import SchemaCompiler

/// What is compiled on top of tables says the same as what is compiled all together.
final class CompiledBaseTests: XCTestCase {
  private static let profiles = "\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles"
  private static let folder = profiles + "/fhir-r4"

  private static let base = Result {
    var files: [(path: String, bytes: [UInt8])] = []
    for name in try FileSystem.files(under: folder) where name.hasSuffix(".yaml") && !name.hasPrefix("examples/") {
      files.append((name, try FileSystem.read(folder + "/" + name)))
    }
    return CompiledBase(schema: try EmbeddedDefinitions.schema(), libraries: [try ProfileLibrary(files: files, name: folder)])
  }

  private func compile(_ packages: [Package], apart: Bool) throws -> Schema {
    let core = Package(name: "hl7.fhir.r4.core", version: "4.0.1")
    let definitions =
      apart
      ? DefinitionSet([core] + packages, on: try Self.base.get())
      : DefinitionSet([try Self.wholeCore()] + packages)
    var compiler = SchemaCompiler(definitions, scope: .typesAndProfiles)
    return Schema(compiler.compile())
  }

  /// FHIR R4 with the code systems of others that it refers to, which are part of the embedded tables.
  private static func wholeCore() throws -> Package {
    var core = try ProfileFolder.read(folder).package
    core.codeSystems += try ProfileFolder.read(profiles + "/iso").package.codeSystems
    return core
  }

  /// Everything that a schema says, as texts.
  private func facts(_ schema: Schema) -> Set<String> {
    var facts: Set<String> = []
    for (index, type) in schema.tables.types.enumerated() where type.kind != .backbone || !type.isProfile {
      facts.insert(schema.rendering(of: TypeID(UInt32(index))))
    }
    for valueSet in schema.tables.valueSets {
      let concepts = schema.tables.concepts[Int(valueSet.firstConcept)..<Int(valueSet.firstConcept + valueSet.conceptCount)]
      let codes = concepts.map { schema.string($0.system) + "#" + schema.string($0.code) }
      facts.insert(
        "\(schema.string(valueSet.url)) \(valueSet.state) \(valueSet.flags) \(valueSet.componentCount) \(codes.sorted())")
    }
    for system in schema.tables.terminology.codeSystems {
      let codes = schema.tables.terminology.codes[Int(system.firstCode)..<Int(system.firstCode + system.codeCount)]
      facts.insert("\(schema.string(system.url)) \(codes.map { schema.string($0.code) })")
    }
    return facts
  }

  private func assertSame(_ packages: [Package], file: StaticString = #filePath, line: UInt = #line) throws {
    let (apart, together) = (try compile(packages, apart: true), try compile(packages, apart: false))
    let (own, other) = (facts(apart), facts(together))
    XCTAssertEqual(own.subtracting(other).sorted().prefix(3).map { $0.prefix(200) }, [], file: file, line: line)
    XCTAssertEqual(other.subtracting(own).sorted().prefix(3).map { $0.prefix(200) }, [], file: file, line: line)
    let terminology = apart.tables.terminology
    XCTAssertEqual(terminology.valueSetOrder.count, together.tables.terminology.valueSetOrder.count, file: file, line: line)
    let urls = terminology.codeSystems.map { apart.string($0.url) }
    XCTAssertEqual(urls, urls.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, file: file, line: line)
    for valueSet in apart.tables.valueSets { XCTAssertNotNil(apart.valueSet(url: apart.string(valueSet.url))) }
  }

  private func package(_ files: [String]) -> Package {
    var package = Package(name: "own", version: "1")
    for file in files {
      let read = ProfileReader.read(file.utf8, file: "own.yaml", packageVersion: "1")
      XCTAssertEqual(read.diagnostics.diagnostics.map(\.message), [])
      if let definition = read.definition { package.add(definition) }
    }
    return package
  }

  private static let own = [
    """
    resource-profile: OwnPatient
    url: http://example.org/OwnPatient
    type: Patient
    base: Patient
    elements:
      gender: {occurs: 1..1, binding: {required: http://example.org/own-genders}}
      maritalStatus: {binding: {required: v3-MaritalStatus}}
      extension:
        slices:
          own: {occurs: 1..1, type: {type: Extension, profiles: [http://example.org/own-extension]}}
      name:
        elements:
          family: {occurs: 1..1, invariants: {own-1: {expression: "length() > 1", message: long}}}
    """,
    """
    extension: OwnExtension
    url: http://example.org/own-extension
    base: Extension
    contexts: [{element: Patient}]
    elements:
      url: {fixedUri: http://example.org/own-extension}
      valueCode: {occurs: 1..1, binding: {required: http://example.org/own-codes}}
    """,
    "value-set: Own\nurl: http://example.org/own-genders\ninclude: [{value-sets: [administrative-gender]}]\n",
    "value-set: OwnCodes\nurl: http://example.org/own-codes\ninclude: [{system: http://example.org/codes}]\n",
    "code-system: OwnCodes\nurl: http://example.org/codes\ncontent: complete\nconcepts: {a: {}, b: {}}\n",
    """
    logical: Visit
    url: http://example.org/Visit
    base: Element
    elements:
      start: {occurs: 1..1, type: dateTime}
      place: {occurs: 0..*, type: BackboneElement, elements: {room: {occurs: 0..1, type: string}}}
    """,
  ]

  func testOwnDefinitionsOnTopAreTheSameAsTogether() throws {
    let own = package(Self.own)
    XCTAssertTrue(try Self.base.get().canCarry([own]))
    try assertSame([own])
  }

  func testPublishedPackageOnTopIsTheSameAsTogether() throws {
    guard let path = SuiteFolder.path("packages/hl7.fhir.us.core-6.1.0.tgz") else { throw XCTSkip("no packages here") }
    var reader = PackageReader()
    let package = try reader.read(path)
    XCTAssertTrue(try Self.base.get().canCarry([package]))
    try assertSame([package])
  }

  func testWhatChangesTheBaseIsNotCompiledOnTop() throws {
    let base = try Self.base.get()
    XCTAssertFalse(
      base.canCarry([
        package(["value-set: G\nurl: http://hl7.org/fhir/ValueSet/administrative-gender\nversion: \"5\"\ninclude: []\n"])
      ]),
      "another version")
    XCTAssertFalse(
      base.canCarry([package(["code-system: S\nurl: http://snomed.info/sct\ncontent: fragment\nconcepts: {}\n"])]),
      "a code system that value sets of the base wait for")
    XCTAssertTrue(
      base.canCarry([package(["code-system: S\nurl: http://example.org/s\ncontent: complete\nconcepts: {a: {}}\n"])]))
  }
}
