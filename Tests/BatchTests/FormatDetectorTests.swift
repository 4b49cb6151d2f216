import XCTest

@testable import Batch

final class FormatDetectorTests: XCTestCase {
  private func detect(_ text: String, name: String = "x", atEnd: Bool = true) -> FormatDetector.Verdict {
    let bytes = ContiguousArray(text.utf8)
    return FormatDetector(named: InputFormat(fileName: name)).detect(bytes.span, atEnd: atEnd)
  }

  private func detect(_ bytes: ContiguousArray<UInt8>, name: String = "x") -> FormatDetector.Verdict {
    FormatDetector(named: InputFormat(fileName: name)).detect(bytes.span, atEnd: true)
  }

  func testContent() {
    XCTAssertEqual(detect(" \n{\"a\":1}"), .format(.json))
    XCTAssertEqual(detect("{\"a\":\n1}\n{}"), .format(.json))
    XCTAssertEqual(detect("{\"a\":\"}\\\"\"}\n{}"), .format(.ndjson))
    XCTAssertEqual(detect("{}\n\n"), .format(.json))
    XCTAssertEqual(detect("{} {}"), .format(.json))
    XCTAssertEqual(detect("{} x\n{}"), .format(.json))
    XCTAssertEqual(detect("{\"a\":\"0123456789\\\\\"} \r\n\r\n{\"a\":2}\n"), .format(.ndjson))
    XCTAssertEqual(detect("{\"a\":\"\\\n\"}\n{}"), .format(.json))
    XCTAssertEqual(detect("\u{FEFF}<Patient/>"), .format(.xml))
    XCTAssertEqual(detect("\u{0B}MSH|^~\\&|"), .format(.hl7v2))
    XCTAssertEqual(detect("FHS|^~\\&|", name: "x.txt"), .format(.hl7v2))
    XCTAssertEqual(detect("BHS#^~\\&#", name: "x.csv"), .format(.hl7v2))
    XCTAssertEqual(detect("a,b\n1,2\n"), .format(.csv))
  }

  func testNames() {
    XCTAssertEqual(detect("MSHELL,b\n", name: "x.csv"), .format(.csv))
    XCTAssertEqual(detect("{}", name: "x.ndjson.gz"), .format(.ndjson))
    XCTAssertEqual(detect("oops", name: "x.json"), .format(.json))
    XCTAssertEqual(InputFormat(fileName: "A.B/feed.HL7.GZ"), .hl7v2)
    XCTAssertNil(InputFormat(fileName: "README"))
  }

  func testWhatIsNoRecord() {
    XCTAssertEqual(detect(" \r\n\t"), .empty)
    XCTAssertEqual(detect("{\"a\":", atEnd: false), .needMore)
    XCTAssertEqual(detect("{\"a\":\"0123456789\"}", atEnd: false), .needMore)
    XCTAssertEqual(detect("{\"a\":\"0123456789\"}\n", atEnd: false), .needMore)
    guard case .unknown = detect("Dear colleague\n\nplease, find\n") else { return XCTFail("a letter is no record") }
    guard case .binary = detect([0x50, 0x4B, 3, 4, 0, 0]) else { return XCTFail("ZIP") }
    guard case .binary = detect([0x41, 0x00, 0x00, 0x01], name: "x.csv") else { return XCTFail("null bytes") }
  }

  func testWideTextGoesToItsReader() {
    XCTAssertEqual(detect([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]), .format(.json))
    XCTAssertEqual(detect([0x00, 0x3C, 0x00, 0x61]), .format(.xml))
    XCTAssertEqual(detect(ContiguousArray([0xFF, 0xFE] + "MSH|".utf8.flatMap { [$0, 0] })), .format(.hl7v2))
  }
}
