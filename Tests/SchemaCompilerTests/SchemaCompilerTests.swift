import Definitions
import Schema
import SchemaCompiler
import TestSupport
import XCTest

final class SchemaCompilerTests: XCTestCase {
  private func compile(_ texts: [String], scope: SchemaCompiler.Scope = .types) -> (schema: Schema, rules: [String]) {
    var package = Package(name: "test", version: "1")
    for text in texts {
      let file = ProfileReader.read(text.utf8, file: "t.yaml")
      XCTAssertEqual(file.diagnostics.diagnostics.map(\.message), [])
      if case .structure(let definition) = file.definition { package.structureDefinitions.append(definition) }
    }
    var compiler = SchemaCompiler(DefinitionSet([package]), scope: scope)
    let schema = Schema(compiler.compile())
    return (schema, compiler.diagnostics.diagnostics.map(\.ruleName))
  }

  private let element =
    "datatype: Element\nurl: http://x/Element\nelements:\n  id: {occurs: 0..1, type: System.String, flags: [xml-attribute]}\n"
  private let code = "primitive: code\nurl: http://x/code\nbase: http://x/Element\n"

  func testInheritedElementsComeFirst() throws {
    let (schema, rules) = compile([
      element, code,
      "datatype: Pair\nurl: http://x/Pair\nbase: http://x/Element\nelements:\n  left: {occurs: 1..1, type: code}\n  right: {occurs: 0..*, type: code}\n",
    ])
    XCTAssertEqual(rules, [])
    let pair = schema.tables.types[try XCTUnwrap(schema.type(named: "Pair")).index]
    let elements = schema.tables.elements[Int(pair.firstElement)..<Int(pair.firstElement + pair.elementCount)]
    XCTAssertEqual(elements.map { schema.string($0.path) }, ["Pair.id", "Pair.left", "Pair.right"])
    XCTAssertEqual(elements.map { $0.flags.contains(.array) }, [false, false, true])
    XCTAssertEqual(elements.map(\.minimum), [0, 1, 0])
  }

  func testWhatDoesNotFitIsReported() {
    XCTAssertEqual(
      compile(["datatype: A\nurl: http://x/A\nelements: {b: {occurs: 0..1, type: Missing}}\n"]).rules, ["definition-type-unknown"]
    )
    XCTAssertEqual(compile(["datatype: A\nurl: http://x/A\nbase: http://x/Missing\n"]).rules, ["definition-base-unknown"])
    XCTAssertTrue(
      compile(["datatype: A\nurl: http://x/A\nbase: http://x/B\n", "datatype: B\nurl: http://x/B\nbase: http://x/A\n"]).rules
        .contains("definition-base-cycle"))
    XCTAssertEqual(
      compile(["datatype: A\nurl: http://x/A\nelements: {b: {content: A.missing}}\n"]).rules,
      ["definition-content-reference-unknown"])
    XCTAssertEqual(
      compile([element, element.replacingOccurrences(of: "Element\nelements", with: "Element\nabstract: true\nelements")]).rules,
      ["definition-duplicate"])
  }

  func testPathsWithoutParentsAreReported() {
    var package = Package(name: "test", version: "1")
    var definition = StructureDefinition(url: "http://x/A", name: "A", kind: .complexType, type: "A")
    definition.snapshot = [ElementDefinition(id: "A", path: "A"), ElementDefinition(id: "A.b.c", path: "A.b.c")]
    package.structureDefinitions = [definition]
    var compiler = SchemaCompiler(DefinitionSet([package]))
    _ = compiler.compile()
    XCTAssertEqual(compiler.diagnostics.diagnostics.map(\.ruleName), ["definition-element-path-broken"])
  }

  func testOrderOfDefinitionsDoesNotMatter() throws {
    let texts = [
      element, code, "datatype: A\nurl: http://x/A\nbase: http://x/Element\nelements: {b: {occurs: 0..1, type: code}}\n",
    ]
    XCTAssertTrue(SchemaImage.write(compile(texts).schema.tables) == SchemaImage.write(compile(texts.reversed()).schema.tables))
  }

  func testSlicesOfPublishedProfilesAreKept() throws {
    guard let core = SuiteFolder.path("packages/hl7.fhir.r4.core-4.0.1.tgz"),
      let path = SuiteFolder.path("packages/hl7.fhir.us.core-6.1.0.tgz")
    else { throw XCTSkip("no packages here") }
    var reader = PackageReader()
    let definitions = DefinitionSet([try reader.read(core), try reader.read(path)])
    var compiler = SchemaCompiler(definitions, scope: .typesAndProfiles)
    let schema = Schema(compiler.compile())
    let url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-blood-pressure"
    let id = try XCTUnwrap(schema.type(url: url))
    let profile = schema.tables.types[id.index]
    XCTAssertTrue(profile.isProfile)
    let component = try XCTUnwrap(
      schema.tables.elements[Int(profile.firstElement)..<Int(profile.firstElement + profile.elementCount)]
        .first { schema.string($0.path) == "Observation.component" })
    let slicing = schema.tables.slicings[Int(component.slicing)]
    let slices = schema.tables.slices[Int(slicing.firstSlice)..<Int(slicing.firstSlice + slicing.sliceCount)]
    XCTAssertEqual(slices.map { schema.string($0.name) }, ["systolic", "diastolic"])
    XCTAssertTrue(schema.rendering(of: id).contains(#"pattern {"coding":[{"system":"http://loinc.org","code":"8480-6"}]}"#))
  }
}
