import Definitions
import XCTest

final class PackageImporterTests: XCTestCase {
  private func package() -> Package {
    var package = Package(name: "test", version: "1.0")
    var structure = StructureDefinition(url: "http://x/P", name: "P", kind: .resource, type: "Patient")
    structure.version = "1.0"
    structure.derivation = .constraint
    var element = ElementDefinition(id: "Patient.maritalStatus", path: "Patient.maritalStatus")
    element.binding = Binding(strength: .required, valueSet: Canonical("http://x/vs|1.0"))
    element.constraints = [Constraint(key: "p-1", severity: .error, expression: "true", message: "text of the standard")]
    element.fixed = TypedValue(
      type: "CodeableConcept", json: #"{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"Name"}]}"#)
    structure.differential = [element]
    package.structureDefinitions = [structure]
    var valueSet = ValueSet(url: "http://x/vs", version: "1.0", name: "vs")
    valueSet.includes = [
      .init(system: "http://snomed.info/sct", concepts: [.init(code: "123", display: "Licensed")]),
      .init(system: "http://x/cs", concepts: [.init(code: "a", display: "A"), .init(code: "a", display: "again")]),
    ]
    package.valueSets = [valueSet, ValueSet(url: "http://x/unused", name: "unused")]
    var system = CodeSystem(url: "http://x/cs", name: "cs", content: .complete)
    system.concepts = [.init(code: "a", properties: [.init(code: "status", value: "old"), .init(code: "child", value: "b")])]
    package.codeSystems = [system]
    package.otherResources = [.init(file: "s.json", resourceType: "SearchParameter", url: nil)]
    return package
  }

  func testFactsAreTakenOverAndTheRestIsAccountedFor() throws {
    var importer = PackageImporter(strengths: [.required])
    let facts = importer.facts(of: package())
    let element = try XCTUnwrap(facts.structureDefinitions.first?.differential.last)
    XCTAssertNil(element.constraints.first?.message)
    XCTAssertEqual(element.binding?.valueSet, Canonical("http://x/vs"))
    XCTAssertNil(element.fixed)
    XCTAssertEqual(element.pattern?.json, #"{"coding":[{"system":"http://snomed.info/sct","code":"1"}]}"#)
    XCTAssertEqual(facts.valueSets.map(\.url), ["http://x/vs"])
    let includes = facts.valueSets[0].includes
    XCTAssertTrue(includes[0].isWithheld)
    XCTAssertEqual(includes[0].concepts, [])
    XCTAssertEqual(includes[1].concepts.map(\.code), ["a"])
    XCTAssertEqual(facts.codeSystems[0].concepts[0].properties, [.init(code: "child", value: "b")])
    XCTAssertEqual(importer.omissions.count, 5)
    XCTAssertTrue(importer.omissions.contains { $0.what == "1 SearchParameter resources" })
    XCTAssertTrue(importer.omissions.contains { $0.what == "codes of http://snomed.info/sct in http://x/vs" })
    XCTAssertTrue(importer.omissions.contains { $0.what == "1 value sets" })
  }

  func testNoLicensedConceptIsInTheProfilesOfTheProduct() throws {
    let root = "\(#filePath)".components(separatedBy: "/Tests/")[0]
    let contents = try ProfileFolder.read(root + "/Profiles/fhir-r4")
    XCTAssertGreaterThan(contents.package.valueSets.count, 300)
    for component in contents.package.valueSets.flatMap({ $0.includes + $0.excludes }) {
      guard let system = component.system else { continue }
      for licensed in ["snomed", "loinc", "dicom"] where system.contains(licensed) && !system.contains("hl7.org") {
        XCTAssertEqual(component.concepts, [], system)
        XCTAssertEqual(component.filters, [], system)
      }
    }
  }
}
