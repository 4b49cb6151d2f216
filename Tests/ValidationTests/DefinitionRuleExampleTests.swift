import Diagnostics
import XCTest

@testable import Validation

/// The examples of the rules of what texts hold and of the resources that define, checked in full.
final class DefinitionRuleExampleTests: XCTestCase {
  private static let rules = SecurityRules.all + DefinitionRules.all + NarrativeLinkRules.all

  /// The rules that are broken; warnings only of the rule that is looked at.
  private func names(
    _ example: RuleExample, _ context: ValidationContext, _ rule: Rule? = nil
  ) throws -> [String] {
    let checked = try FullyChecked(example.text, context)
    let registry = RuleRegistry([
      ValidationRules.all, InvariantRules.all, BundleRules.all, ReferenceRules.all, DefinitionRuleExampleTests.rules,
    ])
    return checked.findings.findings.filter { $0.severity > .warning || $0.rule == rule?.code }
      .map { registry[$0.rule]?.name ?? "\($0.rule.rawValue)" }
  }

  func testWrongExamplesBreakTheirRuleAndNoOther() throws {
    let context = ValidationContext(schema: try R4.schema.get(), facts: { RecordFactsTests.facts })
    for rule in DefinitionRuleExampleTests.rules {
      for example in rule.wrong {
        XCTAssertEqual(try names(example, context, rule), [rule.name], "\(rule.name): \(example.text)")
      }
    }
  }

  func testRightExamplesBreakNoRule() throws {
    let context = ValidationContext(schema: try R4.schema.get(), facts: { RecordFactsTests.facts })
    for rule in DefinitionRuleExampleTests.rules {
      for example in rule.right { XCTAssertEqual(try names(example, context, rule), [], "\(rule.name): \(example.text)") }
    }
  }

  func testTagsAreLookedForWhenAskedFor() throws {
    var options = ValidationOptions()
    options.checksSecurity = true
    options.allowsHTMLInMarkdown = false
    let context = ValidationContext(schema: try R4.schema.get(), options: options)
    let cases: [(String, [String])] = [
      (#"{"resourceType":"Patient","name":[{"text":"a <script>b"}]}"#, ["html-in-string"]),
      (#"{"resourceType":"Patient","name":[{"text":"1 < 2 > 0, a <"}]}"#, []),
      (#"{"resourceType":"Basic","code":{"text":"\u003cb\u003e"}}"#, ["html-in-string"]),
      (
        #"{"resourceType":"Organization","name":"a","extension":[{"url":"http://example.org/e","valueMarkdown":"<b>"}]}"#,
        ["html-in-markdown"]
      ),
    ]
    for (text, expected) in cases { XCTAssertEqual(try names(RuleExample(.json, text), context), expected, text) }
  }
}
