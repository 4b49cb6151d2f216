import Diagnostics
import Foundation
import TestSupport
import XCTest

/// Literals that a published suite calls valid or invalid for a type.
final class PrimitiveSuiteTests: XCTestCase {
  /// Literals of which we are of another opinion, and why.
  private static let departures: [String: String] = [
    #"xhtml.valid "<div>text</div>""#: "a narrative must be in the XHTML namespace",
    ##"reference.valid {"reference": "#p1"}"##: "the literal is right by itself, but the record contains no such resource",
  ]

  func testLiterals() throws {
    guard let folder = SuiteFolder.path("suites/primitives") else { throw XCTSkip("the suites are not here") }
    var count = 0
    var disagreements: [String] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".ndjson") {
      let parts = file.split(separator: ".")
      let content = String(decoding: FileManager.default.contents(atPath: folder + "/" + file) ?? Data(), as: UTF8.self)
      for literal in content.split(separator: "\n") {
        count += 1
        let checked = try Checked(json: resource(String(parts[0]), String(literal)))
        let isValid = (checked.findings.worst ?? .information) < .error
        if isValid != (parts[1] == "valid") { disagreements.append("\(parts[0]).\(parts[1]) \(literal)") }
      }
    }
    XCTAssertGreaterThan(count, 100)
    XCTAssertEqual(disagreements.sorted(), PrimitiveSuiteTests.departures.keys.sorted())
  }

  private func resource(_ type: String, _ literal: String) -> String {
    switch type {
    case "xhtml": return #"{"resourceType":"Patient","text":{"status":"generated","div":\#(literal)}}"#
    default:
      let name = type.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
      return #"{"resourceType":"Parameters","parameter":[{"name":"p","value\#(name)":\#(literal)}]}"#
    }
  }
}
