import Definitions
import Diagnostics
import Packages
import Schema
import XCTest

final class DefinitionLoaderTests: XCTestCase {
  private func rules(_ loaded: LoadedDefinitions) -> [String] { loaded.diagnostics.diagnostics.map(\.ruleName) }

  /// The lowest number of birth dates that a profile allows.
  private func minimum(_ url: String, _ schema: Schema) throws -> UInt32 {
    let type = schema.tables.types[try XCTUnwrap(schema.type(url: url), url).index]
    let elements = schema.tables.elements[Int(type.firstElement)..<Int(type.firstElement + type.elementCount)]
    return try XCTUnwrap(elements.first { schema.string($0.name) == "birthDate" }).minimum
  }

  func testNothingAskedForIsTheBase() throws {
    let loader = DefinitionLoader()
    let loaded = try loader.load()
    XCTAssertTrue(try loader.base() === loaded.schema)
    XCTAssertEqual(loaded.packages.map(\.description), ["hl7.fhir.r4.core#4.0.1"])
  }

  func testDefinitionsInMemoryOfEveryForm() throws {
    let json = PackageFolder.profile("http://example.org/fhir/StructureDefinition/FromJSON")
    let xml = """
      <StructureDefinition xmlns="http://hl7.org/fhir"><id value="FromXML"/>
      <url value="http://example.org/fhir/StructureDefinition/FromXML"/><name value="FromXML"/><status value="active"/>
      <kind value="resource"/><abstract value="false"/><type value="Patient"/>
      <baseDefinition value="http://example.org/fhir/StructureDefinition/FromJSON"/><derivation value="constraint"/>
      <differential><element id="Patient"><path value="Patient"/></element></differential></StructureDefinition>
      """
    let yaml = """
      resource-profile: FromYAML
      url: http://example.org/fhir/StructureDefinition/FromYAML
      type: Patient
      base: Patient
      elements:
        birthDate: {occurs: 1..1}
      """
    let questionnaire = #"{"resourceType":"Questionnaire","id":"q","url":"http://example.org/q","version":"2","status":"active"}"#
    let loaded = try DefinitionLoader().load(resources: [
      .init(name: "a.json", bytes: Array(json.utf8)), .init(name: "b.xml", bytes: Array(xml.utf8)),
      .init(name: "c.yaml", bytes: Array(yaml.utf8)), .init(name: "d.json", bytes: Array(questionnaire.utf8)),
    ])
    XCTAssertEqual(rules(loaded), [])
    for name in ["FromJSON", "FromXML", "FromYAML"] {
      XCTAssertEqual(try minimum("http://example.org/fhir/StructureDefinition/" + name, loaded.schema), 1, name)
    }
    let found = try XCTUnwrap(loaded.supplied.resource(canonical: "http://example.org/q|2"))
    XCTAssertEqual(found.document.child("id", of: found.root).map { found.document.text(of: $0) }, "q")
    XCTAssertTrue(found.document.names.seed === loaded.schema.seed)
    XCTAssertNil(loaded.supplied.resource(canonical: "http://example.org/q|3"))
    XCTAssertNotNil(loaded.supplied.resource(type: "Questionnaire", id: "q"))
    XCTAssertNotNil(loaded.supplied.resource(type: "StructureDefinition", id: "FromXML"))
  }

