import Definitions
import XCTest

final class ProfileLanguageTests: XCTestCase {
  private let profile = """
    resource-profile: MyPatient
    url: http://example.org/MyPatient
    version: "2.0"
    type: Patient
    base: Patient
    invariants:
      my-1: {expression: name.exists(), severity: warning, best-practice: true, message: give a name}
    elements:
      identifier:
        occurs: 1..
        flags: [must-support]
        slicing: {by: [{value: system}, {exists: period.end}], rules: openAtEnd, ordered: true}
        slices:
          nhsNumber:
            occurs: 0..1
            invariants: {my-2: {expression: value.length() = 10}}
            elements:
              system: {occurs: 1..1, fixedUri: https://fhir.nhs.uk/Id/nhs-number}
              value: {occurs: 1..1, maximum-length: 10}
      deceased[x]: {types: [boolean, dateTime]}
      multipleBirth[x]: {type: integer, minValueInteger: 1, maxValueInteger: 9}
      maritalStatus:
        binding: {extensible: http://example.org/ValueSet/marital, maximum: all-languages}
        patternCodeableConcept:
          coding: [{system: http://example.org, code: "1", userSelected: true}]
      generalPractitioner: {occurs: ..3, references: [Organization, http://example.org/MyGP]}
      photo:
        type: {type: Attachment, profiles: [http://example.org/Photo]}

    """

  private struct NoStructure: Error {}

  private func structure(_ text: String) throws -> StructureDefinition {
    let file = ProfileReader.read(text.utf8, file: "p.yaml")
    XCTAssertEqual(file.diagnostics.diagnostics.map(\.message), [])
    guard case .structure(let definition) = file.definition else { throw NoStructure() }
    return definition
  }

  func testEverythingIsReadAndWrittenBack() throws {
    let definition = try structure(profile)
    XCTAssertEqual(definition.name, "MyPatient")
    XCTAssertEqual(definition.version, "2.0")
    XCTAssertEqual(
      definition.differential.map(\.id).prefix(4),
      [
        "Patient", "Patient.identifier", "Patient.identifier:nhsNumber", "Patient.identifier:nhsNumber.system",
      ])
    let byID = Dictionary(uniqueKeysWithValues: definition.differential.map { ($0.id, $0) })
    XCTAssertEqual(byID["Patient.identifier"]?.minimum, 1)
    XCTAssertNil(byID["Patient.identifier"]?.maximum)
    XCTAssertEqual(byID["Patient.identifier:nhsNumber.value"]?.path, "Patient.identifier.value")
    XCTAssertEqual(byID["Patient.identifier"]?.slicing?.discriminators.map(\.kind), [.value, .exists])
    XCTAssertEqual(
      byID["Patient.maritalStatus"]?.pattern?.json,
      #"{"coding":[{"system":"http://example.org","code":"1","userSelected":true}]}"#)
    XCTAssertEqual(byID["Patient.multipleBirth[x]"]?.maximumValue, TypedValue(type: "integer", json: "9"))
    XCTAssertEqual(
      byID["Patient.generalPractitioner"]?.types.first?.targetProfiles.map(\.url),
      ["http://hl7.org/fhir/StructureDefinition/Organization", "http://example.org/MyGP"])
    XCTAssertEqual(try structure(ProfileWriter.write(definition)), definition)
  }

  func testTextsThatLookLikeSomethingElseSurvive() throws {
    for text in [
      "true", "1.0", "", "~", "a: b", "x #y", "*", "- a", "'", "\"", "ä\u{7F}\n\t", "[x]", "a, b", "no", "null", "0x1F", " a ",
    ] {
      var valueSet = ValueSet(url: "http://x", name: "n")
      valueSet.includes = [
        .init(system: "http://s", concepts: [.init(code: text.isEmpty ? "e" : text, display: text)])
      ]
      let written = ProfileWriter.write(valueSet)
      let read = ProfileReader.read(written.utf8, file: "v.yaml")
      XCTAssertEqual(read.definition, .valueSet(valueSet), written)
    }
  }

  func testLongExpressionsAreFoldedWithoutChange() throws {
    var definition = StructureDefinition(url: "http://x/T", name: "T", kind: .complexType, type: "T")
    var element = ElementDefinition(id: "T", path: "T")
    let words = (0..<60).map { "part\($0).where(x = 'a  b') and" }.joined(separator: " ")
    element.constraints = [Constraint(key: "t-1", severity: .error, expression: words)]
    definition.differential = [element]
    let text = ProfileWriter.write(definition)
    XCTAssertTrue(text.split(separator: "\n").allSatisfy { $0.count <= 130 })
    XCTAssertEqual(try structure(text), definition)
  }

  func testMistakesAreMarked() {
    let file = ProfileReader.read(
      """
      resource-profile: P
      url: http://x/P
      type: Patient
      elements:
        name:
          ocurs: 1..1
          flags: [must-suport]
      """.utf8, file: "p.yaml")
    XCTAssertEqual(
      file.diagnostics.diagnostics.map(\.message),
      [
        "`ocurs` is not a key that can stand here; did you mean `occurs`?",
        "`must-suport` is not one of `must-support`, `modifier`, `summary`, `ordered`, `xml-attribute`, `xml-text`, `type-attribute`, `cda-text`, `xhtml`, `slice-is-constraining`; did you mean `must-support`?",
      ])
    XCTAssertEqual(file.diagnostics.diagnostics.map { $0.location?.line }, [6, 7])
  }
}
