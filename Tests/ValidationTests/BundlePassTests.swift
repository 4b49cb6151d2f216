import Diagnostics
import XCTest

@testable import Validation

final class BundlePassTests: XCTestCase {
  /// `rule at path` for what the Bundle's own rules and those of references say.
  private func lines(_ text: String) throws -> [String] {
    let checked = try FullyChecked(text)
    let registry = RuleRegistry([BundleRules.all, ReferenceRules.all, ValidationRules.all])
    return zip(checked.findings.findings, checked.lines).compactMap { finding, line in
      registry[finding.rule].map { "\($0.name) at \(line.split(separator: " ").last ?? "")" }
    }
  }

  private func document(_ composition: String, _ entries: String...) -> String {
    let first =
      #"{"fullUrl":"http://example.org/fhir/Composition/1","resource":{"resourceType":"Composition","id":"1","status":"final","type":{"text":"Letter"},"date":"2024","author":[{"display":"A"}],"title":"Letter""#
      + composition + "}}"
    return
      #"{"resourceType":"Bundle","type":"document","identifier":{"system":"http://example.org/ids","value":"1"},"timestamp":"2024-01-01T00:00:00Z","entry":["#
      + ([first] + entries).joined(separator: ",") + "]}"
  }

  private func patient(_ url: String, _ id: String, version: String? = nil) -> String {
    let meta = version.map { #","meta":{"versionId":"\#($0)"}"# } ?? ""
    return #"{"fullUrl":"\#(url)","resource":{"resourceType":"Patient","id":"\#(id)","active":true\#(meta)}}"#
  }

  func testRelativeReferencesStartFromTheFullURLOfTheirEntry() throws {
    let subject = #","subject":{"reference":"Patient/1"}"#
    XCTAssertEqual(try lines(document(subject, patient("http://example.org/fhir/Patient/1", "1"))), [])
    XCTAssertEqual(
      try lines(document(subject, patient("http://example.org/other/Patient/1", "1"))),
      ["document-reference-elsewhere at Bundle.entry[0].resource.subject", "document-entry-unreachable at Bundle.entry[1]"])
  }

  func testAVersionIsThatOfTheResource() throws {
    let url = "http://example.org/fhir/Patient/1"
    let entries = [patient(url, "1", version: "1"), patient(url, "1", version: "2")]
    let right = document(#","subject":{"reference":"Patient/1/_history/1"},"custodian":{"display":"B"}"#, entries[0])
    XCTAssertEqual(try lines(right), [])
    let wrong = document(#","subject":{"reference":"Patient/1/_history/3"}"#, entries[0])
    XCTAssertEqual(try lines(wrong).first, "document-reference-elsewhere at Bundle.entry[0].resource.subject")
    let ambiguous = document(#","subject":{"reference":"Patient/1"}"#, entries[0], entries[1])
    XCTAssertTrue(
      try lines(ambiguous).contains("reference-ambiguous at Bundle.entry[0].resource.subject.reference"))
  }

  func testCaseMatters() throws {
    let lowercase = document(
      #","subject":{"reference":"http://example.org/fhir/patient/1"}"#, patient("http://example.org/fhir/Patient/1", "1"))
    XCTAssertEqual(
      try lines(lowercase).first, "document-reference-unresolved at Bundle.entry[0].resource.subject")
  }

  func testABundleInABundleHasReferencesOfItsOwn() throws {
    let inner =
      #"{"fullUrl":"http://example.org/fhir/Bundle/2","resource":{"resourceType":"Bundle","id":"2","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Basic","code":{"text":"a"},"subject":{"reference":"urn:uuid:a9e0d2c7-2f4c-4f6e-9d2f-0f6a9d9b8c11"}}}]}}"#
    let text = document(#","section":[{"title":"Inner","entry":[{"reference":"Bundle/2"}]}]"#, inner)
    XCTAssertEqual(
      try lines(text),
      ["urn-unresolved at Bundle.entry[1].resource.entry[0].resource.subject.reference"])
  }

  func testTimeGrowsWithTheSizeOfABundle() throws {
    func text(_ count: Int) -> String {
      let references = (0..<count).map { #"{"reference":"Patient/\#($0)"}"# }.joined(separator: ",")
      let entries = (0..<count).map { patient("http://example.org/fhir/Patient/\($0)", "\($0)") }
      return document(#","section":[{"title":"All","entry":[\#(references)]}]"#, entries.joined(separator: ","))
    }
    let context = ValidationContext(schema: try R4.schema.get())
    let clock = ContinuousClock()
    var small = Duration.zero
    var large = Duration.zero
    small = try clock.measure { XCTAssertTrue(try FullyChecked(text(200), context).findings.isEmpty) }
    large = try clock.measure { XCTAssertTrue(try FullyChecked(text(2000), context).findings.isEmpty) }
    XCTAssertLessThan(large / small, 40, "ten times the entries took \(large) instead of \(small)")
  }
}
