import Diagnostics
import XCTest

@testable import Validation

/// Invariants that R4 publishes with a slip, and extensions that are meant for everything.
final class MendedInvariantsTests: XCTestCase {
  private func assessment(_ prediction: String) -> String {
    #"{"resourceType":"RiskAssessment","status":"final","subject":{"reference":"Patient/1"},"prediction":[{"outcome":{"text":"a"}"#
      + prediction + "}]}"
  }

  func testAPredictionNeedsNoProbability() throws {
    XCTAssertFalse(try FullyChecked(assessment("")).lines.contains { $0.hasPrefix("ras-2") })
    XCTAssertFalse(try FullyChecked(assessment(#","probabilityDecimal":99.5"#)).lines.contains { $0.hasPrefix("ras-2") })
    XCTAssertFalse(
      try FullyChecked(assessment(#","probabilityRange":{"low":{"value":1}}"#)).lines.contains { $0.hasPrefix("ras-2") })
  }

  func testAProbabilityAbove100IsFound() throws {
    XCTAssertTrue(
      try FullyChecked(assessment(#","probabilityDecimal":100.5"#)).lines.contains("ras-2 at RiskAssessment.prediction[0]"))
  }

  func testAnExtensionMeantForElementStandsOnResourcesToo() throws {
    let text =
      #"{"resourceType":"Questionnaire","status":"active","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-library","#
      + #""valueCanonical":"http://example.org/Library/a"}]}"#
    let checked = try FullyChecked(text)
    XCTAssertFalse(checked.findings.findings.contains { $0.severity >= .error })
  }
}
