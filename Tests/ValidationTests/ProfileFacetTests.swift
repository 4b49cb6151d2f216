import Diagnostics
import JSONSyntax
import Schema
import SourceTree
import Validation
import XCTest

/// Facets that the base of FHIR does not use and schemas of profiles do: made here by altering the base.
final class ProfileFacetTests: XCTestCase {
  private func findings(_ text: String, _ alter: (inout Schema.Tables, Schema) -> Void) throws -> [String] {
    let base = try R4.schema.get()
    var tables = base.tables
    alter(&tables, base)
    let schema = Schema(tables)
    var document = SourceDocument(format: .json, seed: schema.seed)
    document.bytes.append(contentsOf: text.utf8)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    var validator = StructuralValidator(schema: schema)
    for root in document.roots { validator.validate(document, root: root, findings: &findings) }
    return findings.findings.map { R4.registry[$0.rule]?.name ?? "unknown" }
  }

  private func element(_ path: String, _ schema: Schema) -> Int {
    schema.tables.elements.firstIndex { schema.string($0.path) == path } ?? 0
  }

  func testMaximumAndMinimumOfArrays() throws {
    let text = #"{"resourceType":"Patient","name":[{"text":"a"},{"text":"b"}]}"#
    XCTAssertEqual(try findings(text) { $0.elements[element("Patient.name", $1)].maximum = 1 }, ["cardinality-above-maximum"])
    XCTAssertEqual(try findings(text) { $0.elements[element("Patient.name", $1)].minimum = 3 }, ["cardinality-below-minimum"])
    XCTAssertEqual(try findings(text) { $0.elements[element("Patient.name", $1)].minimum = 2 }, [])
  }

  func testRequiredBindingOfACoding() throws {
    func encounter(_ coding: String) throws -> [String] {
      try findings(#"{"resourceType":"Encounter","status":"finished","class":\#(coding)}"#) { tables, schema in
        let index = element("Encounter.class", schema)
        tables.elements[index].bindingStrength = .required
        tables.elements[index].valueSet =
          schema.valueSet(url: "http://hl7.org/fhir/ValueSet/allergyintolerance-clinical") ?? .none
      }
    }
    let system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
    XCTAssertEqual(try encounter(#"{"system":"\#(system)","code":"active"}"#), [])
    XCTAssertEqual(try encounter(#"{"system":"http://example.org","code":"active"}"#), ["coding-not-in-value-set"])
    XCTAssertEqual(try encounter(#"{"code":"active"}"#), ["coding-not-in-value-set"])
  }

  func testStringsHaveALimit() throws {
    let long = String(repeating: "é", count: 1024 * 1024)
    func text(_ name: String) -> String { #"{"resourceType":"Patient","name":[{"text":"\#(name)"}]}"# }
    XCTAssertEqual(try Checked(json: text(long)).lines, [])
    XCTAssertEqual(try Checked(json: text(long + "x")).lines, ["string-too-long at Patient.name[0].text"])
  }

  func testDocumentsReadWithoutTheSchemasNamesAreChecked() throws {
    var document = SourceDocument(format: .json)
    document.bytes.append(contentsOf: #"{"resourceType":"Patient","gender":"x","name":[{"nam":"a"}]}"#.utf8)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    var validator = try R4.validator.get()
    validator.validate(document, root: document.roots[0], findings: &findings)
    XCTAssertEqual(
      findings.findings.map { R4.registry[$0.rule]?.name ?? "" }, ["code-not-in-value-set", "unknown-element"])
  }
}
