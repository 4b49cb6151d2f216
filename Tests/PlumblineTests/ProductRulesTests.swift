import Diagnostics
import Foundation
import Reporting
import XCTest

@testable import Plumbline

/// What holds for every rule of the product.
final class ProductRulesTests: XCTestCase {
  private let rules = ProductRules.registry.rules

  func testCodesIdsAndNamesAreUnique() {
    for (what, values) in [
      ("code", rules.map { "\($0.code.rawValue)" }), ("id", rules.map(\.id)), ("name", rules.map(\.name)),
    ] {
      let repeated = Dictionary(grouping: values, by: { $0 }).filter { $1.count > 1 }.keys.sorted()
      XCTAssertEqual(repeated, [], "\(what)s that several rules have")
    }
  }

  func testNamesAreKebabCase() {
    for rule in rules {
      XCTAssertNotNil(rule.name.range(of: "^[a-z0-9]+(-[a-z0-9]+)*$", options: .regularExpression), rule.name)
      XCTAssertNotNil(rule.id.range(of: "^[A-Z0-9]+-[0-9]{4}$", options: .regularExpression), rule.id)
    }
  }

  func testEveryRuleIsExplained() {
    for rule in rules {
      XCTAssertGreaterThan(rule.summary.count, 10, rule.id)
      XCTAssertGreaterThan(rule.explanation.count, 10, rule.id)
      XCTAssertFalse(rule.message.isEmpty, rule.id)
    }
  }

  /// Rules that no short text can break.
  private static let withoutExample: [(rules: ClosedRange<String>, reason: String)] = [
    ("DEF-3000"..."DEF-3025", "needs a whole package; the tests of Definitions and SchemaCompiler make them"),
    ("DEF-3100"..."DEF-3111", "needs packages side by side or a lock file; the tests of Packages make them"),
    ("TERM-2704"..."TERM-2704", "needs a supplement; the tests of Validation's bindings make one"),
    ("TERM-2709"..."TERM-2709", "the code systems of the base have no retired codes"),
    ("TERM-2720"..."TERM-2721", "says what is not at hand; the tests of Validation's bindings look at it"),
    ("TERM-2731"..."TERM-2735", "needs a profile, or is advice only; the tests of Validation's bindings make them"),
    ("HL7-0659"..."HL7-0659", "needs a statement of a profile that leads nowhere; the tests of profile sets make one"),
    ("PRF-3300"..."PRF-3307", "about profiles of messages in XML; the tests of profile sets break them"),
    ("YAML-0520"..."YAML-0523", "depends on what the file is to hold; the tests of the profile language break it"),
  ]

  /// A rule without an example says why, in its explanation or here.
  func testEveryRuleHasAWrongExampleOrSaysWhyNot() {
    for rule in rules where rule.wrong.isEmpty && !Self.withoutExample.contains(where: { $0.rules.contains(rule.id) }) {
      XCTAssertTrue(rule.explanation.contains("No example is given"), "\(rule.id) \(rule.name)")
    }
  }

  func testMessagesFollowTheHouseStyle() {
    for rule in rules {
      XCTAssertFalse(rule.message.hasSuffix("."), "\(rule.id): \(rule.message)")
      for placeholder in MessageTemplate.placeholders(in: rule.message) {
        XCTAssertTrue(MessageTemplate.placeholders.contains(placeholder), "\(rule.id): {\(placeholder)}")
      }
    }
  }

  func testPhrasesAreUnique() {
    let numbers = ProductRules.phraseFamilies.flatMap { $0 }.map(\.rawValue)
    XCTAssertEqual(Set(numbers).count, numbers.count)
  }

  func testRulesAreFoundByIdAndName() throws {
    let rule = try XCTUnwrap(ProductRules.registry.rule(named: "src-0010"))
    XCTAssertEqual(ProductRules.registry.rule(named: rule.name)?.id, "SRC-0010")
    XCTAssertNil(ProductRules.registry.rule(named: "SRC-9999"))
  }
}
