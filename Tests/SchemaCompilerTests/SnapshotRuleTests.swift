import Definitions
import SchemaCompiler
import XCTest

/// What a snapshot says of differentials that the YAML language cannot write, or that say it in an old or incomplete way.
final class SnapshotRuleTests: XCTestCase {
  private static let core = Result {
    DefinitionSet([try ProfileFolder.read("\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/fhir-r4").package])
  }

  private func read(_ text: String) throws -> StructureDefinition {
    var reader = DefinitionReader()
    guard case .structure(let definition) = reader.read(Array(text.utf8), file: "p.json") else { throw XCTSkip("not read") }
    XCTAssertFalse(reader.diagnostics.hasErrors)
    return definition
  }

  private func profile(_ elements: String, of type: String = "Patient", base: String? = nil, more: String = "") throws
    -> StructureDefinition
  {
    try read(
      """
      {"resourceType":"StructureDefinition","url":"http://example.org/P","name":"P","kind":"resource","abstract":false,
      "type":"\(type)","baseDefinition":"http://hl7.org/fhir/StructureDefinition/\(base ?? type)","derivation":"constraint",\(more)
      "differential":{"element":[\(elements)]}}
      """)
  }

  private func snapshot(_ definition: StructureDefinition, with others: [StructureDefinition] = []) throws
    -> (elements: [String: ElementDefinition], problems: [String])
  {
    var package = Package(name: "test", version: "1")
    package.structureDefinitions = others
    var definitions = try Self.core.get()
    definitions.add(package)
    var builder = SnapshotBuilder(definitions)
    let snapshot = try XCTUnwrap(builder.snapshot(of: definition))
    return (
      Dictionary(snapshot.tree.elements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      snapshot.problems.map(\.rule.name)
    )
  }

  private static let bySystem = #""slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}"#

  func testAProfileOnATypeIsOneOnThatType() throws {
    func problems(_ path: String, _ type: String, _ profile: String) throws -> [String] {
      let element =
        #"{"id":"\#(path)","path":"\#(path)","type":[{"code":"\#(type)","profile":["http://hl7.org/fhir/StructureDefinition/\#(profile)"]}]}"#
      return try snapshot(try self.profile(element, of: path.components(separatedBy: ".")[0])).problems
    }
    XCTAssertEqual(try problems("Bundle.entry.resource", "Resource", "Patient"), [])
    XCTAssertEqual(try problems("Bundle.entry.resource", "Observation", "Patient"), ["profile-on-other-type"])
    XCTAssertEqual(try problems("Bundle.entry.resource", "Patient", "Patient"), [])
    XCTAssertEqual(try problems("Observation.component.value[x]", "Quantity", "Age"), [])
    XCTAssertEqual(try problems("Observation.component.value[x]", "Period", "Age"), ["profile-on-other-type"])
  }

  func testOneSliceOfWhatNobodySlicesIsTheThingItself() throws {
    let made = try snapshot(
      try profile(
        #"{"id":"Patient.identifier:only","path":"Patient.identifier","sliceName":"only","min":1},"#
          + #"{"id":"Patient.identifier:only.system","path":"Patient.identifier.system","min":1}"#))
    XCTAssertEqual(made.elements["Patient.identifier"]?.minimum, 1)
    XCTAssertNil(made.elements["Patient.identifier"]?.sliceName)
    XCTAssertEqual(made.elements["Patient.identifier.system"]?.minimum, 1)
    XCTAssertNil(made.elements["Patient.identifier:only"])
    XCTAssertEqual(made.problems, ["profile-slice-without-slicing"])
  }

  func testMadeUpSlicingInsideASliceRaisesTheMinimum() throws {
    let made = try snapshot(
      try profile(
        "{\"id\":\"Patient.contact\",\"path\":\"Patient.contact\",\(Self.bySystem)},"
          + #"{"id":"Patient.contact:a","path":"Patient.contact","sliceName":"a"},"#
          + #"{"id":"Patient.contact:a.extension:x","path":"Patient.contact.extension","sliceName":"x","min":1}"#))
    XCTAssertEqual(made.problems, [])
    XCTAssertEqual(made.elements["Patient.contact:a.extension"]?.slicing?.discriminators.first?.path, "url")
    XCTAssertEqual(made.elements["Patient.contact:a.extension:x"]?.minimum, 1)
    XCTAssertEqual(made.elements["Patient.contact:a.extension"]?.minimum, 1)
    XCTAssertEqual(made.elements["Patient.contact.extension"]?.minimum, 0)
  }

  func testWhatIsSaidInsideASlicedBackboneHoldsInItsSlices() throws {
    let made = try snapshot(
      try profile(
        "{\"id\":\"Patient.contact\",\"path\":\"Patient.contact\",\(Self.bySystem)},"
          + #"{"id":"Patient.contact.gender","path":"Patient.contact.gender","min":1},"#
          + #"{"id":"Patient.contact.extension:x","path":"Patient.contact.extension","sliceName":"x"},"#
          + #"{"id":"Patient.contact:a","path":"Patient.contact","sliceName":"a"},"#
          + #"{"id":"Patient.contact:a.name","path":"Patient.contact.name","min":1}"#))
    XCTAssertEqual(made.elements["Patient.contact:a.gender"]?.minimum, 1)
    XCTAssertEqual(made.elements["Patient.contact:a.name"]?.minimum, 1)
    XCTAssertNil(made.elements["Patient.contact:a.extension:x"], "what is sliced in turn stays where it is")
  }

  func testSliceOfAProfiledTypeHasItsContentWhereTheSlicedElementHasSome() throws {
    var point = try profile(#"{"path":"ContactPoint.value","min":1}"#, of: "ContactPoint")
    point.url = "http://example.org/Point"
    let made = try snapshot(
      try profile(
        "{\"id\":\"Patient.telecom\",\"path\":\"Patient.telecom\",\(Self.bySystem)},"
          + #"{"id":"Patient.telecom.system","path":"Patient.telecom.system","min":1},"#
          + #"{"id":"Patient.telecom:a","path":"Patient.telecom","sliceName":"a","#
          + #""type":[{"code":"ContactPoint","profile":["http://example.org/Point"]}]}"#), with: [point])
    XCTAssertEqual(made.elements["Patient.telecom:a.value"]?.minimum, 1)
    XCTAssertEqual(made.problems, [])
  }

  func testShortcutBeforeR4ClosesTheChoice() throws {
    let element = #"{"path":"Observation.valueQuantity"}"#
    let earlier = try snapshot(try profile(element, of: "Observation", more: #""fhirVersion":"3.0.2","#))
    XCTAssertEqual(earlier.elements["Observation.value[x]"]?.types.map(\.code), ["Quantity"])
    XCTAssertEqual(earlier.elements["Observation.value[x]"]?.slicing?.rules, .closed)
    let now = try snapshot(try profile(element, of: "Observation", more: #""fhirVersion":"4.0.1","#))
    XCTAssertEqual(now.elements["Observation.value[x]"]?.types.count, 11)
  }

  func testExclusiveGroupForbidsTheOthers() throws {
    let made = try snapshot(
      try profile(
        #"{"path":"Patient.contact","constraint":[{"key":"x-1","human":"one","expression":"(name | gender | period).count() <= 1"}]},"#
          + #"{"path":"Patient.contact.name","min":1}"#))
    XCTAssertEqual(made.elements["Patient.contact.gender"]?.maximum, 0)
    XCTAssertEqual(made.elements["Patient.contact.period"]?.maximum, 0)
    XCTAssertEqual(made.elements["Patient.contact.name"]?.maximum, 1)
    XCTAssertEqual(made.elements["Patient.contact"]?.constraints.first { $0.key == "x-1" }?.severity, .error)
  }

  func testSlicingOfWhatDoesNotRepeatIsAnError() throws {
    let sliced = "{\"id\":\"Patient.maritalStatus\",\"path\":\"Patient.maritalStatus\",%@\(Self.bySystem)}"
    XCTAssertEqual(
      try snapshot(try profile(sliced.replacingOccurrences(of: "%@", with: ""))).problems, ["profile-slicing-without-repetition"])
    XCTAssertEqual(try snapshot(try profile(sliced.replacingOccurrences(of: "%@", with: #""max":"1","#))).problems, [])
  }

  func testProfileIsOneOnTheTypeOfItsBase() throws {
    let made = try snapshot(try profile(#"{"path":"Patient.name","min":1}"#, of: "Person", base: "Patient"))
    XCTAssertEqual(made.problems, ["profile-type-not-of-base"])
  }

  func testSlicingWithoutRulesIsOpenAndSaysSo() throws {
    var reader = DefinitionReader()
    let text = """
      {"resourceType":"StructureDefinition","url":"http://example.org/P","name":"P","kind":"resource","type":"Patient",
      "differential":{"element":[{"path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use"}]}}]}}
      """
    guard case .structure(let definition) = reader.read(Array(text.utf8), file: "p.json") else { return XCTFail("not read") }
    XCTAssertEqual(definition.differential[0].slicing?.rules, .open)
    XCTAssertNil(definition.differential[0].slicing?.statedRules)
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.ruleName), ["definition-property-assumed"])
  }

  func testMinimumLengthIsCarried() throws {
    let definition = try profile(
      #"{"path":"Patient.language","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":2}]}"#)
    XCTAssertEqual(try snapshot(definition).elements["Patient.language"]?.minimumLength, 2)
    let yaml = ProfileWriter.write(definition, packageVersion: "1")
    guard case .structure(let again) = ProfileReader.read(yaml.utf8, file: "p.yaml").definition else {
      return XCTFail("not read")
    }
    XCTAssertEqual(again.differential.first { $0.path == "Patient.language" }?.minimumLength, 2)
    XCTAssertTrue(StructureDefinitionWriter.write(definition, snapshot: []).contains(#""valueInteger":2"#))
  }
}
