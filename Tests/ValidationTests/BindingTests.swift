import Diagnostics
import Packages
import Schema
import Terminology
import XCTest

@testable import Validation

/// Bindings of profiles, additional bindings and value sets that bound others, with local value sets; and what is asked of others.
final class BindingTests: XCTestCase {
  private static let base = "http://example.org/b/"

  private static func valueSet(_ name: String, _ include: String, exclude: String = "[]") -> (String, String) {
    (
      "vs-\(name).json",
      """
      {"resourceType":"ValueSet","url":"\(base)vs-\(name)","version":"1","name":"\(name)","status":"active",
      "compose":{"include":[\(include)],"exclude":\(exclude)}}
      """
    )
  }

  /// A profile of Patient with a binding of `maritalStatus`.
  private static func profile(_ name: String, _ binding: String) -> (String, String) {
    (
      "p-\(name).json",
      """
      {"resourceType":"StructureDefinition","url":"\(base)p-\(name)","name":"\(name)","status":"active","kind":"resource",
      "abstract":false,"type":"Patient","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
      "derivation":"constraint","differential":{"element":[{"path":"Patient.maritalStatus","binding":{\(binding)}}]}}
      """
    )
  }

  private static func additional(_ purpose: String, _ valueSet: String) -> String {
    """
    {"url":"http://hl7.org/fhir/tools/StructureDefinition/additional-binding","extension":[
    {"url":"purpose","valueCode":"\(purpose)"},{"url":"valueSet","valueCanonical":"\(base)vs-\(valueSet)"}]}
    """
  }

