import Foundation
import XCTest

/// Runs every file of `Tests/Scenarios`.
final class ScenarioTests: XCTestCase {
  private var scenarios: [URL] {
    get throws {
      let folder = Product.root.appendingPathComponent("Tests/Scenarios")
      return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "scenario" }.sorted { $0.path < $1.path }
    }
  }

  func testScenarios() throws {
    let all = try scenarios
    XCTAssertGreaterThan(all.count, 10)
    for url in all { try check(Scenario(url)) }
  }

  private func check(_ scenario: Scenario) throws {
    let result = try Product.inFolder { folder in
      for file in scenario.files {
        let url = folder.appendingPathComponent(file.name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
      }
      return try Product.run(scenario.command, in: folder)
    }
    XCTAssertEqual(result.exitCode, scenario.exitCode, "\(scenario.name): \(result.output)\(result.errors)")
    if let output = scenario.output {
      XCTAssertTrue(Scenario.matches(result.output, output), "\(scenario.name) wrote:\n\(result.output)")
    }
    if let errors = scenario.errors {
      XCTAssertTrue(Scenario.matches(result.errors, errors), "\(scenario.name) wrote to standard error:\n\(result.errors)")
    }
  }

  func testPatternsOfScenarios() {
    XCTAssertTrue(Scenario.matches("a (1)\nb\nc\n", "a (…)\n…\nc\n"))
    XCTAssertTrue(Scenario.matches("", ""))
    XCTAssertFalse(Scenario.matches("a\n", ""))
    XCTAssertFalse(Scenario.matches("a\nb\n", "a\n"))
    XCTAssertFalse(Scenario.matches("ax\n", "a\n"))
  }
}
