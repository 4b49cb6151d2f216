import Diagnostics
import Packages
import XCTest

@testable import Validation

/// A record that asks for a definition which cannot be used is told so; others are checked as ever.
final class BrokenDefinitionTests: XCTestCase {
  private static let rules = RuleRegistry([ValidationRules.all, InvariantRules.all, ConformanceRules.all, ExtensionRules.all])

  private static let context = Result {
    let resources = [
      TestProfiles.profile("sound", of: "Patient", #"{"path":"Patient.gender","min":1}"#),
      (
        "lost.json",
        Array(
          """
          {"resourceType":"StructureDefinition","url":"\(TestProfiles.url)lost","name":"Lost","kind":"resource","abstract":false,
          "type":"Patient","baseDefinition":"http://example.org/gone","derivation":"constraint",
          "differential":{"element":[{"path":"Patient.gender","min":1}]}}
          """.utf8)
      ),
      TestProfiles.profile(
        "later", of: "Extension",
        """
        {"path":"Extension"},{"path":"Extension.url","fixedUri":"\(TestProfiles.url)later"},
        {"id":"Extension.value[x]","path":"Extension.value[x]","type":[{"code":"CodeableReference"}]}
        """, more: #""context":[{"type":"element","expression":"Patient"}],"#),
    ]
    let loaded = try DefinitionLoader().load(resources: resources.map { .init(name: $0.0, bytes: $0.1) })
    XCTAssertEqual(
      loaded.diagnostics.diagnostics.filter { $0.severity == .error }.map(\.ruleName).sorted(),
      ["definition-base-unknown", "definition-type-unknown", "profile-type-not-allowed"])
    return ValidationContext(schema: loaded.schema)
  }

  private func errors(_ record: String) throws -> [String] {
    let checked = try FullyChecked(record, Self.context.get())
    var errors: [String] = []
    for (finding, line) in zip(checked.findings.findings, checked.lines) where finding.severity >= .error {
      let path = line.split(separator: " ").last.map(String.init) ?? ""
      errors.append((Self.rules[finding.rule]?.name ?? "unknown") + " at " + path)
    }
    return errors
  }

  func testWhoAsksForABrokenDefinitionIsTold() throws {
    XCTAssertEqual(
      try errors(#"{"resourceType":"Patient","meta":{"profile":["\#(TestProfiles.url)lost"]}}"#), ["profile-broken at Patient"])
    XCTAssertEqual(
      try errors(#"{"resourceType":"Patient","extension":[{"url":"\#(TestProfiles.url)later","valueString":"x"}]}"#).prefix(1),
      ["profile-broken at Patient.extension[0]"])
  }

  func testOtherRecordsAreCheckedAsEver() throws {
    XCTAssertEqual(try errors(#"{"resourceType":"Patient","active":true}"#), [])
    XCTAssertEqual(
      try errors(#"{"resourceType":"Patient","meta":{"profile":["\#(TestProfiles.url)sound"]}}"#),
      ["profile-cardinality-below-minimum at Patient"])
  }
}
