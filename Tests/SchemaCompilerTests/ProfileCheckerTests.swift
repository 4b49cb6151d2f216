import Definitions
import Diagnostics
import SchemaCompiler
import XCTest

final class ProfileCheckerTests: XCTestCase {
  /// The embedded definitions of FHIR R4, as they stand in the repository.
  private static let core = Result {
    DefinitionSet([try ProfileFolder.read("\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/fhir-r4").package])
  }

  private func check(_ text: String) throws -> [Diagnostic] {
    var checker = ProfileChecker(try Self.core.get())
    return checker.check(text.utf8, file: "profile.yaml")
  }

  func testExamplesOfRules() throws {
    for rule in ProfileRules.all + SnapshotRules.all {
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
    var checker = ProfileChecker(try Self.core.get())
    let errors = try checker.check(path: root + "/Profiles/fhir-r4").filter { $0.severity >= .error }
    XCTAssertEqual(errors.map(\.message), [])
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
