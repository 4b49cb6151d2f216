import Diagnostics
import Packages
import Schema
import XCTest

@testable import Validation

/// Small profiles, compiled once together with FHIR R4.
enum TestProfiles {
  static let url = "http://example.org/profile/"

  /// A profile of a type with these elements of its differential.
  static func profile(_ name: String, of type: String, _ elements: String, more: String = "") -> (String, [UInt8]) {
    let text = """
      {"resourceType":"StructureDefinition","url":"\(url)\(name)","name":"\(name)","status":"active","kind":"\(
        type.first?.isUppercase == true && ["Extension", "HumanName", "Quantity"].contains(type) ? "complex-type" : "resource")",
      "abstract":false,"type":"\(type)","baseDefinition":"http://hl7.org/fhir/StructureDefinition/\(type)",
      "derivation":"constraint",\(more)"differential":{"element":[\(elements)]}}
      """
    return (name + ".json", Array(text.utf8))
  }

  /// Slices of Patient.identifier by system: `a` once, `b` any number.
  static func slicing(_ rules: String, ordered: Bool = false, more: String = "") -> String {
    """
    {"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],
    "ordered":\(ordered),"rules":"\(rules)"}},
    {"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","min":1,"max":"1"},
    {"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"},
    {"id":"Patient.identifier:a.value","path":"Patient.identifier.value","min":1,"maxLength":3},
    {"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"},
    {"id":"Patient.identifier:b.system","path":"Patient.identifier.system","min":1,"patternUri":"urn:b"}\(more)
    """
  }

