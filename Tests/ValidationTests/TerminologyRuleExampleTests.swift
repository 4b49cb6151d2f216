import Diagnostics
import XCTest

@testable import Validation

/// The examples of the rules of codes, and what depends on options.
final class TerminologyRuleExampleTests: XCTestCase {
  private func names(_ text: String, _ context: ValidationContext) throws -> [String] {
    let registry = RuleRegistry([TerminologyRules.all])
    return try FullyChecked(text, context).findings.findings.compactMap { registry[$0.rule]?.name }
  }

  private func context(_ options: ValidationOptions = ValidationOptions()) throws -> ValidationContext {
    ValidationContext(schema: try R4.schema.get(), options: options) { R4.units }
  }

  func testWrongExamplesBreakTheirRule() throws {
    let context = try context()
    for rule in TerminologyRules.all {
      for example in rule.wrong {
        let found = try names(example.text, context).filter { $0 != TerminologyRules.notDecidable.name }
        XCTAssertEqual(found, [rule.name], "\(rule.name): \(example.text)")
      }
    }
  }

  func testRightExamplesBreakNoRule() throws {
    let context = try context()
    for rule in TerminologyRules.all {
      for example in rule.right {
        let found = try names(example.text, context).filter { $0 != TerminologyRules.notDecidable.name }
        XCTAssertEqual(found, [], "\(rule.name): \(example.text)")
      }
    }
  }

  func testWhatCannotBeDecidedIsSaidOnceForEachSystem() throws {
    let text = #"""
      {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"},
      {"system":"http://loinc.org","code":"29463-7"},{"system":"http://snomed.info/sct","code":"22298006"}]}}
      """#
    let checked = try FullyChecked(text, try context())
    let found = checked.findings.findings.filter { $0.rule == TerminologyRules.notDecidable.code }
    XCTAssertEqual(found.count, 2)
    XCTAssertTrue(found.allSatisfy { $0.severity == .information })
    XCTAssertTrue(checked.findings.texts.contains { $0.contains("2 codes") })
  }

  func testDisplaysFollowOptionsAndLanguages() throws {
    func observation(_ language: String) -> String {
      #"{"resourceType":"Observation",\#(language)"status":"final","code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Labor"}]}}"#
    }
    var options = ValidationOptions()
    options.wrongDisplay = .error
    let checked = try FullyChecked(observation(""), try context(options))
    XCTAssertEqual(
      checked.findings.findings.filter { $0.rule == TerminologyRules.wrongDisplay.code }.map(\.severity), [.error])
    XCTAssertEqual(try names(observation(#""language":"de","#), try context(options)), [])
    options.wrongDisplay = nil
    XCTAssertEqual(try names(observation(""), try context(options)), [])
  }

  func testMediaTypesAndLanguages() throws {
    let context = try context()
    func rules(_ attachment: String) throws -> [String] {
      let registry = RuleRegistry([TerminologyRules.all, ValidationRules.all])
      return try FullyChecked(
        #"{"resourceType":"Patient","photo":[{\#(attachment)}]}"#, context
      ).findings.findings.compactMap { registry[$0.rule]?.name }.filter { $0 != "not-decidable-offline" }
    }
    XCTAssertEqual(try rules(#""url":"http://example.org/a.png","contentType":"image/png","language":"en-GB""#), [])
    XCTAssertEqual(try rules(#""url":"http://example.org/a.png","contentType":"png""#), ["code-not-in-value-set"])
    XCTAssertEqual(
      try rules(#""url":"http://example.org/a.png","contentType":"image/png","language":"en_GB""#), ["not-in-maximum-value-set"])
  }
}
