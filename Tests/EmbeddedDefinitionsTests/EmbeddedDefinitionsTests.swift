import EmbeddedDefinitions
import Schema
import SourceTree
import XCTest

final class EmbeddedDefinitionsTests: XCTestCase {
  private func symbol(_ name: String, _ schema: Schema) throws -> UInt32 { try XCTUnwrap(schema.seed.symbol(name)).rawValue }

  func testPatientHasItsElements() throws {
    let schema = try EmbeddedDefinitions.schema()
    let patient = try XCTUnwrap(schema.type(named: "Patient"))
    let gender = try XCTUnwrap(schema.child(of: patient, named: symbol("gender", schema)))
    let element = schema.tables.elements[gender.element.index]
    XCTAssertEqual(schema.string(element.path), "Patient.gender")
    XCTAssertEqual(element.bindingStrength, .required)
    let valueSet = schema.tables.valueSets[element.valueSet.index]
    XCTAssertEqual(schema.string(valueSet.url), "http://hl7.org/fhir/ValueSet/administrative-gender")
    XCTAssertEqual(valueSet.state, .complete)
    let female = ContiguousArray("female".utf8)
    XCTAssertNotNil(schema.concept(in: element.valueSet, code: female.span))
    let wrong = ContiguousArray("weiblich".utf8)
    XCTAssertNil(schema.concept(in: element.valueSet, code: wrong.span))
  }

  func testCompanionsFollowTheirNames() throws {
    let schema = try EmbeddedDefinitions.schema()
    let patient = try XCTUnwrap(schema.type(named: "Patient"))
    let birthDate = try symbol("birthDate", schema)
    XCTAssertEqual(try symbol("_birthDate", schema), birthDate + 1)
    XCTAssertEqual(schema.child(of: patient, named: birthDate + 1)?.isCompanion, true)
    XCTAssertEqual(try symbol("resourceType", schema), Schema.resourceTypeSymbol)
    XCTAssertNil(schema.child(of: patient, named: try symbol("_name", schema)), "name is no primitive")
  }

  func testChoicesAreNamedAfterTheirTypes() throws {
    let schema = try EmbeddedDefinitions.schema()
    let observation = try XCTUnwrap(schema.type(named: "Observation"))
    let entry = try XCTUnwrap(schema.child(of: observation, named: symbol("valueQuantity", schema)))
    let reference = schema.tables.typeReferences[Int(entry.typeReference)]
    XCTAssertEqual(reference.type, schema.type(named: "Quantity"))
    XCTAssertNil(schema.child(of: observation, named: try symbol("value", schema)))
  }

  func testBackbonesAndContentReferencesLeadToTheSameType() throws {
    let schema = try EmbeddedDefinitions.schema()
    let questionnaire = try XCTUnwrap(schema.type(named: "Questionnaire"))
    let item = try XCTUnwrap(schema.type(named: "Questionnaire.item"))
    for owner in [questionnaire, item] {
      let entry = try XCTUnwrap(schema.child(of: owner, named: symbol("item", schema)))
      XCTAssertEqual(schema.tables.typeReferences[Int(entry.typeReference)].type, item)
      XCTAssertTrue(schema.tables.elements[entry.element.index].flags.contains(.array))
    }
  }

  func testIdentifiersOfElementsAreAttributesAndOfResourcesAreIds() throws {
    let schema = try EmbeddedDefinitions.schema()
    let id = try symbol("id", schema)
    let name = try XCTUnwrap(schema.child(of: XCTUnwrap(schema.type(named: "HumanName")), named: id))
    XCTAssertTrue(schema.tables.elements[name.element.index].flags.contains(.xmlAttribute))
    XCTAssertEqual(schema.tables.types[schema.tables.typeReferences[Int(name.typeReference)].type.index].primitive, .systemString)
    let patient = try XCTUnwrap(schema.child(of: XCTUnwrap(schema.type(named: "Patient")), named: id))
    XCTAssertEqual(schema.tables.types[schema.tables.typeReferences[Int(patient.typeReference)].type.index].primitive, .id)
  }

  func testInvariantsStandOnTheTypeTheyBelongTo() throws {
    let schema = try EmbeddedDefinitions.schema()
    func keys(_ first: UInt32, _ count: UInt32) -> [String] {
      schema.tables.constraints[Int(first)..<Int(first + count)].map { schema.string($0.key) }
    }
    let contact = schema.tables.types[try XCTUnwrap(schema.type(named: "Patient.contact")).index]
    XCTAssertEqual(keys(contact.firstConstraint, contact.constraintCount), ["ele-1", "pat-1"])
    let patient = schema.tables.types[try XCTUnwrap(schema.type(named: "Patient")).index]
    XCTAssertEqual(keys(patient.firstConstraint, patient.constraintCount), ["dom-2", "dom-3", "dom-4", "dom-5", "dom-6"])
    for index in patient.firstElement..<(patient.firstElement + patient.elementCount) {
      let element = schema.tables.elements[Int(index)]
      XCTAssertEqual(element.constraintCount, 0, schema.string(element.path))
    }
  }
}