  static let first: [(name: String, bytes: [UInt8])] = [
    profile(
      "simple", of: "Patient",
      """
      {"path":"Patient.birthDate","min":1,"minValueDate":"1900-01-01","maxValueDate":"2000"},
      {"path":"Patient.photo","max":"0"},
      {"path":"Patient.name","max":"1"},
      {"path":"Patient.name.family","maxLength":5,
        "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":2}]},
      {"path":"Patient.active","fixedBoolean":true},
      {"path":"Patient.maritalStatus","patternCodeableConcept":{"coding":[{"system":"urn:s","code":"M"}]}},
      {"path":"Patient.deceased[x]","type":[{"code":"boolean"}]},
      {"path":"Patient.contact","constraint":[
        {"key":"own-1","severity":"error","human":"has a name","expression":"name.exists()"}]}
      """),
    profile("open", of: "Patient", slicing("open")),
    profile("closed", of: "Patient", slicing("closed")),
    profile("openAtEnd", of: "Patient", slicing("openAtEnd")),
    profile("ordered", of: "Patient", slicing("open", ordered: true)),
    profile(
      "default", of: "Patient",
      slicing(
        "closed",
        more: """
          ,{"id":"Patient.identifier:@default","path":"Patient.identifier","sliceName":"@default"},
          {"id":"Patient.identifier:@default.use","path":"Patient.identifier.use","min":1}
          """)),
    profile(
      "exists", of: "Patient",
      """
      {"id":"Patient.telecom","path":"Patient.telecom","slicing":{"discriminator":[{"type":"exists","path":"rank"}],"rules":"open"}},
      {"id":"Patient.telecom:ranked","path":"Patient.telecom","sliceName":"ranked","max":"1"},
      {"id":"Patient.telecom:ranked.rank","path":"Patient.telecom.rank","min":1},
      {"id":"Patient.telecom:plain","path":"Patient.telecom","sliceName":"plain","max":"1"},
      {"id":"Patient.telecom:plain.rank","path":"Patient.telecom.rank","max":"0"}
      """),
    profile(
      "type", of: "Observation",
      """
      {"id":"Observation.value[x]","path":"Observation.value[x]","slicing":{"discriminator":[{"type":"type","path":"$this"}],
      "rules":"open"}},
      {"id":"Observation.value[x]:valueQuantity","path":"Observation.value[x]","sliceName":"valueQuantity","type":[{"code":"Quantity"}]},
      {"id":"Observation.value[x]:valueQuantity.unit","path":"Observation.value[x].unit","min":1}
      """),
    profile("official", of: "HumanName", #"{"path":"HumanName.use","min":1,"fixedCode":"official"}"#),
    profile(
      "profile", of: "Patient",
      """
      {"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"profile","path":"$this"}],"rules":"open"}},
      {"id":"Patient.name:official","path":"Patient.name","sliceName":"official","min":1,
      "type":[{"code":"HumanName","profile":["\(url)official"]}]}
      """),
    profile(
      "target", of: "Observation",
      #"{"path":"Observation.subject","type":[{"code":"Reference","targetProfile":["\#(url)simple"]}]}"#),
    profile(
      "colour", of: "Extension",
      """
      {"path":"Extension"},{"path":"Extension.url","fixedUri":"\(url)colour"},
      {"id":"Extension.value[x]","path":"Extension.value[x]","min":1,"type":[{"code":"string"}]}
      """,
      more: #""context":[{"type":"element","expression":"Patient.name"},{"type":"fhirpath","expression":"Patient.contact"}],"#),
  ]

  static let loaded = Result {
    try DefinitionLoader().load(
      resources: (first + ProfileDemandTests.profiles).map { .init(name: $0.name, bytes: $0.bytes) })
  }

  static let context = loaded.map { ValidationContext(schema: $0.schema) }
}

/// Profiles: what they demand, slices, extensions. Each rule with wrong and right records.
final class ProfileTests: XCTestCase {
  static let rules = RuleRegistry([ValidationRules.all, InvariantRules.all, ConformanceRules.all, ExtensionRules.all])

  /// `rule at path` of the errors in a resource that claims a profile; the key for invariants.
  private func errors(_ profile: String, _ members: String, type: String = "Patient") throws -> [String] {
    let text = #"{"resourceType":"\#(type)","meta":{"profile":["\#(TestProfiles.url)\#(profile)"]},\#(members)}"#
    let checked = try FullyChecked(text, TestProfiles.context.get())
    return zip(checked.findings.findings, checked.lines).filter { $0.0.severity >= .error }.map { finding, line in
      let rule = Self.rules[finding.rule]
      let path = line.split(separator: " ").last.map(String.init) ?? ""
      return (finding.rule == InvariantRules.broken.code ? String(line.prefix { $0 != " " }) : rule?.name ?? "unknown") + " at "
        + path
    }
  }

  private let good = #""birthDate":"1970-01-01""#

  func testCardinalityAndProhibitedElements() throws {
    XCTAssertEqual(try errors("simple", good), [])
    XCTAssertEqual(try errors("simple", #""id":"a""#), ["profile-cardinality-below-minimum at Patient"])
    XCTAssertEqual(
      try errors("simple", good + #","photo":[{"url":"http://example.org/a"}]"#),
      ["profile-element-prohibited at Patient.photo[0]"])
    XCTAssertEqual(
      try errors("simple", good + #","name":[{"text":"a"},{"text":"b"}]"#), ["profile-cardinality-above-maximum at Patient"])
  }

  func testValues() throws {
    XCTAssertEqual(try errors("simple", good + #","active":false"#), ["profile-fixed-value at Patient.active"])
    XCTAssertEqual(try errors("simple", good + #","active":true"#), [])
    XCTAssertEqual(try errors("simple", #""birthDate":"1899-12-31""#), ["profile-value-below-minimum at Patient.birthDate"])
    XCTAssertEqual(try errors("simple", #""birthDate":"2001-01-01""#), ["profile-value-above-maximum at Patient.birthDate"])
    XCTAssertEqual(try errors("simple", #""birthDate":"2000-12-31""#), [])
    XCTAssertEqual(
      try errors("simple", good + #","name":[{"family":"Hughes"}]"#), ["profile-text-too-long at Patient.name[0].family"])
    XCTAssertEqual(
      try errors("simple", good + #","name":[{"family":"H"}]"#), ["profile-text-too-short at Patient.name[0].family"])
    XCTAssertEqual(try errors("simple", good + #","deceasedDateTime":"2020""#), ["profile-type at Patient.deceased"])
    XCTAssertEqual(try errors("simple", good + #","deceasedBoolean":true"#), [])
  }

  func testPatternsMayHoldMore() throws {
    func status(_ codings: String) throws -> [String] {
      try errors("simple", good + #","maritalStatus":{"coding":[\#(codings)],"text":"x"}"#)
    }
    XCTAssertEqual(try status(#"{"system":"urn:x","code":"X"},{"system":"urn:s","code":"M","display":"Married"}"#), [])
    XCTAssertEqual(try status(#"{"system":"urn:x","code":"M"}"#), ["profile-pattern at Patient.maritalStatus"])
    XCTAssertEqual(try status(#"{"system":"urn:s"},{"code":"M"}"#), ["profile-pattern at Patient.maritalStatus"])
  }

  func testInvariantsOfProfiles() throws {
    XCTAssertEqual(
      try errors("simple", good + #","contact":[{"telecom":[{"system":"phone","value":"1"}]}]"#), ["own-1 at Patient.contact[0]"])
    XCTAssertEqual(try errors("simple", good + #","contact":[{"name":{"text":"a"}}]"#), [])
  }

  private let a = #"{"system":"urn:a","value":"123"}"#
  private let b = #"{"system":"urn:b"}"#
  private let other = #"{"system":"urn:c","use":"usual"}"#

  private func identifiers(_ profile: String, _ items: String...) throws -> [String] {
    try errors(profile, #""identifier":[\#(items.joined(separator: ","))]"#)
  }

  func testSlicesByValue() throws {
    XCTAssertEqual(try identifiers("open", a, b, b, other), [])
    XCTAssertEqual(try identifiers("open", b), ["slice-missing at Patient"])
    XCTAssertEqual(try identifiers("open", a, a), ["slice-too-often at Patient"])
    XCTAssertEqual(
      try identifiers("open", #"{"system":"urn:a"}"#), ["profile-cardinality-below-minimum at Patient.identifier[0]"])
    XCTAssertEqual(
      try identifiers("open", #"{"system":"urn:a","value":"1234"}"#), ["profile-text-too-long at Patient.identifier[0].value"])
  }

  func testClosedOrderedAndOpenAtTheEnd() throws {
    XCTAssertEqual(try identifiers("closed", a, b), [])
    XCTAssertEqual(try identifiers("closed", a, other), ["slice-not-matched at Patient.identifier[1]"])
    XCTAssertEqual(try identifiers("ordered", a, other, b), [])
    XCTAssertEqual(try identifiers("ordered", b, a), ["slice-out-of-order at Patient.identifier[1]"])
    XCTAssertEqual(try identifiers("openAtEnd", a, b, other), [])
    XCTAssertEqual(try identifiers("openAtEnd", a, other, b), ["slice-after-others at Patient.identifier[2]"])
  }

  func testWhatIsInNoSliceFollowsTheDefault() throws {
    XCTAssertEqual(try identifiers("default", a, other), [])
    XCTAssertEqual(
      try identifiers("default", a, #"{"system":"urn:c"}"#), ["profile-cardinality-below-minimum at Patient.identifier[1]"])
  }

  func testSlicesByExistenceTypeAndProfile() throws {
    let phone = #"{"system":"phone","value":"1"}"#
    let ranked = #"{"system":"phone","value":"1","rank":1}"#
    XCTAssertEqual(try errors("exists", #""telecom":[\#(phone),\#(ranked)]"#), [])
    XCTAssertEqual(try errors("exists", #""telecom":[\#(phone),\#(phone)]"#), ["slice-too-often at Patient"])
    XCTAssertEqual(try errors("exists", #""telecom":[\#(ranked),\#(ranked)]"#), ["slice-too-often at Patient"])
    let observation = #""status":"final","code":{"text":"a"},"#
    XCTAssertEqual(try errors("type", observation + #""valueQuantity":{"value":1,"unit":"kg"}"#, type: "Observation"), [])
    XCTAssertEqual(try errors("type", observation + #""valueString":"a""#, type: "Observation"), [])
    XCTAssertEqual(
      try errors("type", observation + #""valueQuantity":{"value":1}"#, type: "Observation"),
      ["profile-cardinality-below-minimum at Observation.value"])
    XCTAssertEqual(try errors("profile", #""name":[{"text":"a"},{"use":"official"}]"#), [])
    XCTAssertEqual(try errors("profile", #""name":[{"text":"a"},{"use":"usual"}]"#), ["slice-missing at Patient"])
  }

  func testTargetsOfReferences() throws {
    func observation(_ patient: String) throws -> [String] {
      try errors(
        "target",
        ##""contained":[{"resourceType":"Patient","id":"p"\##(patient)}],"status":"final","code":{"text":"a"},"##
          + ##""subject":{"reference":"#p"}"##,
        type: "Observation")
    }
    XCTAssertEqual(try observation(#","birthDate":"1970""#), [])
    XCTAssertEqual(try observation(""), ["profile-reference-target at Observation.subject"])
  }

  func testExtensions() throws {
    let colour = #""extension":[{"url":"\#(TestProfiles.url)colour","valueString":"red"}]"#
    XCTAssertEqual(try errors("open", #""identifier":[\#(a)],"name":[{\#(colour)}]"#), [])
    XCTAssertEqual(try errors("open", #""identifier":[\#(a)],"contact":[{\#(colour),"name":{"text":"a"}}]"#), [])
    XCTAssertEqual(try errors("open", #""identifier":[\#(a)],\#(colour)"#), ["extension-context at Patient.extension[0]"])
    XCTAssertEqual(
      try errors(
        "open", #""identifier":[\#(a)],"name":[{"extension":[{"url":"\#(TestProfiles.url)colour","valueCode":"red"}]}]"#),
      ["profile-type at Patient.name[0].extension[0].value"])
    XCTAssertEqual(
      try errors(
        "open",
        #""identifier":[\#(a)],"name":[{"text":"a"}],"modifierExtension":[{"url":"\#(TestProfiles.url)colour","valueString":"a"}]"#
      ),
      ["extension-is-no-modifier at Patient.modifierExtension[0]", "extension-context at Patient.modifierExtension[0]"])
  }

  func testProfilesOfAnotherTypeAndUnknownOnes() throws {
    XCTAssertEqual(
      try errors("simple", #""status":"final","code":{"text":"a"}"#, type: "Observation"),
      ["profile-of-another-type at Observation.meta.profile[0]"])
    XCTAssertEqual(try errors("nowhere", good), [])
  }

  func testHostileRecordsDoNotTrap() throws {
    var text = #"{"resourceType":"Patient","meta":{"profile":["\#(TestProfiles.url)closed","\#(TestProfiles.url)simple"]},"#
    text += #""identifier":[\#(a),null,1,"x",[],{},{"system":5},{"system":null,"value":{}}],"name":{"family":[1]},"active":null,"#
    text += #""extension":[{"url":1},{"url":""},{"extension":[{"url":"x"}]},null],"contact":[[]],"birthDate":{}}"#
    _ = try FullyChecked(text, TestProfiles.context.get())
    for end in stride(from: 30, to: text.utf8.count, by: 7) {
      _ = try FullyChecked(String(decoding: text.utf8.prefix(end), as: UTF8.self), TestProfiles.context.get())
    }
  }
}

final class DiscriminatorPathTests: XCTestCase {
  func testPaths() {
    XCTAssertEqual(DiscriminatorPath("$this")?.steps, [])
    XCTAssertEqual(DiscriminatorPath("code.coding.code")?.steps, [.child("code"), .child("coding"), .child("code")])
    XCTAssertEqual(
      DiscriminatorPath("value.ofType(Coding).system")?.steps, [.child("value"), .ofType("Coding"), .child("system")])
    XCTAssertEqual(DiscriminatorPath("$this.resolve()")?.steps, [.resolve])
    XCTAssertEqual(
      DiscriminatorPath("extension('http://a.b/c(d)').value")?.steps, [.extension("http://a.b/c(d)"), .child("value")])
    XCTAssertNil(DiscriminatorPath("a.where(b = 1)"))
    XCTAssertNil(DiscriminatorPath("extension(x"))
  }
}
