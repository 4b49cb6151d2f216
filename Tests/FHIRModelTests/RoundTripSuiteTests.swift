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

  func testUKExamples() throws {
    for path in try files("suites/uk-examples", ".json") where !path.hasSuffix("index.json") {
      if let failure = failure(of: path) { XCTFail("\((path as NSString).lastPathComponent): \(failure)") }
    }
  }

  func testCertifiedExamples() throws {
    for path in try files("suites/certified-examples", ".json") where !path.hasSuffix("index.json") {
      if let failure = failure(of: path) { XCTFail("\((path as NSString).lastPathComponent): \(failure)") }
    }
  }

  /// XML → JSON → XML over the published XML examples.
  func testUKExamplesInXML() throws {
    let paths = try files("suites/uk-examples", ".xml")
    XCTAssertGreaterThan(paths.count, 100)
    var faulty: [String] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let name = (path as NSString).lastPathComponent
      var findings = FindingList()
      let original = FHIRReading.xml(data, &findings)
      faulty += findings.findings.map { "\(name): rule \($0.rule.rawValue)" }
      guard let root = original.roots.first else { continue }
      let json = FHIRReading.json(FHIRReading.writeJSON(original), &findings)
      let again = FHIRReading.xml(FHIRReading.writeXML(json, .pretty, &findings), &findings)
      guard let jsonRoot = json.roots.first, let againRoot = again.roots.first else {
        XCTFail("\(name): lost")
        continue
      }
      if let difference = FHIRTree.firstDifference(original, root, json, jsonRoot) { XCTFail("\(name): \(difference)") }
      if let difference = FHIRTree.firstDifference(original, root, again, againRoot) { XCTFail("\(name): \(difference)") }
    }
    // One published example has its elements out of order.
    XCTAssertLessThan(faulty.count, 3, faulty.joined(separator: "\n"))
  }
}