  func testDependenciesComeFromTheCache() throws {
    let cache = PackageFolder()
    let base = "http://example.org/fhir/StructureDefinition/Base"
    try cache.add("example.base#1.0.0", [PackageFolder.profile(base)])
    try cache.add("example.base#1.1.0", [PackageFolder.profile(base, version: "1.1.0")])
    try cache.add(
      "example.top#2.0.0", dependencies: ["example.base": "1.0.x", "hl7.fhir.r4.core": "4.0.1"],
      [PackageFolder.profile("http://example.org/fhir/StructureDefinition/Top", base: base, element: #"{"path":"Patient"}"#)])
    let loaded = try cache.loader().load(packages: ["example.top"])
    XCTAssertEqual(rules(loaded), [])
    XCTAssertEqual(
      loaded.packages.map(\.description), ["hl7.fhir.r4.core#4.0.1", "example.base#1.0.0", "example.top#2.0.0"])
    XCTAssertEqual(try minimum("http://example.org/fhir/StructureDefinition/Top", loaded.schema), 1)
    let entry = try XCTUnwrap(loaded.supplied.entry(canonical: base))
    XCTAssertEqual(entry.source, "example.base#1.0.0")
    XCTAssertNotNil(loaded.supplied.resource(canonical: base))
  }

  func testVersionsStandSideBySide() throws {
    let cache = PackageFolder()
    let url = "http://example.org/fhir/StructureDefinition/P"
    let optional = #"{"id":"Patient.birthDate","path":"Patient.birthDate","min":0}"#
    try cache.add("example.p#1.0.0", [PackageFolder.profile(url)])
    try cache.add("example.p#2.0.0", [PackageFolder.profile(url, version: "2.0.0", element: optional)])
    try cache.add(
      "example.old#1.0.0", dependencies: ["example.p": "1.0.0"],
      [PackageFolder.profile("http://example.org/fhir/StructureDefinition/Old", base: url, element: #"{"path":"Patient"}"#)])
    let loaded = try cache.loader().load(packages: ["example.p#2.0.0", "example.old"])
    XCTAssertEqual(rules(loaded), [])
    XCTAssertEqual(try minimum(url, loaded.schema), 0, "without a version, the latest")
    XCTAssertEqual(try minimum(url + "|1.0.0", loaded.schema), 1, "with a version, that one")
    XCTAssertEqual(
      try minimum("http://example.org/fhir/StructureDefinition/Old", loaded.schema), 1, "a package means what it depends on")
  }

  func testAVersionThatStandsInIsSaid() throws {
    let cache = PackageFolder()
    let url = "http://example.org/fhir/StructureDefinition/P"
    try cache.add("example.p#2.1.0", [PackageFolder.profile(url, version: "2.1.0")])
    func top(_ version: String) -> String {
      PackageFolder.profile("http://example.org/fhir/StructureDefinition/Top", base: url + "|" + version)
    }
    func rules(_ version: String) throws -> [String] {
      let resource = DefinitionRequest.Resource(name: "top.json", bytes: Array(top(version).utf8))
      return self.rules(try cache.loader().load(packages: ["example.p"], resources: [resource]))
    }
    XCTAssertEqual(try rules("1.0.0"), ["definition-version-missing"])
    XCTAssertEqual(try rules("2.1.0"), [])
    XCTAssertEqual(try rules("2.1.x"), [])
  }

  func testWhatIsMissingIsSaid() throws {
    let cache = PackageFolder()
    try cache.add(
      "example.top#1.0.0", dependencies: ["example.gone": "3.0.0", "example.near": "0.5.0"],
      [
        PackageFolder.profile("http://example.org/fhir/StructureDefinition/Lost", base: "http://example.org/gone"),
        #"{"resourceType":"StructureDefinition","url":"http://example.org/broken","name":"B"}"#, "{",
      ])
    try cache.add("example.near#0.5.1", [])
    let loaded = try cache.loader().load(packages: ["example.top#1.0.0"])
    XCTAssertEqual(
      Set(rules(loaded)),
      [
        "package-dependency-missing", "package-version-stands-in", "definition-base-unknown", "definition-property-missing",
        "definition-malformed",
      ])
    XCTAssertFalse(loaded.diagnostics.hasErrors, "what is wrong in a package matters to those alone who ask for it")
    let lost = try XCTUnwrap(loaded.schema.type(url: "http://example.org/fhir/StructureDefinition/Lost"))
    XCTAssertTrue(loaded.schema.tables.types[lost.index].isBroken)
    let broken = #"{"resourceType":"StructureDefinition","url":"http://example.org/broken","name":"B"}"#
    let named = try cache.loader().load(resources: [.init(name: "b.json", bytes: Array(broken.utf8))])
    XCTAssertTrue(named.diagnostics.hasErrors, "what is wrong in a file that is named is an error")
    XCTAssertThrowsError(try cache.loader().load(packages: ["example.top#9"])) { error in
      let diagnostic = (error as? DefinitionError)?.diagnostic
      XCTAssertEqual(diagnostic?.ruleName, "package-not-found")
      XCTAssertTrue(diagnostic?.message.contains("1.0.0") ?? false, "the versions that are there are named")
    }
  }

  func testCirclesAreReported() throws {
    let cache = PackageFolder()
    try cache.add("example.a#1.0.0", dependencies: ["example.b": "1.0.0"], [])
    try cache.add("example.b#1.0.0", dependencies: ["example.a": "1.0.0"], [])
    let loaded = try cache.loader().load(packages: ["example.a"])
    XCTAssertEqual(rules(loaded), ["package-dependency-cycle"])
    XCTAssertEqual(Set(loaded.packages.map(\.name)), ["hl7.fhir.r4.core", "example.a", "example.b"])
  }
}
