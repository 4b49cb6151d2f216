import Diagnostics
import SourceTree
import XCTest

final class LimitRulesTests: XCTestCase {
  func testEveryBreachHasARuleOfItsOwn() {
    let codes = LimitBreach.allCases.map { LimitRules.rule(for: $0).code }
    XCTAssertEqual(Set(codes).count, LimitBreach.allCases.count)
    XCTAssertEqual(Set(codes), Set(LimitRules.all.map(\.code)))
  }

  func testAFindingCarriesTheLimit() {
    let limits = Limits(depth: 7)
    let finding = LimitRules.finding(.depth, limits: limits, span: SourceSpan(offset: 3, length: 1))
    XCTAssertEqual(finding.rule, LimitRules.depth.code)
    XCTAssertEqual(finding.expected, .number(7))
    XCTAssertEqual(finding.severity, .fatal)
    XCTAssertEqual(LimitRules.depth.id, "SRC-0001")
  }
}
