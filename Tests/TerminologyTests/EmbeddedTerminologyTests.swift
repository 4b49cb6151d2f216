import EmbeddedDefinitions
import Terminology
import XCTest

/// The value sets and code systems that are part of the program.
final class EmbeddedTerminologyTests: XCTestCase {
  /// Membership, worked out code by code, agrees with the lists that the compiler made in another way.
  func testMembershipAgreesWithTheCompiledLists() throws {
    let schema = try EmbeddedDefinitions.schema()
    let terminology = Terminology([schema], units: { Sample.units })
    var checked = 0
    for record in schema.tables.valueSets where record.state == .complete {
      let url = schema.string(record.url)
      var members: Set<[String]> = []
      for index in Int(record.firstConcept)..<Int(record.firstConcept + record.conceptCount) {
        let concept = schema.tables.concepts[index]
        members.insert([schema.string(concept.system), schema.string(concept.code)])
      }
      if members.count > 300 { continue }
      guard let expansion = terminology.expansion(of: url) else {
        XCTFail("\(url) cannot be listed")
        continue
      }
      XCTAssertEqual(Set(expansion.map { [$0.system, $0.code] }), members, url)
      checked += 1
    }
    XCTAssertGreaterThan(checked, 150)
  }

  func testWellKnownCodes() throws {
    let terminology = Terminology([try EmbeddedDefinitions.schema()], units: { Sample.units })
    func isMember(_ system: String?, _ code: String, _ valueSet: String) -> Bool? {
      let prefix = valueSet.hasPrefix("v3-") ? "http://terminology.hl7.org/ValueSet/" : "http://hl7.org/fhir/ValueSet/"
      return terminology.membership(CodeQuestion(system: system, code: code), of: prefix + valueSet).isMember
    }
    XCTAssertEqual(isMember(nil, "male", "administrative-gender"), true)
    XCTAssertEqual(isMember(nil, "M", "administrative-gender"), false)
    XCTAssertEqual(isMember("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "v3-ActEncounterCode"), true)
    XCTAssertEqual(isMember("http://unitsofmeasure.org", "a", "age-units"), true)
    XCTAssertEqual(isMember("http://unitsofmeasure.org", "m", "age-units"), false)
    XCTAssertEqual(isMember(nil, "text/plain", "mimetypes"), true)
    XCTAssertEqual(isMember(nil, "words", "mimetypes"), false)
    XCTAssertEqual(isMember(nil, "en-GB", "all-languages"), true)
  }
}
