import Diagnostics
import Foundation
import SourceTree
import TestSupport
import XCTest
import XMLSyntax

/// Every XML file of the public suites is read without a crash, and what is read is written back token for token.
final class XMLSuiteTests: XCTestCase {
  func testSuiteFiles() throws {
    guard let root = SuiteFolder.path("suites") else { throw XCTSkip("the public suites are not here") }
    let files = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".xml") }
    XCTAssertGreaterThan(files.count, 100)
    var unread: [String] = []
    for file in files.sorted() {
      guard let data = FileManager.default.contents(atPath: root + "/" + file) else { continue }
      let first = read(ContiguousArray(data))
      if first.roots.isEmpty {
        unread.append(file)
        continue
      }
      var output = ContiguousArray<UInt8>()
      var writer = XMLWriter()
      writer.write(first, into: &output)
      let second = read(output)
      if let node = firstDifference(first, second) { XCTFail("\(file): node \(node)") }
    }
    XCTAssertLessThan(unread.count, files.count / 50, unread.joined(separator: "\n"))
  }

  private func read(_ bytes: ContiguousArray<UInt8>) -> SourceDocument {
    var document = SourceDocument(format: .xml)
    document.bytes = bytes
    var findings = FindingList()
    var reader = XMLReader()
    reader.parse(&document, findings: &findings)
    return document
  }

  /// The first token that differs. Names have the same symbols because they come in the same order.
  private func firstDifference(_ left: borrowing SourceDocument, _ right: borrowing SourceDocument) -> Int? {
    guard left.nodes.count == right.nodes.count else { return min(left.nodes.count, right.nodes.count) }
    for index in left.nodes.indices {
      let (first, second) = (left.nodes[index], right.nodes[index])
      if first.kind != second.kind || first.name != second.name || first.end != second.end { return index }
      if first.kind != .element, !left.bytes[first.range].elementsEqual(right.bytes[second.range]) { return index }
    }
    return nil
  }
}
