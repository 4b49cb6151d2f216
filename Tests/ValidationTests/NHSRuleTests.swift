import Definitions
import Diagnostics
import XCTest

@testable import Validation

/// The examples of the rules for national identifiers and codes, checked in full with the facts of `Profiles/nhs`.
final class NHSRuleTests: XCTestCase {
  private static let folder = "\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/nhs"

  private func context() throws -> ValidationContext {
    let files = try FileSystem.files(under: NHSRuleTests.folder).filter { $0.hasSuffix(".yaml") }
    let contents = try files.map { try FileSystem.read(NHSRuleTests.folder + "/" + $0) }
    let facts = NHSFacts(contents)
    return ValidationContext(schema: try R4.schema.get(), nhs: { facts })
  }

  private func names(_ example: RuleExample, _ context: ValidationContext) throws -> [String] {
    let checked = try FullyChecked(example.text, context)
    let registry = RuleRegistry([NHSRules.all])
    return checked.findings.findings.compactMap { registry[$0.rule]?.name }
  }

  func testWrongExamplesBreakTheirRuleAndRightOnesNone() throws {
    let context = try context()
    for rule in NHSRules.all {
      XCTAssertFalse(rule.wrong.isEmpty || rule.right.isEmpty, rule.name)
      for example in rule.wrong { XCTAssertEqual(try names(example, context), [rule.name], example.text) }
      for example in rule.right { XCTAssertEqual(try names(example, context), [], "\(rule.name): \(example.text)") }
    }
  }

  /// What is proposed instead is right.
  func testRepairsAreRight() throws {
    let context = try context()
    for rule in NHSRules.all where rule.repair != nil {
      for example in rule.wrong {
        let checked = try FullyChecked(example.text, context)
        let finding = try XCTUnwrap(checked.findings.findings.first { $0.rule == rule.code })
        XCTAssertEqual(finding.expected.kind, .text, rule.name)
        let repair = checked.findings.texts[Int(finding.expected.value)]
        var bytes = Array(example.text.utf8)
        bytes.replaceSubrange(finding.span.range, with: Array(repair.utf8))
        let mended = RuleExample(.json, String(decoding: bytes, as: UTF8.self))
        XCTAssertEqual(try names(mended, context), [], "\(rule.name): \(mended.text)")
      }
    }
  }

  func testPostcodesOfOtherCountriesAreLeftAlone() throws {
    let context = try context()
    for address in [#"{"postalCode":"3999"}"#, #"{"postalCode":"12345","country":"US"}"#] {
      let example = RuleExample(.json, #"{"resourceType":"Patient","address":["# + address + "]}")
      XCTAssertEqual(try names(example, context), [])
    }
    let british =
      #"{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}],"address":[{"postalCode":"3999"}]}"#
    XCTAssertEqual(try names(RuleExample(.json, british), context), ["postcode-malformed"])
  }

  func testEveryLineOfTheFactsIsUnderstood() throws {
    for name in ["identifiers.yaml", "code-lists.yaml"] {
      let text = String(decoding: try FileSystem.read(NHSRuleTests.folder + "/" + name), as: UTF8.self)
      let facts = NHSFacts([Array(text.utf8)])
      if name == "identifiers.yaml" {
        let systems = text.components(separatedBy: "misspelt-systems:")[0].split(separator: "\n").filter { $0.hasPrefix("  ") }
        for line in systems {
          let system = line.dropFirst(2).components(separatedBy: ": ")[0]
          XCTAssertNotNil(facts.identifiers[ContiguousArray(system.utf8).span], system)
        }
        XCTAssertFalse(facts.verificationExtension.isEmpty || facts.britishProfiles.isEmpty)
      } else {
        for line in text.split(separator: "\n") where line.hasPrefix("  http") {
          let system = line.dropFirst(2).components(separatedBy: ": ")[0]
          XCTAssertNotNil(facts.codeLists[ContiguousArray(system.utf8).span], system)
        }
      }
    }
  }
}
