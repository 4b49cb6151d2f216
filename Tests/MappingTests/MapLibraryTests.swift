import Diagnostics
import EmbeddedDefinitions
import XCTest

@testable import Mapping

final class MapLibraryTests: XCTestCase {
  func testShippedMapsCompileWithoutProblems() throws {
    let library = try XCTUnwrap(ShippedMaps.library)
    let files = ShippedMaps.files()
    XCTAssertGreaterThan(files.count, 90)
    for problem in library.problems {
      XCTFail("\(files[problem.file].name): \(ShippedMaps.registry[problem.finding.rule]?.name ?? "") \(problem.detail)")
    }
    for event in ["A01", "A02", "A03", "A04", "A08", "A11", "A12", "A13", "A28", "A31", "A40"] {
      XCTAssertTrue(library.events.contains("ADT^" + event), event)
    }
    XCTAssertTrue(library.events.contains("ORU^R01"))
  }

  /// The rules about map files: each wrong example gives the rule, each right one gives nothing.
  func testExamplesOfRules() throws {
    let schema = try EmbeddedDefinitions.schema()
    for rule in MapRules.all where !rule.wrong.filter({ $0.language == .map }).isEmpty {
      for example in rule.wrong {
        let library = try MapLibrary(
          schema: schema, files: [MapFile(name: "wrong.yaml", text: ContiguousArray(example.text.utf8))])
        XCTAssertTrue(library.problems.contains { $0.finding.rule == rule.code }, "\(rule.name): \(example.text)")
        XCTAssertTrue(library.problems.allSatisfy { $0.finding.span.length > 0 }, "\(rule.name) has a place")
      }
      for example in rule.right {
        let library = try MapLibrary(
          schema: schema, files: [MapFile(name: "right.yaml", text: ContiguousArray(example.text.utf8))])
        XCTAssertEqual(library.problems.map(\.detail), [], "\(rule.name): \(example.text)")
      }
    }
  }

  /// The rules about conversions, by the messages that are their examples.
  func testExamplesOfConversionRules() throws {
    for rule in MapRules.all where rule.wrong.contains(where: { $0.language == .hl7v2 }) {
      for example in rule.wrong {
        XCTAssertTrue(try Converting(example.text).findings.contains { $0.hasPrefix(rule.name) }, rule.name)
      }
      for example in rule.right {
        XCTAssertFalse(try Converting(example.text).findings.contains { $0.hasPrefix(rule.name) }, rule.name)
      }
    }
  }

  func testRulesAreWellFormed() {
    let rules = MapRules.all + VaccinationRules.all
    XCTAssertEqual(Set(rules.map(\.code)).count, rules.count)
    for rule in rules {
      XCTAssertFalse(rule.wrong.isEmpty || rule.right.isEmpty, rule.name)
      XCTAssertFalse(rule.message.hasSuffix("."), rule.name)
    }
  }
}
