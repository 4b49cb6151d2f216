import Foundation
import TestSupport
import XCTest

/// Every XML file of the public suites is read without a crash, and what is read is written back token for token.
final class XMLSuiteTests: XCTestCase {
  func testSuiteFiles() throws {
    guard let root = SuiteFolder.path("suites") else { throw XCTSkip("the public suites are not here") }
    let files = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".xml") }
    XCTAssertGreaterThan(files.count, 100)
    var unread: [String] = []
    for file in files.sorted() {
      guard let data = FileManager.default.contents(atPath: root + "/" + file) else { continue }
      let first = ParsedXML(Array(data))
      if first.tree.isEmpty {
        unread.append(file)
        continue
      }
      let second = ParsedXML(first.rewritten)
      XCTAssertEqual(first.tree.count, second.tree.count, file)
      XCTAssertTrue(first.tree.elementsEqual(second.tree) { $0 == $1 || $0.contains("processingInstruction xml") }, file)
    }
    XCTAssertLessThan(unread.count, files.count / 50, unread.joined(separator: "\n"))
  }
}
