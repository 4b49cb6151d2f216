import Diagnostics
import Packages
import Schema
import XCTest

@testable import Validation

/// What profiles demand beyond values and slices: presence of values, languages of narratives, invariants on slices; and which profiles
/// a record is checked against.
final class ProfileDemandTests: XCTestCase {
  private static let newer = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition."
  private static let absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
  private static let language = "http://hl7.org/fhir/StructureDefinition/narrative-language-control"

  private static func extended(_ path: String, _ url: String, _ value: String) -> String {
    #"{"path":"\#(path)","extension":[{"url":"\#(url)",\#(value)}]}"#
  }

  /// Two slices that a value may both be in, and one that cannot be told.
  private static let loose = """
    {"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"pattern","path":"type"}],"rules":"open"}},
    {"id":"Patient.identifier:x","path":"Patient.identifier","sliceName":"x"},
    {"id":"Patient.identifier:x.type","path":"Patient.identifier.type","patternCodeableConcept":{"coding":[{"code":"X"}]}},
    {"id":"Patient.identifier:y","path":"Patient.identifier","sliceName":"y"},
    {"id":"Patient.identifier:y.type","path":"Patient.identifier.type","patternCodeableConcept":{"coding":[{"code":"Y"}]}},
    {"id":"Patient.identifier:z","path":"Patient.identifier","sliceName":"z","min":1}
    """

