import Diagnostics
import Validation
import XCTest

final class RuleExampleTests: XCTestCase {
  func testWrongExamplesBreakTheirRuleAndNoOther() throws {
    for rule in ValidationRules.all {
      for example in rule.wrong { XCTAssertEqual(try Checked(example).ruleIDs, [rule.id], "\(rule.name): \(example.text)") }
    }
  }

  func testRightExamplesBreakNoRule() throws {
    for rule in ValidationRules.all {
      for example in rule.right { XCTAssertEqual(try Checked(example).lines, [], "\(rule.name): \(example.text)") }
    }
  }

  func testRulesHaveDistinctCodesAndNames() {
    XCTAssertEqual(Set(ValidationRules.all.map(\.code)).count, ValidationRules.all.count)
    XCTAssertEqual(Set(ValidationRules.all.map(\.name)).count, ValidationRules.all.count)
    XCTAssertEqual(Set(ValidationRules.phrases.map(\.rawValue)).count, ValidationRules.phrases.count)
  }
}
