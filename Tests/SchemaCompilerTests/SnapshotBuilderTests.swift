import Definitions
import Schema
import SchemaCompiler
import XCTest

final class SnapshotBuilderTests: XCTestCase {
  private static let core = Result {
    DefinitionSet([try ProfileFolder.read("\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/fhir-r4").package])
  }

  private func definition(_ elements: String, url: String = "http://example.org/P", base: String = "Observation") throws
    -> StructureDefinition
  {
    let text = "resource-profile: P\nurl: \(url)\ntype: Observation\nbase: \(base)\nelements:\n"
    let lines = elements.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    let read = ProfileReader.read((text + lines + "\n").utf8, file: "p.yaml")
    XCTAssertEqual(read.diagnostics.diagnostics.map(\.message), [])
    guard case .structure(let definition) = read.definition else { throw XCTSkip("not read") }
    return definition
  }

  private func snapshot(_ elements: String) throws -> [String: ElementDefinition] {
    var builder = SnapshotBuilder(try Self.core.get())
    let snapshot = try XCTUnwrap(builder.snapshot(of: try definition(elements)))
    XCTAssertEqual(snapshot.problems.map(\.rule.name), [])
    return Dictionary(snapshot.tree.elements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func testPathsWalkIntoDataTypes() throws {
    let elements = try snapshot("subject:\n  elements:\n    identifier:\n      elements:\n        system: {occurs: 1..1}")
    XCTAssertEqual(elements["Observation.subject.identifier.system"]?.minimum, 1)
    XCTAssertEqual(elements["Observation.subject.identifier.value"]?.minimum, 0)
    XCTAssertNil(elements["Observation.subject.identifier.period.start"])
  }

  func testShortcutSlicesAChoiceAndAMandatoryOneCloses() throws {
    let open = try snapshot("valueQuantity:\n  elements:\n    unit: {occurs: 1..1}")
    XCTAssertEqual(open["Observation.value[x]"]?.slicing?.rules, .open)
    XCTAssertEqual(open["Observation.value[x]"]?.types.count, 11)
    XCTAssertEqual(open["Observation.value[x]:valueQuantity"]?.types.map(\.code), ["Quantity"])
    XCTAssertEqual(open["Observation.value[x]:valueQuantity.unit"]?.minimum, 1)
    let closed = try snapshot("valueQuantity: {occurs: 1..1}")
    XCTAssertEqual(closed["Observation.value[x]"]?.slicing?.rules, .closed)
    XCTAssertEqual(closed["Observation.value[x]"]?.minimum, 1)
    XCTAssertEqual(closed["Observation.value[x]"]?.types.map(\.code), ["Quantity"])
  }

  func testSlicesInheritAndMayBeSlicedAgain() throws {
    let elements = try snapshot(
      """
      component:
        slicing: {by: [{value: code}]}
        elements:
          code: {flags: [must-support]}
        slices:
          a:
            occurs: 1..1
            elements:
              code: {occurs: 1..1}
            slicing: {by: [{value: value}]}
            slices:
              a/b: {occurs: 0..1}
      """)
    XCTAssertEqual(elements["Observation.component:a"]?.minimum, 1)
    XCTAssertEqual(elements["Observation.component:a.code"]?.mustSupport, true)
    XCTAssertEqual(elements["Observation.component:a/b"]?.maximum, 1)
    XCTAssertEqual(elements["Observation.component:a/b"]?.sliceName, "a/b")
  }

  func testContentReferencesAreFollowed() throws {
    let elements = try snapshot("component:\n  elements:\n    referenceRange:\n      elements:\n        text: {occurs: 1..1}")
    XCTAssertNil(elements["Observation.component.referenceRange"]?.contentReference)
    XCTAssertEqual(elements["Observation.component.referenceRange.text"]?.minimum, 1)
    XCTAssertEqual(elements["Observation.referenceRange.text"]?.minimum, 0)
  }

  func testInvariantsKnowWhereTheyComeFrom() throws {
    let elements = try snapshot("code:\n  invariants: {p-1: exists()}")
    let constraints = elements["Observation.code"]?.constraints ?? []
    XCTAssertEqual(constraints.first { $0.key == "p-1" }?.source, "http://example.org/P")
    XCTAssertNotEqual(elements["Observation"]?.constraints.first { $0.key == "obs-6" }?.source, "http://example.org/P")
  }

  func testOrderOfTheDifferentialDoesNotMatter() throws {
    var one = try definition(
      "status: {flags: [must-support]}\ncategory:\n  slicing: {by: [{pattern: $this}]}\n  slices:\n    lab: {occurs: 1..1}\ncode:\n"
        + "  elements:\n    coding: {occurs: 1..}")
    var two = one
    two.differential = [one.differential[0]] + one.differential.dropFirst().reversed()
    one.url = "http://example.org/one"
    two.url = "http://example.org/two"
    var builder = SnapshotBuilder(try Self.core.get())
    let first = try XCTUnwrap(builder.snapshot(of: one)).tree.elements
    XCTAssertEqual(first, try XCTUnwrap(builder.snapshot(of: two)).tree.elements)
  }

  func testSnapshotAsDifferentialGivesItself() throws {
    for url in ["bp", "vitalsigns", "lipidprofile", "patient-nationality"].map({ "http://hl7.org/fhir/StructureDefinition/" + $0 }
    ) {
      let definitions = try Self.core.get()
      var definition = try XCTUnwrap(definitions.structures[url])
      var builder = SnapshotBuilder(definitions)
      let made = try XCTUnwrap(builder.snapshot(of: definition)).tree.elements
      definition.url += "-again"
      definition.differential = made
      let again = try XCTUnwrap(builder.snapshot(of: definition))
      XCTAssertEqual(again.tree.elements.map(\.id), made.map(\.id), url)
      for (one, other) in zip(again.tree.elements, made) where one != other { XCTFail("\(one) \(other)") }
    }
  }

  func testCompiledProfilesStandBesideTheirType() throws {
    var definitions = try Self.core.get()
    var package = Package(name: "p", version: "1")
    package.structureDefinitions = [
      try definition(
        "identifier:\n  slicing: {by: [{value: system}]}\n  slices:\n    own:\n      occurs: 1..1\n      elements:\n"
          + "        system: {occurs: 1.., fixedUri: urn:x}\ncode: {binding: {required: x}}")
    ]
    definitions.add(package)
    var compiler = SchemaCompiler(definitions, scope: .typesAndProfiles)
    let schema = Schema(compiler.compile())
    let profile = try XCTUnwrap(schema.type(url: "http://example.org/P"))
    let base = try XCTUnwrap(schema.type(named: "Observation"))
    let (own, type) = (schema.tables.types[profile.index], schema.tables.types[base.index])
    XCTAssertEqual(own.constrainedType, base)
    XCTAssertEqual(own.elementCount, type.elementCount)
    for offset in 0..<type.elementCount {
      let element = schema.tables.elements[Int(own.firstElement + offset)]
      XCTAssertEqual(element.baseElement.rawValue, type.firstElement + offset)
      XCTAssertEqual(element.ordinal, UInt16(offset))
      let name = schema.string(element.name)
      XCTAssertEqual(!element.demands.isEmpty, ["identifier", "code"].contains(name), name)
    }
    let identifier = schema.tables.elements[schema.element(of: profile, at: ElementID(type.firstElement + 8)).index]
    XCTAssertEqual(schema.string(identifier.path), "Observation.identifier")
    let slicing = schema.tables.slicings[Int(identifier.slicing)]
    let slice = schema.tables.elements[schema.tables.slices[Int(slicing.firstSlice)].element.index]
    XCTAssertEqual(slice.demands, [.cardinality, .children])
    let inside = schema.tables.types[slice.children.index]
    XCTAssertEqual(inside.constrainedType, schema.type(named: "Identifier"))
    XCTAssertEqual(inside.elementCount, schema.tables.types[inside.constrainedType.index].elementCount)
  }
}
