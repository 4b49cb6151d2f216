import Diagnostics
import EmbeddedDefinitions
import Schema
import SourceTree
import XCTest

@testable import Reporting

final class SuggestionsTests: XCTestCase {
  private func notes(expected: Evidence, actual: Evidence, name: String = "x") throws -> [String] {
    let schema = try EmbeddedDefinitions.schema()
    var document = SourceDocument(format: .json, seed: schema.seed)
    let symbol = document.names.intern(name)
    let rule = Rule("TEST", 9999, "sample", .error, .value, message: "m", summary: "s", explanation: "e")
    let actual = actual.kind == .name ? Evidence.name(symbol) : actual
    let finding = Finding(rule, span: SourceSpan(0..<0), expected: expected, actual: actual)
    return Suggestions(schema: schema).notes(finding, in: document).map(\.message)
  }

  private func type(_ name: String) throws -> Evidence {
    Evidence(.schemaType, try XCTUnwrap(EmbeddedDefinitions.schema().type(named: name)).rawValue)
  }

  func testANearElementIsSuggested() throws {
    XCTAssertEqual(
      try notes(expected: type("Patient"), actual: .name(.none), name: "brithDate"), ["did you mean `birthDate`?"])
    XCTAssertEqual(
      try notes(expected: type("Observation"), actual: .name(.none), name: "valueQuantiy"), ["did you mean `valueQuantity`?"])
    XCTAssertEqual(try notes(expected: type("Patient"), actual: .name(.none), name: "somethingElse"), [])
  }

  func testTheCodesOfAShortValueSetAreListed() throws {
    let schema = try EmbeddedDefinitions.schema()
    let small = try XCTUnwrap(schema.valueSet(url: "http://hl7.org/fhir/ValueSet/administrative-gender"))
    XCTAssertEqual(
      try notes(expected: Evidence(.valueSet, small.rawValue), actual: .none),
      ["the codes are `male`, `female`, `other`, `unknown`"])
    let large = try XCTUnwrap(schema.valueSet(url: "http://hl7.org/fhir/ValueSet/resource-types"))
    XCTAssertEqual(try notes(expected: Evidence(.valueSet, large.rawValue), actual: .none), [])
  }

  func testTheTargetsOfAReferenceAreListed() throws {
    let schema = try EmbeddedDefinitions.schema()
    let patient = schema.tables.types[try XCTUnwrap(schema.type(named: "Patient")).index]
    let element = try XCTUnwrap(
      (patient.firstElement..<(patient.firstElement + patient.elementCount)).first {
        schema.string(schema.tables.elements[Int($0)].name) == "managingOrganization"
      })
    XCTAssertEqual(
      try notes(expected: Evidence(.schemaElement, element), actual: type("Patient")), ["allowed are `Organization`"])
  }
}
