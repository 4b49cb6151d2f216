import Diagnostics
import Foundation
import SourceTree
import TestSupport
import XCTest

@testable import FHIRModel

/// JSON → XML → JSON over the published examples, equal value for value.
final class RoundTripSuiteTests: XCTestCase {
  private func files(_ suite: String, _ ending: String) throws -> [String] {
    guard let root = SuiteFolder.path(suite) else { throw XCTSkip("the public suites are not here") }
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { root + "/" + $0 }
  }

  /// What goes wrong with a JSON file on the way to XML and back, or nil.
  private func failure(of path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return "unreadable" }
    var findings = FindingList()
    let original = FHIRReading.json(data, &findings)
    guard let root = original.roots.first else { return "no root" }
    guard original.child("resourceType", of: root) != nil else { return nil }
    let xml = FHIRReading.writeXML(original, .compact, &findings)
    let fromXML = FHIRReading.xml(xml, &findings)
    guard let xmlRoot = fromXML.roots.first else { return "XML unreadable: \(findings.findings)" }
    if let difference = FHIRTree.firstDifference(original, root, fromXML, xmlRoot) { return "XML: \(difference)" }
    let again = FHIRReading.json(FHIRReading.writeJSON(fromXML, .pretty), &findings)
    guard let againRoot = again.roots.first else { return "JSON unreadable" }
    if let difference = FHIRTree.firstDifference(original, root, again, againRoot) { return "JSON: \(difference)" }
    if let finding = findings.findings.first { return "rule \(finding.rule.rawValue)" }
    return nil
  }

  func testPublishedExamples() throws {
    let paths = try files("suites/r4-examples", ".json")
    XCTAssertGreaterThan(paths.count, 400)
    for path in paths {
      if let failure = failure(of: path) { XCTFail("\((path as NSString).lastPathComponent): \(failure)") }
    }
  }
}
