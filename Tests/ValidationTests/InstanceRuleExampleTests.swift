import Diagnostics
import XCTest

@testable import Validation

/// The examples of the rules of Bundles, references, contained resources and questionnaires, checked in full.
final class InstanceRuleExampleTests: XCTestCase {
  private static let rules = BundleRules.all + ReferenceRules.all + QuestionnaireRules.all + MeasureRules.all + ElementRules.all

  private func names(_ example: RuleExample, _ context: ValidationContext) throws -> [String] {
    let checked = try FullyChecked(example.text, context)
    let registry = RuleRegistry([ValidationRules.all, InvariantRules.all, InstanceRuleExampleTests.rules])
    // Best practice, such as a narrative for every resource, is not what the examples are about, nor are codes.
    let others = Set([InvariantRules.all[0].code] + TerminologyRules.all.map(\.code))
    return checked.findings.findings.filter { !others.contains($0.rule) }
      .map { registry[$0.rule]?.name ?? "\($0.rule.rawValue)" }
  }

  func testWrongExamplesBreakTheirRuleAndNoOther() throws {
    let context = ValidationContext(schema: try R4.schema.get())
    for rule in InstanceRuleExampleTests.rules {
      for example in rule.wrong { XCTAssertEqual(try names(example, context), [rule.name], "\(rule.name): \(example.text)") }
    }
  }

  func testRightExamplesBreakNoRule() throws {
    let context = ValidationContext(schema: try R4.schema.get())
    for rule in InstanceRuleExampleTests.rules {
      for example in rule.right { XCTAssertEqual(try names(example, context), [], "\(rule.name): \(example.text)") }
    }
  }
}
