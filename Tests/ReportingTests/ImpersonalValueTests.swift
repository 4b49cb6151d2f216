import XCTest

@testable import Reporting

final class ImpersonalValueTests: XCTestCase {
  private func isShown(_ name: String, _ value: String) -> Bool {
    let bytes = Array("\"\(name)\"\"\(value)\"".utf8)
    let end = name.utf8.count + 2
    return ImpersonalValue.isOne(end..<bytes.count, of: 0..<end, bytes.span)
  }

  func testNamesOfTypesAndSystemsAreShown() {
    XCTAssertTrue(isShown("resourceType", "Patient"))
    XCTAssertTrue(isShown("system", "https://fhir.nhs.uk/Id/nhs-number"))
    XCTAssertTrue(isShown("url", "https://example.org/Extension-X"))
  }

  func testProfilesAreShownWhereverTheyStand() {
    XCTAssertTrue(isShown("", "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"))
    XCTAssertTrue(isShown("profile", "http://hl7.org/fhir/StructureDefinition/vitalsigns"))
  }

  func testWhatMayBeAboutAPersonIsNotShown() {
    XCTAssertFalse(isShown("family", "Okafor"))
    XCTAssertFalse(isShown("resourceType", "Ada 1980"))
    XCTAssertFalse(isShown("reference", "https://example.org/Patient/9990000018"))
    XCTAssertFalse(isShown("url", "https://example.org/9990000018"))
    XCTAssertFalse(isShown("", "see https://example.org/StructureDefinition/a of Ada"))
    XCTAssertFalse(isShown("", "https://example.org/StructureDefinition/9990000018"))
    XCTAssertFalse(isShown("", "https://example.org/StructureDefinition/a?name=Ada"))
  }
}
