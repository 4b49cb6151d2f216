import Diagnostics
import JSONSyntax
import SourceTree
import XCTest

final class JSONLinesTests: XCTestCase {
  func testEveryLineIsARecord() {
    let parsed = Parsed("{\"a\":1}\n\n  \r\n{\"b\":2}\r\n[3]", lines: true)
    XCTAssertEqual(parsed.rules, [])
    XCTAssertEqual(parsed.document.roots.map { parsed.document.rawText(of: $0) }, ["{\"a\":1}", "{\"b\":2}", "[3]"])
  }

  func testBrokenLinesLeaveTheOthers() {
    let text = "{\"a\":1}\n{\"a\":\n{\"b\":\"x\n{\"a\":1,\"a\":2} 3\n{\"c\":;;;}\n[1]\n{} {}\n[2,]\n"
    let parsed = Parsed(text, lines: true)
    XCTAssertEqual(
      parsed.rules, ["JSON-0103", "JSON-0104", "JSON-0101", "JSON-0114", "JSON-0102", "JSON-0114", "JSON-0107"])
    XCTAssertEqual(parsed.document.roots.map { parsed.document.rawText(of: $0) }, ["{\"a\":1}", "[1]", "[2,]"])
    let lineStarts = LineIndex(parsed.document.bytes.span)
    XCTAssertEqual(parsed.findings.findings.map { lineStarts.line(of: Int($0.span.offset)) + 1 }, [2, 3, 4, 4, 5, 7, 8])
    for finding in parsed.findings.findings.prefix(6) { XCTAssertEqual(finding.node, .none) }
  }

  func testNothingIsFoundInAnEmptyChunk() {
    XCTAssertEqual(Parsed("", lines: true).rules, [])
    XCTAssertEqual(Parsed("\n\n", lines: true).rules, [])
  }

  func testLaterChunksHaveNoByteOrderMark() {
    var document = SourceDocument(format: .json)
    document.bytes = [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]
    document.baseOffset = 100
    var findings = FindingList()
    var reader = JSONReader()
    reader.parseLines(&document, findings: &findings)
    XCTAssertEqual(findings.findings.map(\.rule), [JSONRules.unexpectedCharacter.code])
  }

  func testSplitterCutsAfterALineFeed() {
    let splitter = JSONSplitter()
    let bytes = ContiguousArray("{}\n{}\n{".utf8)
    XCTAssertEqual(splitter.lastBoundary(in: bytes.span, atEnd: false), 6)
    XCTAssertEqual(splitter.lastBoundary(in: bytes.span, atEnd: true), 7)
    XCTAssertNil(splitter.lastBoundary(in: ContiguousArray("{}".utf8).span, atEnd: false))
  }
}
