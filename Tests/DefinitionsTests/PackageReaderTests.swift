import Definitions
import Diagnostics
import XCTest

final class PackageReaderTests: XCTestCase {
  private let manifest =
    #"{"name":"test.package","version":"1.2.3","license":"CC0-1.0","dependencies":{"hl7.fhir.r4.core":"4.0.1"}}"#

  /// The package that the archive gives, and the rules that its definitions break.
  private func read(_ files: [(String, String)]) throws -> (Package, [String]) {
    var reader = PackageReader()
    let package = try reader.read(archive: TestArchive.package(files.map { ($0.0, $0.1) }), name: "test.tgz")
    return (package, reader.diagnostics.diagnostics.map(\.ruleName))
  }

  private func failure(_ archive: [UInt8]) -> String? {
    var reader = PackageReader()
    do {
      _ = try reader.read(archive: archive, name: "test.tgz")
      return nil
    } catch {
      return error.diagnostic.ruleName
    }
  }

  private func rules(_ definition: String) throws -> [String] {
    try read([("package/package.json", manifest), ("package/x.json", definition)]).1
  }

  func testManifestAndDefinitionsAreRead() throws {
    let (package, rules) = try read([
      ("package/package.json", manifest), ("package/.index.json", "{}"),
      ("package/example/e.json", "not read"),
      (
        "package/cs.json",
        #"{"resourceType":"CodeSystem","url":"http://x/cs","name":"Cs","content":"complete","concept":[{"code":"a","display":"A","concept":[{"code":"b"}]}]}"#
      ),
      ("package/sp.json", #"{"resourceType":"SearchParameter","url":"http://x/sp"}"#),
    ])
    XCTAssertEqual(rules, [])
    XCTAssertEqual(package.name, "test.package")
    XCTAssertEqual(package.version, "1.2.3")
    XCTAssertEqual(package.licence, "CC0-1.0")
    XCTAssertEqual(package.dependencies, [.init(name: "hl7.fhir.r4.core", version: "4.0.1")])
    XCTAssertEqual(package.codeSystems.first?.concepts.map(\.code), ["a", "b"])
    XCTAssertEqual(package.codeSystems.first?.concepts.map(\.parent), [nil, 0])
    XCTAssertEqual(package.otherResources.map(\.resourceType), ["SearchParameter"])
  }

  func testElementsAreRead() throws {
    let definition = #"""
      {"resourceType":"StructureDefinition","url":"http://x/P","name":"P","kind":"resource","type":"Patient","abstract":false,
       "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
       "differential":{"element":[{"id":"Patient.identifier:nhs","path":"Patient.identifier","sliceName":"nhs","min":1,"max":"*",
       "type":[{"code":"Identifier","profile":["http://x/I|2"]}],"fixedUri":"a\/b","patternIdentifier":{"system":"s"},
       "binding":{"strength":"required","valueSet":"http://x/vs"},"mustSupport":true,
       "constraint":[{"key":"k-1","severity":"warning","human":"do","expression":"true"}],
       "slicing":{"discriminator":[{"type":"value","path":"system"}],"ordered":true,"rules":"closed"}}]}}
      """#
    let (package, rules) = try read([("package/package.json", manifest), ("package/p.json", definition)])
    XCTAssertEqual(rules, [])
    let structure = try XCTUnwrap(package.structureDefinitions.first)
    XCTAssertTrue(structure.isProfile)
    let element = try XCTUnwrap(structure.differential.first)
    XCTAssertEqual(element.sliceName, "nhs")
    XCTAssertEqual(element.minimum, 1)
    XCTAssertEqual(element.maximum, ElementDefinition.unbounded)
    XCTAssertEqual(element.types, [ElementType(code: "Identifier", profiles: [Canonical(url: "http://x/I", version: "2")])])
    XCTAssertEqual(element.fixed, TypedValue(type: "uri", json: #""a/b""#))
    XCTAssertEqual(element.pattern, TypedValue(type: "Identifier", json: #"{"system":"s"}"#))
    XCTAssertEqual(element.binding, Binding(strength: .required, valueSet: Canonical("http://x/vs")))
    XCTAssertEqual(element.constraints, [Constraint(key: "k-1", severity: .warning, expression: "true", message: "do")])
    XCTAssertEqual(
      element.slicing, Slicing(discriminators: [.init(kind: .value, path: "system")], isOrdered: true, rules: .closed))
    XCTAssertEqual(element.mustSupport, true)
  }

  func testPropertiesWithoutAPlaceAreCounted() throws {
    var reader = PackageReader()
    let definition = #"""
      {"resourceType":"StructureDefinition","url":"u","name":"n","type":"T","kind":"resource","snapshot":{"element":[
       {"path":"T","short":"prose","defaultValueCode":"x","type":[{"code":"Reference","versioning":"either"}]}]}}
      """#
    let files = [("package/package.json", manifest), ("package/x.json", definition)]
    _ = try reader.read(archive: TestArchive.package(files.map { ($0.0, $0.1) }), name: "t.tgz")
    XCTAssertEqual(reader.unreadProperties, ["defaultValueCode": 1])
  }

  func testBrokenArchivesAreRefused() {
    let archive = TestArchive.package([("package/package.json", manifest)])
    XCTAssertNil(failure(archive))
    XCTAssertEqual(failure([]), "package-archive-damaged")
    XCTAssertEqual(failure(Array("plain text".utf8)), "package-archive-damaged")
    XCTAssertEqual(failure(Array(archive.dropLast(40))), "package-archive-damaged")
    var tar = TestArchive.tar([("package/package.json", manifest)])
    tar[0] ^= 1
    XCTAssertEqual(failure(TestArchive.gzip(tar)), "package-archive-damaged")
    XCTAssertEqual(failure(TestArchive.gzip(Array(TestArchive.tar([("a", "text")]).prefix(514)))), "package-archive-damaged")
    XCTAssertEqual(failure(TestArchive.package([("other", "x")])), "package-manifest-missing")
    XCTAssertEqual(failure(TestArchive.package([("package/package.json", "{}")])), "package-manifest-broken")
    XCTAssertEqual(failure(TestArchive.package([("package/package.json", "{")])), "package-manifest-broken")
    var reader = PackageReader()
    XCTAssertThrowsError(try reader.read("/no/such/package.tgz")) {
      XCTAssertEqual(($0 as? DefinitionError)?.diagnostic.ruleName, "definition-file-unreadable")
    }
  }

  func testDamagedBytesNeverCrash() {
    let archive = TestArchive.package([("package/package.json", manifest), ("package/a.json", #"{"resourceType":"ValueSet"}"#)])
    var state: UInt64 = 7
    for _ in 0..<400 {
      var broken = archive
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        broken[Int(state >> 33) % broken.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      _ = failure(broken)
    }
  }

  func testBrokenDefinitionsAreReportedAndNotPassedOver() throws {
    let structure = #"{"resourceType":"StructureDefinition","url":"u","name":"n","type":"T","kind":"resource""#
    XCTAssertEqual(try rules("{\"resourceType\":"), ["definition-malformed"])
    XCTAssertEqual(try rules("[]"), ["definition-property-wrong-shape"])
    XCTAssertEqual(try rules(#"{"resourceType":"ValueSet"}"#), ["definition-property-missing"])
    XCTAssertEqual(
      try rules(#"{"resourceType":"CodeSystem","url":7}"#), ["definition-property-wrong-shape", "definition-property-missing"])
    XCTAssertEqual(try rules(structure + "}"), ["definition-without-elements"])
    XCTAssertEqual(
      try rules(structure + #","snapshot":{"element":[{"path":"T","min":"1"}]}}"#), ["definition-property-wrong-shape"])
    XCTAssertEqual(
      try rules(structure + #","snapshot":{"element":[{"path":"T","max":"x"}]}}"#), ["definition-property-wrong-shape"])
    XCTAssertEqual(
      try rules(structure + #","derivation":"copy","snapshot":{"element":[{"path":"T"}]}}"#), ["definition-code-unknown"])
    XCTAssertEqual(
      try rules(structure + #","snapshot":{"element":[{"min":1}]}}"#),
      ["definition-property-missing", "definition-without-elements"])
    XCTAssertEqual(
      try rules(structure + #","snapshot":{"element":[7]}}"#), ["definition-property-wrong-shape", "definition-without-elements"])
  }

  func testPlacesPointIntoTheFile() throws {
    var reader = PackageReader()
    let text = "{\n  \"resourceType\": \"ValueSet\",\n  \"url\": 12\n}"
    _ = try reader.read(
      archive: TestArchive.package([("package/package.json", manifest), ("package/v.json", text)]), name: "t.tgz")
    let first = try XCTUnwrap(reader.diagnostics.diagnostics.first)
    XCTAssertEqual(first.location?.file, "t.tgz/package/v.json")
    XCTAssertEqual(first.location?.line, 3)
    XCTAssertEqual(first.location?.column, 10)
    XCTAssertEqual(first.message, "`url` must be a text")
  }
}
