import Plumbline
import XCTest

/// Messages made from FHIR.
final class MessageFromFHIRTests: XCTestCase {
  private static let header = "MSH|^~\\&|PAS|NORTHMOOR|TIE|NORTHMOOR|20260110083015+0000||"

  /// A message there and back.
  private func back(_ event: String, _ segments: [String]) throws -> [String] {
    var engine = try RecordEngine()
    let message = MessageFromFHIRTests.header + event + "|NM1|P|2.5.1\r" + segments.map { $0 + "\r" }.joined()
    let bundle = try XCTUnwrap(engine.convert(message.utf8, to: .fhirJSON, name: "a.hl7").records.first)
    let made = engine.convert(bundle, to: .hl7v2, name: "a.json").records.first ?? []
    return String(decoding: made, as: UTF8.self).split(separator: "\r").map(String.init)
  }

  /// Each of these segments comes back as it was.
  func testSegmentsComeBack() throws {
    let patient = "PID|1||9990000018^^^NHS^NH||Okafor^Ada^^^Dr||19800228|F"
    let adt: [String] = [
      "PID|1||9990000018^^^NHS^NH||Okafor^Ada^May^^Dr||19800228|F|||1 High Street^^Leeds^^LS1 1AA^GBR|||||M",
      "NK1|1|Okafor^Ben|SPO",
      "PV1|1|I|WARD1^3^2^NORTHMOOR||||C123^Ames^Jo|||||||||||||||||||||||||||||||||||||20260110080000+0000",
      "DG1|1||I10^Hypertension^I10||20260110",
      "PR1|1||X40^Dialysis||20260110",
      "EVN||20260110083000+0000",
    ]
    for segment in adt {
      let id = String(segment.prefix(3))
      var message = ["EVN||20260110083000+0000", patient, "PV1|1|I"].filter { !$0.hasPrefix(id) }
      message.insert(segment, at: id == "EVN" ? 0 : id == "PID" ? 1 : message.count)
      if id == "NK1" { message.swapAt(message.count - 1, message.count - 2) }
      let made = try back("ADT^A01^ADT_A01", message)
      XCTAssertTrue(made.contains { MessageFromFHIRTests.holds($0, segment) }, "\(segment) came back as \(made)")
    }
  }

  func testResultsComeBack() throws {
    let segments = [
      "PID|1||9990000018^^^NHS^NH||Okafor^Ada||19800228|F", "ORC|RE|P1|F1",
      "OBR|1|||FBC^Full blood count^L|||20260110073000+0000||||||||||||||||||F",
      "OBX|1|NM|HB^Haemoglobin^L||132|g/L|120-160||||F", "NTE|1||Checked twice",
      "OBX|2|CWE|GRP^Group^L||A^Group A^L||||||F", "OBX|3|ST|TXT^Remark^L||a \\T\\ b||||||F",
    ]
    let made = try back("ORU^R01^ORU_R01", segments)
    for segment in segments where !segment.hasPrefix("OBX|1|") && !segment.hasPrefix("OBX|3") {
      XCTAssertTrue(made.contains { MessageFromFHIRTests.holds($0, segment) }, "\(segment) came back as \(made)")
    }
    XCTAssertTrue(made.contains { $0.hasPrefix("OBX|1|NM|HB^Haemoglobin^L||132|") }, "\(made)")
    XCTAssertEqual(made.filter { $0.hasPrefix("OBX") }.count, 3)
    XCTAssertEqual(made.first?.split(separator: "|", omittingEmptySubsequences: false)[8], "ORU^R01^ORU_R01")
  }

  func testOrdersComeBack() throws {
    let segments = [
      "PID|1||9990000018^^^NHS^NH||Okafor^Ada||19800228|F", "ORC|NW|P1",
      "OBR|1|||FBC^Full blood count^L", "SPM|1|||BLD^Whole blood^HL70487",
    ]
    let made = try back("OML^O21^OML_O21", segments)
    for segment in segments {
      XCTAssertTrue(made.contains { MessageFromFHIRTests.holds($0, segment) }, "\(segment) came back as \(made)")
    }
  }

  /// Whether every part of one segment stands in another at its place.
  private static func holds(_ made: String, _ wanted: String) -> Bool {
    let fields = made.split(separator: "|", omittingEmptySubsequences: false)
    return wanted.split(separator: "|", omittingEmptySubsequences: false).enumerated().allSatisfy { number, field in
      guard !field.isEmpty else { return true }
      guard number < fields.count else { return false }
      let components = fields[number].split(separator: "^", omittingEmptySubsequences: false)
      return field.split(separator: "^", omittingEmptySubsequences: false).enumerated().allSatisfy { place, part in
        part.isEmpty || place < components.count && (components[place] == part || components[place].hasPrefix(part + "&"))
      }
    }
  }

  // MARK: FHIR that no message made

  private func made(_ json: String) throws -> (message: String, ledger: String, rules: [String]) {
    var engine = try RecordEngine()
    let conversion = engine.convert(json.utf8, to: .hl7v2, name: "a.json")
    return (
      String(decoding: conversion.records.first ?? [], as: UTF8.self), String(decoding: conversion.ledger, as: UTF8.self),
      conversion.report.diagnostics.map(\.ruleID)
    )
  }

  func testAPatientAloneMakesAnUpdate() throws {
    let made = try made(
      #"{"resourceType":"Patient","name":[{"family":"O|kafor","given":["Ada"]}],"gender":"female","photo":[{"title":"x"}]}"#)
    XCTAssertTrue(made.message.contains("|ADT^A31^ADT_A05|"), made.message)
    XCTAssertTrue(made.message.contains("\rPID|1||||O\\F\\kafor^Ada|||F\r"), made.message)
    XCTAssertTrue(made.ledger.contains(#""at":"Patient.photo[0].title","status":"unmapped""#), made.ledger)
    XCTAssertTrue(made.ledger.contains(#""at":"Patient.gender","status":"mapped","to":"PID[1]-8[1]""#), made.ledger)
  }

  func testWhatCannotBeAMessageIsSaid() throws {
    let nothing = try made(#"{"resourceType":"Medication","status":"active"}"#)
    XCTAssertEqual(nothing.message, "")
    XCTAssertTrue(nothing.rules.contains("MAP-4600"), "\(nothing.rules)")
    let bundle = try made(
      #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"}}}]}"#
    )
    XCTAssertTrue(bundle.rules.contains("MAP-4601"), "\(bundle.rules)")
    let two = try made(
      #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"1"}},{"resource":{"resourceType":"Patient","id":"2"}}]}"#
    )
    XCTAssertTrue(two.rules.contains("MAP-4602"), "\(two.rules)")
  }
}
