import EmbeddedDefinitions
import HL7v2Definitions
import HL7v2Syntax
import XCTest

final class StructureTests: XCTestCase {
  private func places(_ structure: String, _ segments: String) throws -> (places: [String], absent: [String]) {
    let tree = try XCTUnwrap(StructureTree(name: "X", structure))
    var cursor = StructureCursor(tree)
    let places = segments.split(separator: " ").map { word in
      switch cursor.take(SegmentID(String(word)) ?? .none) {
      case .placed(let node): tree.path(node)
      case .misplaced(let isRepeat): isRepeat ? "again" : "misplaced"
      case .unknown: "unknown"
      }
    }
    cursor.finish()
    return (places, cursor.absences.map { tree.path($0.node) })
  }

  func testNotesBelongToTheSegmentBeforeThem() throws {
    let result = try places("MSH (O: ORC? OBR NTE* (R: OBX NTE*)*)+", "MSH OBR NTE OBX NTE NTE OBX ORC OBR OBX")
    XCTAssertEqual(
      result.places,
      ["X.MSH", "X.O.OBR", "X.O.NTE", "X.O.R.OBX", "X.O.R.NTE", "X.O.R.NTE", "X.O.R.OBX", "X.O.ORC", "X.O.OBR", "X.O.R.OBX"])
    XCTAssertEqual(result.absent, [])
  }

  func testAHeadBeginsItsGroupAnewRatherThanEnterAnother() throws {
    let result = try places("MSH (O: ORC (R: OBX)* (P: (Q: ORC? OBX)+)*)+", "MSH ORC OBX ORC OBX")
    XCTAssertEqual(result.places, ["X.MSH", "X.O.ORC", "X.O.R.OBX", "X.O.ORC", "X.O.R.OBX"])
  }

  func testWhatIsMissingInEachInstanceOfAGroup() throws {
    XCTAssertEqual(try places("MSH PID (O: OBR OBX)+", "MSH OBR OBX OBR OBX").absent, ["X.PID"])
    XCTAssertEqual(try places("MSH PID (O: OBR OBX)+", "MSH PID OBR OBR OBX").absent, ["X.O.OBX"])
    XCTAssertEqual(try places("MSH PID (O: OBR OBX)+", "MSH PID").absent, ["X.O"])
    XCTAssertEqual(try places("MSH PID (O: OBR OBX)*", "MSH PID").absent, [])
    XCTAssertEqual(try places("MSH <C: OBR | TXA> NTE?", "MSH TXA NTE").absent, [])
  }

  func testSegmentsOutOfPlaceStayAndDoNotMoveTheOthers() throws {
    let result = try places("MSH EVN PID PV1", "MSH PID EVN PID PV1 ZZZ EVN")
    XCTAssertEqual(result.places, ["X.MSH", "X.PID", "misplaced", "again", "X.PV1", "unknown", "misplaced"])
    XCTAssertEqual(result.absent, [], "a segment that is there, if misplaced, is not missing too")
  }

  func testEveryEmbeddedStructureIsReadable() throws {
    let facts = try XCTUnwrap(HL7v2Facts(image: EmbeddedDefinitions.messageFacts()))
    let definitions = MessageDefinitions(facts)
    var count = 0
    for (name, text) in definitions.allStructures {
      XCTAssertNotNil(StructureTree(name: name, text), "\(name): \(text)")
      count += 1
    }
    XCTAssertGreaterThan(count, 1300)
    XCTAssertEqual(definitions.structureName(code: "ADT", event: "A04", .v2_5_1), "ADT_A01")
    XCTAssertEqual(definitions.structureName(code: "ORU", event: "R01", .v2_3), "ORU_R01")
    XCTAssertEqual(definitions.structureName(code: "ADT", event: "A01", .v2_9), "ADT_A01-A")
  }

  func testVersions() {
    XCTAssertEqual(HL7Version(nearest: "2.3.z"), .v2_3)
    XCTAssertEqual(HL7Version(nearest: "2.3.1.1"), .v2_3_1)
    XCTAssertEqual(HL7Version(nearest: "2.9.1"), .v2_9)
    XCTAssertNil(HL7Version(nearest: ""))
    XCTAssertNil(HL7Version(nearest: "9"))
  }

  func testFactsOfTheStandard() throws {
    let definitions = MessageDefinitions(try XCTUnwrap(HL7v2Facts(image: EmbeddedDefinitions.messageFacts())))
    let version = definitions.version(.v2_5_1)
    let pid = try XCTUnwrap(version.segment("PID"))
    let name = try XCTUnwrap(version.part(5, of: pid))
    XCTAssertEqual(definitions.name(name), "Patient Name")
    XCTAssertEqual(definitions.typeCode(name.type), "XPN")
    XCTAssertEqual(name.usage, .required)
    XCTAssertEqual(name.maximum, 0)
    XCTAssertNil(definitions.version(.v2_1).segment("SPM"))
    XCTAssertEqual(definitions.display("M", table: 1), "Male")
    XCTAssertLessThan(EmbeddedDefinitions.messageFacts().count, 1 << 20)
  }
}
