import Diagnostics
import Foundation
import TestSupport
import XCTest

/// Published examples: right but for a few, so that nearly all must pass.
final class SuiteTests: XCTestCase {
  func testPublishedExamplesAreClean() throws {
    let most = ["r4-examples": 0.01, "certified-examples": 0.01, "uk-examples": 0.25]
    for (folder, allowed) in most.sorted(by: { $0.key < $1.key }) {
      guard let path = SuiteFolder.path("suites/" + folder) else { throw XCTSkip("the suites are not here") }
      let (count, wrong) = try check(path)
      XCTAssertGreaterThan(count, 0)
      XCTAssertLessThan(Double(wrong.count), allowed * Double(count), "\(folder): \(wrong)")
    }
  }

  func testNoFileOfTheValidatorSuiteStopsTheProgram() throws {
    guard let path = SuiteFolder.path("suites/validator") else { throw XCTSkip("the suites are not here") }
    XCTAssertGreaterThan(try check(path).count, 500)
  }

  /// The number of files, and those with an error.
  private func check(_ folder: String) throws -> (count: Int, wrong: [String]) {
    var count = 0
    var wrong: [String] = []
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
      guard file.hasSuffix(".json") || file.hasSuffix(".xml"), !file.hasSuffix("index.json"),
        let data = FileManager.default.contents(atPath: folder + "/" + file)
      else { continue }
      let checked = try Checked(data, isXML: file.hasSuffix(".xml"))
      count += 1
      if (checked.findings.worst ?? .information) >= .error { wrong.append(file) }
      if ProcessInfo.processInfo.environment["SHOW_FINDINGS"] != nil {
        for (line, marked) in zip(checked.lines, checked.marked) { print("FINDING", file, line, "»\(marked.prefix(80))«") }
      }
    }
    return (count, wrong)
  }
}
