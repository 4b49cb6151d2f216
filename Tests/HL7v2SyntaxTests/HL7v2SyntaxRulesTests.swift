import Diagnostics
import HL7v2Syntax
import XCTest

final class HL7v2SyntaxRulesTests: XCTestCase {
  func testExamplesBreakAndKeepTheirRules() {
    for rule in HL7v2SyntaxRules.all {
      for example in rule.wrong {
        XCTAssertTrue(
          Reading(example.text).rules.contains(Reading.shortName(rule)), "\(rule.name): \(Reading(example.text).rules)")
      }
      for example in rule.right { XCTAssertFalse(Reading(example.text).rules.contains(Reading.shortName(rule)), rule.name) }
    }
  }

  func testEveryRuleThatCanHasExamples() {
    let without = HL7v2SyntaxRules.all.filter { $0.wrong.isEmpty || $0.right.isEmpty }.map(\.name)
    XCTAssertEqual(without, ["hl7-next-line-ends", "hl7-utf-16", "hl7-utf-16-damaged"])
  }

  func testCodesAreDistinctAndInTheirRange() {
    let codes = HL7v2SyntaxRules.all.map(\.code.rawValue)
    XCTAssertEqual(Set(codes).count, codes.count)
    XCTAssertTrue(codes.allSatisfy { 400..<500 ~= $0 })
  }
}
