import EmbeddedDefinitions
import XCTest

@testable import Mapping

/// Own maps over those of the program: layers, fragments, moved fields, defaults, loose segments, what is kept.
final class LayerTests: XCTestCase {
  private let header = "MSH|^~\\&|PAS|RXX|TIE|RYY|20260110101500||ADT^A01|77|P|2.4\rEVN||20260110101500\r"

  private func library(_ texts: String...) throws -> MapLibrary {
    let own = texts.enumerated().map { MapFile(name: "own\($0.offset).yaml", text: ContiguousArray($0.element.utf8)) }
    let library = try MapLibrary(schema: try EmbeddedDefinitions.schema(), files: ShippedMaps.files(["hl7v2-to-fhir"]) + own)
    XCTAssertEqual(library.problems.map(\.detail), [])
    return library
  }

  func testMovedFieldsDefaultsAndCodes() throws {
    let library = try library(
      "kind: moves\nmoves:\n  PID-4: PID-3\ndefaults:\n  PV1-2: I\n",
      "kind: code\nmap: AdministrativeSex\nlayering: overrides\ncodes:\n  \"W\": female\n")
    let result = try Converting(header + "PID|1||A1|B2|Doe^Jane|||W\rPV1|1\r", library: library)
    let identifiers = result.value("Patient", "identifier") as? [[String: Any]]
    XCTAssertEqual(identifiers?.compactMap { $0["value"] as? String }.sorted(), ["A1", "B2"])
    XCTAssertEqual(result.text("Patient", "gender"), "female")
    XCTAssertEqual(result.text("Encounter", "class.code"), "IMP")
    XCTAssertEqual(result.structuralErrors, [])
  }

  func testAFragmentForAZSegmentAppliesWhereverItStands() throws {
    let library = try library(
      "kind: segment\nmap: \"ZPI[Patient]\"\nrows:\n- {from: ZPI-1, to: \"name[9].text\"}\n",
      "kind: fragment\nmap: mother\nlayering: adds\nrows:\n- {id: ZPI, target: \"Patient[1]\", map: \"ZPI[Patient]\"}\n")
    let result = try Converting(header + "PID|1||A1||Doe\rZPI|Janey\rPV1|1|I\rDG1|1||J18.9^Pneumonia^I10\r", library: library)
    XCTAssertTrue(result.json.contains("Janey"))
    XCTAssertNotNil(result.text("Encounter", "diagnosis.0.condition.reference"), "the Z segment does not end the visit")
    XCTAssertEqual(result.status("ZPI[1]-1[1]"), .mapped)
  }

  func testWhatHasNoElementIsKeptWithItsSegment() throws {
    let result = try Converting(header + "PID|1||A1||Doe\rPV1|1|I\rZXX|1|a\\T\\b^c|\"\"\r")
    XCTAssertTrue(result.json.contains("ZXX|1|a\\\\T\\\\b^c|\\\"\\\""), result.json)
    XCTAssertEqual(result.status("ZXX[1]-1[1]"), .kept)
    XCTAssertEqual(result.totals.unmapped, 0)
    XCTAssertEqual(result.structuralErrors, [])
  }

  func testWhatWouldBeInvalidStaysOut() throws {
    let result = try Converting(
      header + "PID|1||A1||Doe||19801345|||||||||QQ^Quirky^HL70002\rPV1|1|I\rPV2||||||||first of May\r")
    XCTAssertNil(result.value("Patient", "birthDate"))
    XCTAssertNil(result.value("Patient", "maritalStatus.coding.0.system"))
    XCTAssertEqual(result.text("Patient", "maritalStatus.coding.0.code"), "QQ")
    XCTAssertEqual(result.status("PID[1]-7[1]"), .kept)
    XCTAssertEqual(result.status("PV2[1]-8[1]"), .kept)
    XCTAssertEqual(result.structuralErrors, [])
  }

  func testAnUnknownEventIsReadByItsStructure() throws {
    let result = try Converting("MSH|^~\\&|A|B|C|D|20260110||ADT^Z99^ADT_A05|1|P|2.4\rPID|1||A1||Doe\r")
    XCTAssertEqual(result.text("Patient", "name.0.family"), "Doe")
  }
}
