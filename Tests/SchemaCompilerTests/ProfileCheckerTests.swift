import Definitions
import Diagnostics
import EmbeddedDefinitions
import SchemaCompiler
import XCTest

final class ProfileCheckerTests: XCTestCase {
  private func check(_ text: String) throws -> [Diagnostic] {
    var checker = ProfileChecker(try EmbeddedDefinitions.schema())
    return checker.check(text.utf8, file: "profile.yaml")
  }

  func testExamplesOfRules() throws {
    for rule in ProfileRules.all {
      for example in rule.wrong {
        let found = try check(example.text)
        XCTAssertTrue(found.contains { $0.ruleID == rule.id }, "\(rule.id): \(found.map(\.message)) in \(example.text)")
      }
      for example in rule.right {
        XCTAssertEqual(try check(example.text).map(\.message), [], "\(rule.id): \(example.text)")
      }
    }
  }

  func testMisspeltElementIsMarkedAndTheRightOneNamed() throws {
    let found = try check(
      """
      resource-profile: MyPatient
      url: http://example.org/MyPatient
      type: Patient
      base: Patient
      elements:
        contact:
          elements:
            gendre: {occurs: 1..1}
      """)
    XCTAssertEqual(found.map(\.message), ["`Patient.contact` has no element `gendre`; did you mean `gender`?"])
    XCTAssertEqual(found.first?.location?.line, 8)
    XCTAssertEqual(found.first?.location?.column, 7)
    XCTAssertEqual(found.first?.instancePath, "elements.contact.elements.gendre")
  }

  func testEmbeddedProfilesOfTheStandardHaveNoErrors() throws {
    let root = "\(#filePath)".components(separatedBy: "/Tests/")[0]
    var checker = ProfileChecker(try EmbeddedDefinitions.schema())
    XCTAssertEqual(try checker.check(path: root + "/Profiles/fhir-r4").map(\.message), [])
  }

  func testSlicesAreCheckedLikeTheElementTheySlice() throws {
    let found = try check(
      """
      resource-profile: MyPatient
      url: http://example.org/MyPatient
      type: Patient
      base: Patient
      elements:
        identifier:
          slicing: {by: [{value: system}], rules: open}
          slices:
            nhsNumber:
              occurs: 0..1
              elements:
                system: {occurs: 1..1, fixedUri: https://fhir.nhs.uk/Id/nhs-number}
                sistem: {occurs: 1..1}
      """)
    XCTAssertEqual(found.map(\.message), ["`Identifier` has no element `sistem`; did you mean `system`?"])
  }
}