  private static let resources: [(String, String)] = [
    (
      "cs.json",
      """
      {"resourceType":"CodeSystem","url":"\(base)cs","name":"cs","status":"active","content":"complete","caseSensitive":true,
      "concept":[{"code":"a","concept":[{"code":"a1"},{"code":"a2"}]},{"code":"b"}]}
      """
    ),
    valueSet("all", #"{"system":"\#(base)cs"}"#),
    valueSet(
      "some", #"{"system":"\#(base)cs","filter":[{"property":"concept","op":"is-a","value":"a"}]}"#,
      exclude: #"[{"system":"\#(base)cs","concept":[{"code":"a2"}]}]"#),
    valueSet("open", #"{"system":"http://snomed.info/sct","filter":[{"property":"concept","op":"is-a","value":"404684003"}]}"#),
    profile("required", #""strength":"required","valueSet":"\#(base)vs-some""#),
    profile("extensible", #""strength":"extensible","valueSet":"\#(base)vs-some""#),
    profile(
      "maximum",
      #""strength":"preferred","valueSet":"\#(base)vs-some","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet","valueCanonical":"\#(base)vs-all"}]"#
    ),
    profile(
      "additional",
      #""strength":"extensible","valueSet":"\#(base)vs-all","extension":[\#(additional("required", "some"))]"#),
    profile(
      "additional-maximum",
      #""strength":"example","valueSet":"\#(base)vs-some","extension":[\#(additional("maximum", "some"))]"#),
    profile("asked", #""strength":"required","valueSet":"\#(base)vs-open""#),
    profile("asked-gently", #""strength":"extensible","valueSet":"\#(base)vs-open""#),
  ]

  private static let schema = Result {
    try DefinitionLoader().load(resources: resources.map { .init(name: $0.0, bytes: Array($0.1.utf8)) }).schema
  }

  private static let rules = RuleRegistry([ValidationRules.all, TerminologyRules.all])

  /// Rules and severities of the findings on a Patient under a profile, those of Patient's own binding left out.
  private func found(_ profile: String, _ codings: String..., terminology: (any TerminologyAnswers)? = nil) throws -> [String] {
    var options = ValidationOptions()
    options.terminology = terminology
    let text = """
      {"resourceType":"Patient","meta":{"profile":["\(Self.base)p-\(profile)"]},
      "maritalStatus":{"coding":[\(codings.joined(separator: ","))]}}
      """
    let context = ValidationContext(schema: try Self.schema.get(), options: options)
    let checked = try FullyChecked(text, context)
    return checked.findings.findings.compactMap { finding in
      guard let rule = Self.rules[finding.rule] else { return nil }
      if finding.definition != Finding.noDefinition {
        let owner = context.schema.tables.elements[Int(finding.definition)].owner
        if !context.schema.tables.types[owner.index].isProfile { return nil }
      }
      return "\(rule.name) \(finding.severity)"
    }
  }

  private func coding(_ code: String, _ system: String = base + "cs") -> String { #"{"system":"\#(system)","code":"\#(code)"}"# }

  func testBindingsOfProfiles() throws {
    XCTAssertEqual(try found("required", coding("a1")), [])
    XCTAssertEqual(try found("required", coding("b"), coding("a")), [])
    XCTAssertEqual(try found("required", coding("a2")), ["concept-not-in-value-set error"])
    XCTAssertEqual(try found("required", coding("b")), ["concept-not-in-value-set error"])
    XCTAssertEqual(try found("extensible", coding("b")), ["not-in-extensible-value-set warning"])
  }

  func testMaximumValueSets() throws {
    XCTAssertEqual(try found("maximum", coding("a1")), [])
    XCTAssertEqual(try found("maximum", coding("b")), ["not-in-preferred-value-set information"])
    XCTAssertEqual(try found("maximum", coding("x", "http://example.org/other")).first, "not-in-maximum-value-set error")
  }

  func testAdditionalBindings() throws {
    XCTAssertEqual(try found("additional", coding("a1")), [])
    XCTAssertEqual(try found("additional", coding("b")), ["not-in-additional-value-set error"])
    XCTAssertEqual(try found("additional-maximum", coding("a")), [])
    XCTAssertEqual(try found("additional-maximum", coding("a2")), ["not-in-maximum-value-set error"])
  }

  func testAnswersDecideWhatIsOpen() throws {
    let snomed = "http://snomed.info/sct"
    let code = coding("22298006", snomed)
    XCTAssertEqual(try found("asked", code), ["not-decidable-offline information"])
    XCTAssertEqual(try found("asked", code, terminology: Oracle { _ in CodeAnswer(.valid) }), [])
    let outside = Oracle { $0.valueSet == nil ? CodeAnswer(.valid) : CodeAnswer(.notMember, message: "no") }
    XCTAssertEqual(try found("asked", code, terminology: outside), ["not-in-value-set-by-terminology error"])
    XCTAssertEqual(try found("asked-gently", code, terminology: outside), ["not-in-value-set-by-terminology warning"])
    XCTAssertTrue(outside.asked.contains { $0.valueSet == Self.base + "vs-open|1" && $0.code == "22298006" })
    // That it does not exist is said once.
    let unknown = Oracle { _ in CodeAnswer(.unknownCode, message: "no") }
    XCTAssertEqual(try found("asked", code, terminology: unknown), ["code-refused-by-terminology error"])
    // One of several is enough.
    let one = Oracle { $0.valueSet == nil || $0.code == "22298006" ? CodeAnswer(.valid) : CodeAnswer(.notMember) }
    XCTAssertEqual(try found("asked", coding("24700007", snomed), code, terminology: one), [])
  }

  func testWithoutAnAnswerNothingIsSaidAgainstTheRecord() throws {
    let code = coding("22298006", "http://snomed.info/sct")
    let broken = Oracle { _ in CodeAnswer(.failed("no connection")) }
    XCTAssertEqual(try found("asked", code, terminology: broken), ["terminology-server-failed warning"])
    let helpless = Oracle { _ in CodeAnswer(.undecided("not here either")) }
    XCTAssertEqual(try found("asked", code, terminology: helpless), ["not-decidable-offline information"])
  }

  func testNobodyIsAskedWhatIsKnown() throws {
    let oracle = Oracle { _ in CodeAnswer(.failed("")) }
    _ = try found("required", coding("a1"), terminology: oracle)
    _ = try found("required", coding("b"), terminology: oracle)
    XCTAssertTrue(oracle.asked.allSatisfy { $0.system != Self.base + "cs" }, "\(oracle.asked)")
  }

  func testDisplaysAndRemarks() throws {
    let answer = CodeAnswer(
      .valid, displayFault: "Wrong name 'private words'", remarks: [.init(severity: .warning, text: "retired")])
    let oracle = Oracle { $0.valueSet == nil ? answer : CodeAnswer(.valid) }
    let code = #"{"system":"http://snomed.info/sct","code":"22298006","display":"private words"}"#
    XCTAssertEqual(
      try found("asked", code, terminology: oracle), ["display-refused-by-terminology warning", "remark-of-terminology warning"])
    var options = ValidationOptions()
    options.terminology = oracle
    let checked = try FullyChecked(
      #"{"resourceType":"Observation","status":"final","code":{"coding":[\#(code)]}}"#,
      ValidationContext(schema: try Self.schema.get(), options: options))
    XCTAssertTrue(checked.findings.texts.contains { $0.contains("Wrong name '…'") }, "\(checked.findings.texts)")
  }
}

/// Somebody to ask in tests, who remembers what was asked.
final class Oracle: TerminologyAnswers, @unchecked Sendable {
  let name = "the oracle"
  private let reply: (CodeRequest) -> CodeAnswer
  private(set) var asked: [CodeRequest] = []

  init(_ reply: @escaping (CodeRequest) -> CodeAnswer) { self.reply = reply }

  func answers(to requests: [CodeRequest]) -> [CodeAnswer] {
    asked += requests
    return requests.map(reply)
  }
}
