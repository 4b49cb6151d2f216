import Diagnostics
import FHIRModel
import JSONSyntax
import Schema
import SourceTree
import XCTest

@testable import Validation

/// A JSON text checked in full: the walk and all passes.
struct FullyChecked: ~Copyable {
  var document: SourceDocument
  var findings = FindingList()
  let context: ValidationContext

  init(_ text: String, _ options: ValidationOptions = ValidationOptions()) throws {
    try self.init(text, ValidationContext(schema: R4.schema.get(), options: options))
  }

  init(_ text: String, _ context: ValidationContext) throws {
    self.context = context
    document = SourceDocument(format: .json, seed: context.schema.seed)
    document.bytes.append(contentsOf: text.utf8)
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    var validator = RecordValidator(context)
    for root in document.roots { validator.validate(document, root: root, findings: &findings) }
  }

  /// `rule at path`, with the key for invariants: `dom-6 at Patient`.
  var lines: [String] {
    findings.findings.map { finding in
      let path = finding.node == .none ? "" : InstancePath.fhir(document, finding.node, schema: context.schema)
      let key = finding.actual.kind == .schemaString ? context.schema.string(StringID(finding.actual.value)) : nil
      let rules = RuleRegistry([ValidationRules.all, InvariantRules.all])
      return "\(key ?? rules[finding.rule]?.name ?? "unknown") at \(path)"
    }
  }
}

final class RecordValidatorTests: XCTestCase {
  func testTheWalkNotesTypesElementsAndParents() throws {
    let schema = try R4.schema.get()
    var document = SourceDocument(format: .json, seed: schema.seed)
    document.bytes.append(
      contentsOf:
        #"{"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,{"id":"x"}]}],"contained":[{"resourceType":"Patient","id":"p"}],"odd":1}"#
        .utf8)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    var validator = StructuralValidator(schema: schema)
    validator.notesNodes = true
    validator.validate(document, root: document.roots[0], findings: &findings)
    let nodes = validator.nodes
    var seen: [String] = []
    for node in nodes.range {
      let typed = nodes[node]
      guard typed.type != .none else { continue }
      let element = typed.element == TypedNode.noElement ? "" : schema.string(schema.tables.elements[Int(typed.element)].path)
      seen.append("\(node) \(schema.string(schema.tables.types[typed.type.index].name)) \(element) in \(typed.parent)")
    }
    XCTAssertEqual(
      seen,
      [
        "0 Patient  in 0", "2 HumanName Patient.name in 0", "3 HumanName Patient.name in 2", "4 string HumanName.given in 3",
        "5 string HumanName.given in 4", "6 string HumanName.given in 4", "7 Element HumanName.given in 3",
        "8 Element HumanName.given in 7", "9 Element HumanName.given in 7",
        "10 http://hl7.org/fhirpath/System.String Element.id in 9",
        "11 Resource Patient.contained in 0", "12 Patient Patient.contained in 11", "14 id Patient.id in 12",
      ])
    XCTAssertEqual(nodes.resources.map(\.node.rawValue), [0, 12])
    XCTAssertEqual(nodes.rootResource(of: 1), NodeID(0))
    XCTAssertEqual(nodes.resource(around: NodeID(14)), 1)
    XCTAssertEqual(nodes.resource(around: NodeID(15)), 0)
    XCTAssertEqual(nodes.type(of: NodeID(15)), .none)
  }

  func testInvariantsAreReportedAtTheirPlace() throws {
    XCTAssertEqual(
      try FullyChecked(#"{"resourceType":"Patient","contact":[{"gender":"male"}]}"#).lines, ["pat-1 at Patient.contact[0]"])
    XCTAssertEqual(
      try FullyChecked(#"{"resourceType":"Patient","contact":[{"gender":"male","telecom":[{"system":"phone","value":"1"}]}]}"#)
        .lines, [])
  }

  func testBestPracticeIsASwitch() throws {
    let text = #"{"resourceType":"Patient"}"#
    XCTAssertEqual(try FullyChecked(text).lines, [])
    var options = ValidationOptions()
    options.bestPractice = .warning
    let checked = try FullyChecked(text, options)
    XCTAssertEqual(checked.lines, ["dom-6 at Patient"])
    XCTAssertEqual(checked.findings.worst, .warning)
  }

  func testABrokenExpressionIsToldOnceARecord() throws {
    let base = try R4.schema.get()
    var tables = base.tables
    let constraint = try XCTUnwrap(tables.constraints.indices.first { base.string(tables.constraints[$0].key) == "pat-1" })
    tables.constraints[constraint].expression = tables.types[tables.types.count - 1].url
    let context = ValidationContext(schema: Schema(tables))
    let checked = try FullyChecked(
      #"{"resourceType":"Patient","contact":[{"gender":"male"},{"gender":"male"}]}"#, context)
    XCTAssertEqual(checked.lines, ["pat-1 at Patient.contact[0]"])
    XCTAssertEqual(checked.findings.findings.map(\.rule), [InvariantRules.undecided.code])
    XCTAssertEqual(checked.findings.texts.count, 1)
  }
}
