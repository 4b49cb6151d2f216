import Diagnostics
import Foundation
import HL7v2Syntax
import SourceTree
import TestSupport
import XCTest

final class RoundTripTests: XCTestCase {
  /// Every message of the public suites is written back byte for byte.
  func testSuiteMessages() throws {
    guard let folder = SuiteFolder.path("suites/v2-messages") else { throw XCTSkip("the suites are not here") }
    var count = 0
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), !data.isEmpty,
        ![".json", ".md", ".xml"].contains(where: name.hasSuffix)
      else { continue }
      let bytes = [UInt8](data)
      let reading = Reading(bytes)
      XCTAssertTrue(reading.written == bytes, name)
      XCTAssertGreaterThan(reading.rootCount, 0, name)
      count += 1
    }
    XCTAssertGreaterThan(count, 1000)
  }

  /// The writer works from the tree: a changed value is written and nothing else changes.
  func testOneChangedValue() {
    let text = "MSH|^~\\&|LAB|RNX||\r\nPID|1||surname^B&C~given^^E|||\r\nZZZ|x\r\n\r\nMSH|^~\\&|LAB\rPV1||y|\r"
    let cases = [("LAB", "L"), ("surname", "longer"), ("C", ""), ("given", "d2"), ("E", "e"), ("x", "zzz"), ("y", "n")]
    for (old, new) in cases {
      var document = SourceDocument(format: .hl7v2)
      document.bytes = ContiguousArray(text.utf8)
      var findings = FindingList()
      var reader = HL7v2Reader()
      reader.parse(&document, findings: &findings)
      let count = document.bytes.count
      guard let index = document.nodes.indices.first(where: { document.rawText(of: NodeID(index: $0)) == old }) else {
        XCTFail(old)
        continue
      }
      let node = document.nodes[index]
      document.nodes[index] = Node(
        kind: node.kind, offset: UInt32(count), length: new.utf8.count, end: node.end, name: node.name)
      document.bytes.append(contentsOf: new.utf8)
      var output = ContiguousArray<UInt8>()
      HL7v2Writer().write(document, sourceCount: count, into: &output)
      var expected = text
      expected.replaceSubrange(expected.range(of: old) ?? text.startIndex..<text.startIndex, with: new)
      XCTAssertEqual(String(decoding: output, as: UTF8.self), expected)
    }
  }

  func testOneMessageByItself() {
    var document = SourceDocument(format: .hl7v2)
    let first = "MSH|^~\\&|LAB\r\nPID|1\r\n"
    document.bytes = ContiguousArray((first + "\r\n" + "MSH*^~\\&*LAB\rPID*2").utf8)
    var findings = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    var output = ContiguousArray<UInt8>()
    HL7v2Writer().write(document, root: document.roots[0], into: &output)
    XCTAssertEqual(String(decoding: output, as: UTF8.self), first)
    output = []
    HL7v2Writer().write(document, root: document.roots[1], into: &output)
    XCTAssertEqual(String(decoding: output, as: UTF8.self), "MSH*^~\\&*LAB\rPID*2")
  }
}