  static let profiles: [(name: String, bytes: [UInt8])] = [
    TestProfiles.profile("value", of: "Patient", extended("Patient.active", newer + "mustHaveValue", #""valueBoolean":true"#)),
    TestProfiles.profile(
      "alternative", of: "Patient",
      extended("Patient.active", newer + "valueAlternatives", #""valueCanonical":"\#(absent)""#)),
    TestProfiles.profile("mute", of: "Patient", extended("Patient.text", language, #""valueCode":"_no""#)),
    TestProfiles.profile("spoken", of: "Patient", extended("Patient.text", language, #""valueCode":"_yes""#)),
    TestProfiles.profile("own-language", of: "Patient", extended("Patient.text", language, #""valueCode":"_resource""#)),
    TestProfiles.profile("welsh", of: "Patient", extended("Patient.text", language, #""valueCode":"cy""#)),
    TestProfiles.profile("loose", of: "Patient", loose),
    TestProfiles.profile(
      "counting", of: "Patient",
      #"{"path":"Patient","constraint":[{"key":"own-2","severity":"error","human":"one is enough","#
        + #""expression":"identifier.slice('\#(TestProfiles.url)open', 'a').count() = 1"},"#
        + #"{"key":"own-3","severity":"error","human":"no modifiers","expression":"contact.checkModifiers('urn:m').count() < 3"}]}"#
    ),
    TestProfiles.profile("dated", of: "Patient", #"{"path":"Patient.birthDate","min":1}"#, more: #""version":"1.2.0","#),
    TestProfiles.profile("dated", of: "Patient", #"{"path":"Patient.gender","min":1}"#, more: #""version":"1.10.1","#),
    (
      "guide.json",
      Array(
        #"{"resourceType":"ImplementationGuide","url":"http://example.org/guide","status":"active","name":"G","packageId":"g","#
          .utf8
      )
        + Array(
          #""fhirVersion":["4.0.1"],"global":[{"type":"Patient","profile":"\#(TestProfiles.url)simple"}]}"#.utf8)
    ),
  ]

  private func names(
    _ profile: String, _ members: String, suffix: String = "", _ options: ValidationOptions? = nil, least: Severity = .error
  ) throws -> [String] {
    let loaded = try TestProfiles.loaded.get()
    let context = try options.map { ValidationContext(schema: loaded.schema, options: $0) } ?? TestProfiles.context.get()
    let claim = profile.isEmpty ? "" : #""meta":{"profile":["\#(TestProfiles.url)\#(profile)\#(suffix)"]},"#
    let checked = try FullyChecked(#"{"resourceType":"Patient",\#(claim)\#(members)}"#, context)
    return checked.findings.findings.filter { $0.severity >= least }.map { finding in
      guard finding.rule == InvariantRules.broken.code else { return ProfileTests.rules[finding.rule]?.name ?? "unknown" }
      return context.schema.string(StringID(finding.actual.value))
    }
  }

  func testValuesThatMustBeThere() throws {
    func active(_ url: String) -> String { #""_active":{"extension":[{"url":"\#(url)","valueCode":"unknown"}]}"# }
    XCTAssertEqual(try names("value", #""active":true"#), [])
    XCTAssertEqual(try names("value", #""gender":"male""#), [])
    XCTAssertEqual(try names("value", active(Self.absent)), ["must-have-value"])
    XCTAssertEqual(try names("alternative", active(Self.absent)), [])
    XCTAssertEqual(try names("alternative", active("http://example.org/other")), ["value-or-alternative"])
    XCTAssertEqual(try names("alternative", #""active":false"#), [])
  }

  func testLanguagesOfNarratives() throws {
    func text(_ sections: String...) -> String {
      let divs = sections.map { #"<div xml:lang=\"\#($0)\" lang=\"\#($0)\">a</div>"# }.joined()
      return
        #""language":"en","text":{"status":"additional","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">b\#(divs)</div>"}"#
    }
    XCTAssertEqual(try names("mute", text()), [])
    XCTAssertEqual(try names("mute", text("de")), ["narrative-language-no"])
    XCTAssertEqual(try names("spoken", text("de")), [])
    XCTAssertEqual(try names("spoken", text()), ["narrative-language-yes"])
    XCTAssertEqual(try names("own-language", text("de", "en")), [])
    XCTAssertEqual(try names("own-language", text("de", "en-GB")), ["narrative-language-resource"])
    XCTAssertEqual(try names("welsh", text("cy")), [])
    XCTAssertEqual(try names("welsh", text("en")), ["narrative-language-cy"])
  }

  func testValuesInSeveralSlicesAndSlicesThatCannotBeTold() throws {
    func identifier(_ codes: String...) -> String {
      #""identifier":[{"type":{"coding":[\#(codes.map { #"{"code":"\#($0)"}"# }.joined(separator: ","))]}}]"#
    }
    XCTAssertEqual(try names("loose", identifier("X"), least: .warning).filter { $0.hasPrefix("slic") }, ["slicing-undecidable"])
    XCTAssertEqual(
      try names("loose", identifier("X", "Y"), least: .warning).filter { $0.hasPrefix("slic") },
      ["slice-ambiguous", "slicing-undecidable"])
    XCTAssertEqual(
      try names("loose", #""gender":"male""#, least: .warning).filter { $0.hasPrefix("slic") }, ["slice-missing"])
  }

  func testSlicesAndModifiersInInvariants() throws {
    XCTAssertEqual(try names("counting", #""identifier":[{"system":"urn:a","value":"1"},{"system":"urn:b"}]"#), [])
    XCTAssertEqual(try names("counting", #""identifier":[{"system":"urn:b"}]"#), ["own-2"])
    let contact = #","contact":[{"name":{"text":"A"},"modifierExtension":[{"url":"urn:n","valueBoolean":true}]}]"#
    XCTAssertTrue(
      try names("counting", #""identifier":[{"system":"urn:a","value":"1"}]"# + contact, least: .warning).contains(
        "invariant-undecidable"))
  }

  func testVersionsOfAProfileSideBySide() throws {
    XCTAssertEqual(try names("dated", #""gender":"male""#), [], "without a version the latest is meant")
    XCTAssertEqual(try names("dated", #""active":true"#), ["profile-cardinality-below-minimum"])
    XCTAssertEqual(try names("dated", #""birthDate":"1970""#, suffix: "|1.2.0"), [])
    XCTAssertEqual(try names("dated", #""gender":"male""#, suffix: "|1.2"), ["profile-cardinality-below-minimum"])
    XCTAssertEqual(try names("dated", #""gender":"male""#, suffix: "|1"), [])
    XCTAssertEqual(try names("dated", #""active":true"#, suffix: "|2.0", least: .warning), ["profile-unknown"])
  }

  func testProfilesOfGuidesForAllResourcesOfAType() throws {
    let globals = try TestProfiles.loaded.get().globalProfiles
    XCTAssertEqual(globals.map(\.profile), [TestProfiles.url + "simple"])
    var options = ValidationOptions()
    options.globalProfiles = [globals[0].type: [globals[0].profile]]
    XCTAssertEqual(try names("", #""active":true"#, options), ["profile-cardinality-below-minimum"])
    XCTAssertEqual(try names("", #""birthDate":"1970""#, options), [])
  }

  func testProfilesForEntriesAndContainedResourcesLeftAlone() throws {
    func bundle(_ patients: String...) -> String {
      let entries = patients.enumerated().map {
        #"{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0\#($0)","resource":{"resourceType":"Patient",\#($1)}}"#
      }
      return #"{"resourceType":"Bundle","type":"collection","entry":[\#(entries.joined(separator: ","))]}"#
    }
    var options = ValidationOptions()
    options.entryProfiles = [.init(type: "Patient", number: 1, profile: TestProfiles.url + "simple")]
    options.ignoresContained = true
    let context = ValidationContext(schema: try TestProfiles.loaded.get().schema, options: options)
    XCTAssertEqual(try FullyChecked(bundle(#""active":true"#, #""birthDate":"1970""#), context).findings.findings.count, 0)
    XCTAssertEqual(try FullyChecked(bundle(#""birthDate":"1970""#, #""active":true"#), context).findings.findings.count, 1)
    let contained =
      #"{"resourceType":"Basic","code":{"text":"a"},"contained":[{"resourceType":"Patient","id":"p","gender":"x"}]}"#
    XCTAssertEqual(try FullyChecked(contained, context).findings.findings.count, 0)
  }
}
