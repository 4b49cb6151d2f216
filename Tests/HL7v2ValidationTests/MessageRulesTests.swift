import HL7v2Validation
import XCTest

final class MessageRulesTests: XCTestCase {
  func testExamplesBreakAndKeepTheirRules() throws {
    for rule in MessageRules.all {
      for example in rule.wrong {
        let found = try Checking(example.text)
        XCTAssertTrue(found.rules.contains(rule.code), "\(rule.name): \(found.lines)")
      }
      for example in rule.right {
        let found = try Checking(example.text)
        XCTAssertFalse(found.rules.contains(rule.code), "\(rule.name): \(found.lines)")
        XCTAssertEqual(found.errors, 0, "\(rule.name): \(found.lines)")
      }
    }
  }

  func testCodesAreDistinctAndInTheirRange() {
    XCTAssertEqual(Set(MessageRules.all.map(\.code)).count, MessageRules.all.count)
    for rule in MessageRules.all { XCTAssertTrue(600..<800 ~= rule.code.rawValue, rule.name) }
  }
}
