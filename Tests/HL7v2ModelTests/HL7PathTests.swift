import HL7v2Model
import HL7v2Syntax
import SourceTree
import XCTest

final class HL7PathTests: XCTestCase {
  private let text =
    "MSH|^~\\&|LAB||PAS^7A4^L\rPID|1||A^B&C~D~\"\"|\"\"|E\rOBX|1|NM|x\rOBX|2|NM|y^z\rnonsense\rOBX|3|NM|w\r"

  func testReadingAndWriting() {
    for text in ["PID", "PID-5", "PID-5[2]", "PID-5.1", "PID-5[2].1.2", "OBX[3]-5", "OBX[3]-5[2].1.1"] {
      XCTAssertEqual(HL7Path(text)?.description, text)
    }
    XCTAssertEqual(HL7Path("PID[1]-5[1].1.2")?.description, "PID-5[1].1.2")
    XCTAssertEqual(HL7Path("PID-5")?.ledgerForm, "PID[1]-5[1]")
    XCTAssertEqual(HL7Path("OBX[3]-5.2")?.ledgerForm, "OBX[3]-5[1].2")
    for text in ["", "PI", "1ID", "PID-", "PID-0", "PID-5.", "PID-5[", "PID-5[0]", "PID-5.1.2.3", "PID-x", "PID-99999999999"] {
      XCTAssertNil(HL7Path(text), text)
    }
  }

  func testEveryNodeHasAPathThatLeadsBack() throws {
    let feed = Feed(text)
    let root = try XCTUnwrap(feed.document.roots.first)
    for index in (root.index + 1)..<feed.document.nodes.count {
      let node = NodeID(index: index)
      let path = try XCTUnwrap(HL7Path(feed.document, node))
      guard path.segment != .none else { continue }
      XCTAssertEqual(path.node(in: feed.document, message: root), node, path.description)
      XCTAssertEqual(HL7Path(path.ledgerForm)?.segment, path.segment)
    }
    XCTAssertNil(HL7Path(feed.document, root))
  }

  func testPathsForPeople() throws {
    let feed = Feed(text)
    func path(_ value: String) -> String? {
      feed.document.nodes.indices.first { feed.document.rawText(of: NodeID(index: $0)) == value }
        .map { HL7Path.describe(feed.document, NodeID(index: $0)) }
    }
    XCTAssertEqual(path("C"), "PID-3[1].2.2")
    XCTAssertEqual(path("D"), "PID-3[2]")
    XCTAssertEqual(path("E"), "PID-5")
    XCTAssertEqual(path("z"), "OBX[2]-3.2")
    XCTAssertEqual(path("w"), "OBX[3]-3")
    XCTAssertEqual(path("nonsense"), "line")
  }

  func testEnvelopeSegmentsHavePaths() throws {
    let feed = Feed("BHS|^~\\&|A^B\rMSH|^~\\&|LAB\rPID|1\rBTS|1\r")
    let paths = feed.document.nodes.indices.map { HL7Path.describe(feed.document, NodeID(index: $0)) }
    XCTAssertEqual(
      paths,
      [
        "BHS", "BHS-1", "BHS-2", "BHS-3", "BHS-3.1", "BHS-3.2", "", "MSH", "MSH-1", "MSH-2", "MSH-3", "PID", "PID-1", "BTS",
        "BTS-1",
      ])
    XCTAssertEqual(HL7Path("BTS-1")?.node(in: feed.document, message: feed.document.roots[2]), NodeID(14))
  }

  func testUnsplitValuesAreTheirOwnFirstParts() {
    let feed = Feed(text)
    XCTAssertEqual(feed.text("PID-5[1].1.1"), "E")
    XCTAssertEqual(feed.text("PID-3.1"), "A")
    XCTAssertEqual(feed.text("PID-3[2].1.1"), "D")
    XCTAssertNil(feed.text("PID-5.2"))
    XCTAssertNil(feed.text("PID-5[2]"))
    XCTAssertNil(feed.text("PID-3[4]"))
    XCTAssertEqual(feed.text("MSH-1"), "|")
    XCTAssertEqual(feed.text("MSH-5.2"), "7A4")
  }

  func testNullEmptyAndAbsentDiffer() throws {
    let feed = Feed(text)
    let root = try XCTUnwrap(feed.document.roots.first)
    let segment = try XCTUnwrap(feed.document.segment("PID", of: root))
    let expected: [FieldPresence] = [.populated, .empty, .populated, .null, .populated, .absent]
    for (index, presence) in expected.enumerated() {
      XCTAssertEqual(feed.document.presence(ofField: index + 1, of: segment, .standard), presence, "PID-\(index + 1)")
    }
    let repeated = try XCTUnwrap(HL7Path("PID-3[3]")?.node(in: feed.document, message: root))
    XCTAssertTrue(feed.document.isNull(repeated))
    XCTAssertEqual(feed.document.repetitionCount(of: try XCTUnwrap(feed.document.field(3, of: segment))), 3)
  }
}
