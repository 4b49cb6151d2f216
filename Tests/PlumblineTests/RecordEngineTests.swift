import Plumbline
import XCTest

/// Uses the library as a newcomer would, with nothing but `import Plumbline`.
final class RecordEngineTests: XCTestCase {
  private let message = """
    MSH|^~\\&|PAS|NORTHMOOR|TIE|NORTHMOOR|20260110083015||ADT^A01^ADT_A01|NM1|P|2.4\r\
    EVN|A01|20260110083000\r\
    PID|1||9990000018^^^NHS^NH||Okafor^Ada^^^Dr||19800230|F\r\
    PV1|1|I|WARD1^^^NORTHMOOR\r
    """

  func testAResourceWithoutFaultsConforms() throws {
    var engine = try RecordEngine()
    let report = engine.validate(Array(#"{"resourceType":"Patient","gender":"female"}"#.utf8), name: "patient.json")
    XCTAssertTrue(report.conforms)
    XCTAssertEqual(report.diagnostics, [])
    XCTAssertEqual(report.records, 1)
    XCTAssertEqual(report.format, .json)
  }

  func testAFaultIsFoundAtItsPlace() throws {
    var engine = try RecordEngine()
    let report = engine.validate(Array("{\"resourceType\":\"Patient\",\n \"gender\":\"woman\"}".utf8), name: "patient.json")
    let diagnostic = try XCTUnwrap(report.diagnostics.first)
    XCTAssertFalse(report.conforms)
    XCTAssertEqual(report.diagnostics.count, 1)
    XCTAssertEqual(diagnostic.instancePath, "Patient.gender")
    XCTAssertEqual(diagnostic.location?.line, 2)
    XCTAssertEqual(diagnostic.definitionPath, "Patient|4.0.1#Patient.gender")
    XCTAssertFalse(diagnostic.message.contains("woman"))
  }

  func testAnEngineIsUsedAgainAndAgain() throws {
    var engine = try RecordEngine()
    for gender in ["female", "x", "male"] {
      let report = engine.validate("{\"resourceType\":\"Patient\",\"gender\":\"\(gender)\"}".utf8)
      XCTAssertEqual(report.conforms, gender != "x")
    }
  }

  func testXMLIsChecked() throws {
    var engine = try RecordEngine()
    let xml = "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"yes\"/></Patient>"
    let report = engine.validate(xml.utf8, name: "patient.xml")
    XCTAssertEqual(report.diagnostics.map(\.instancePath), ["Patient.active"])
  }

  func testAMessageBecomesABundleAndEveryValueIsAccountedFor() throws {
    var engine = try RecordEngine()
    let conversion = engine.convert(message.utf8, to: .fhirJSON, name: "admission.hl7")
    XCTAssertEqual(conversion.records.count, 1)
    let bundle = String(decoding: conversion.records.first ?? [], as: UTF8.self)
    XCTAssertTrue(bundle.hasPrefix("{\"resourceType\":\"Bundle\""), bundle)
    XCTAssertTrue(bundle.contains("Okafor"))
    XCTAssertTrue(conversion.losses.isBalanced)
    XCTAssertGreaterThan(conversion.losses.mapped, 10)
    XCTAssertTrue(String(decoding: conversion.ledger, as: UTF8.self).contains("\"at\":\"PID[1]-5[1].1\""))
  }

  func testAFindingOnAConvertedValueIsTracedToItsField() throws {
    var engine = try RecordEngine()
    // When it is only checked the message's own rules tell the fault first.
    XCTAssertTrue(engine.validate(message.utf8, name: "admission.hl7").diagnostics.contains { $0.instancePath == "PID-7" })
    // A code of another system is written, and told of where it came from.
    let marital = message.replacing("19800230|F", with: "19800220|F||||||||QQ^Quirky^HL70005")
    let report = engine.convert(marital.utf8, to: .fhirJSON, name: "admission.hl7").report
    let diagnostic = try XCTUnwrap(report.diagnostics.first { $0.instancePath.contains(".maritalStatus") })
    XCTAssertEqual(diagnostic.sourcePath?.hasPrefix("PID-16"), true)
    XCTAssertEqual(diagnostic.location?.line, 3)
    XCTAssertFalse(diagnostic.excerpt?.text.contains("Okafor") ?? true)
  }

  func testTheSameInputGivesTheSameBytes() throws {
    var engine = try RecordEngine()
    var other = try RecordEngine()
    let first = engine.convert(message.utf8, to: .fhirXML, name: "a.hl7")
    XCTAssertEqual(first.records, other.convert(message.utf8, to: .fhirXML, name: "a.hl7").records)
  }

  func testWhatIsNoRecordIsReported() throws {
    var engine = try RecordEngine()
    XCTAssertEqual(engine.validate([]).diagnostics.map(\.ruleID), ["SRC-0011"])
    XCTAssertEqual(engine.validate([0x50, 0x4B, 3, 4]).diagnostics.map(\.ruleID), ["SRC-0014"])
    XCTAssertEqual(engine.convert("{}".utf8, to: .csv).report.diagnostics.map(\.ruleID), ["SRC-0019"])
  }
}
