import XCTest

@testable import Mapping

/// Messages as wholes: events, encounters, results, merges, bundles.
final class MessageTests: XCTestCase {
  private func adt(_ event: String, _ segments: String, bundle: BundleKind? = nil) throws -> Converting {
    let result = try Converting(
      "MSH|^~\\&|PAS|RXX|TIE|RYY|20260710101500||ADT^\(event)|77|P|2.4\rEVN||20260710101500|||U1^Clerk^Ann\r"
        + "PID|1||9999999468^^^NHS^NH||Doe^Jane\r" + segments, bundle: bundle)
    XCTAssertEqual(result.structuralErrors, [])
    XCTAssertTrue(result.totals.isBalanced && result.areRecordsBalanced)
    return result
  }

  private func oru(_ segments: String) throws -> Converting {
    let result = try Converting(
      "MSH|^~\\&|LAB|RXX|TIE|RYY|20260110101500+0000||ORU^R01^ORU_R01|78|P|2.5.1\rPID|1||9999999468^^^NHS^NH||Doe^Jane\r"
        + segments)
    XCTAssertEqual(result.structuralErrors, [])
    XCTAssertTrue(result.totals.isBalanced && result.areRecordsBalanced)
    return result
  }

  func testStatusOfTheEncounterFollowsTheEvent() throws {
    for (event, status) in [
      "A01": "in-progress", "A02": "in-progress", "A03": "finished", "A11": "cancelled", "A12": "in-progress",
      "A13": "in-progress",
      "A08": "in-progress", "A04": "in-progress",
    ] {
      XCTAssertEqual(try adt(event, "PV1|1|I|W1\r").text("Encounter", "status"), status, event)
    }
    XCTAssertEqual(
      try adt("A08", "PV1|1|I|W1" + String(repeating: "|", count: 42) + "20260712\r").text("Encounter", "status"), "finished")
    XCTAssertEqual(try adt("A08", "PV1|1||W1\r").text("Encounter", "status"), "unknown")
    for event in ["A28", "A31"] { XCTAssertEqual(try adt(event, "").resources("Encounter").count, 0, event) }
  }

  func testPlacesHangTogether() throws {
    let result = try adt("A01", "PV1|1|I|W1^R2^B3^RXX||||C1^Woolf^Kate|C1^Woolf^Kate\r")
    XCTAssertEqual(result.resources("Location").count, 4)
    let bed = try XCTUnwrap(result.value("Encounter", "location.0.location.reference") as? String)
    let entry = (result.bundle["entry"] as? [[String: Any]])?.first { $0["fullUrl"] as? String == bed }
    XCTAssertEqual(Converting.value(entry, "resource.name") as? String, "B3")
    XCTAssertNotNil(Converting.value(entry, "resource.partOf.reference"))
  }

  func testOneResourceForOnePerson() throws {
    let result = try adt("A01", "PV1|1|I|W1||||C1^Woolf^Kate^^^Dr^^^GMC|C1^Woolf^Kate^^^Dr^^^GMC|C2^Hill^Max^^^Dr^^^GMC\r")
    let consultants = result.resources("Practitioner").compactMap { Converting.value($0, "identifier.0.value") as? String }
    XCTAssertEqual(consultants.sorted(), ["C1", "C2", "U1"])
    XCTAssertEqual(
      result.value("Encounter", "participant.0.individual.reference") as? String,
      result.value("Encounter", "participant.1.individual.reference") as? String)
  }

  func testTimesGetTheBritishZone() throws {
    XCTAssertEqual(try adt("A31", "").bundle["timestamp"] as? String, "2026-07-10T10:15:00+01:00")
    XCTAssertEqual(
      try Converting("MSH|^~\\&|A|B|C|D|202601101015||ADT^A31|1|P|2.4\rPID|1||7\r").bundle["timestamp"] as? String,
      "2026-01-10T10:15:00+00:00", "FHIR lets the seconds be zero")
    XCTAssertNil(
      try Converting("MSH|^~\\&|A|B|C|D|20260110||ADT^A31|1|P|2.4\rPID|1||7\r").bundle["timestamp"], "a day is no instant")
  }

  func testObservationValues() throws {
    let cases: [(String, String, Any?)] = [
      ("NM||5.20|mmol/L", "valueQuantity.unit", "mmol/L"), ("NM||<5|mg", "valueQuantity.comparator", "<"),
      ("NM||POSITIVE|", "valueString", "POSITIVE"), ("ST||a\\.br\\b", "valueString", "a\\.br\\b"),
      ("TX||line one~line two", "valueString", "line one\nline two"),
      ("CE||A^Alpha^L", "valueCodeableConcept.coding.0.code", "A"),
      ("SN||>^12^^|g", "valueQuantity.comparator", ">"), ("SN||^1^-^2|g", "valueRange.low.unit", "g"),
      ("SN||^1^:^128", "valueRatio.denominator.value", 128), ("DT||20260102", "valueDateTime", "2026-01-02"),
      ("TM||1015", "valueTime", "10:15:00"), ("||text", "valueString", "text"), ("XYZ||a^b", "valueString", "a^b"),
    ]
    for (fields, path, expected) in cases {
      let result = try oru("OBR|1||9|T^Test^L|||||||||||||||||||||F\rOBX|1|\(observed(fields))\r")
      let value = result.value("Observation", path)
      XCTAssertEqual("\(value ?? "nil")", "\(expected ?? "nil")", fields)
    }
  }

  /// `NM||5` with the code of the test put in: `NM|T^Test^L||5`.
  private func observed(_ fields: String) -> String {
    let parts = fields.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
    return parts[0] + "|T^Test^L|" + parts[1] + "|" + parts[2]
  }

  func testDigitsOfNumbersStay() throws {
    XCTAssertTrue(try oru("OBR|1||9|T^Test^L|||||||||||||||||||||F\rOBX|1|NM|T||5.20||||||F\r").json.contains("\"value\":5.20"))
    XCTAssertTrue(try oru("OBR|1||9|T^Test^L|||||||||||||||||||||F\rOBX|1|NM|T||+05.||||||F\r").json.contains("\"value\":5}"))
  }

  func testReportsRequestsAndNotesHangTogether() throws {
    let result = try oru(
      "ORC|RE|P1|F1||CM\rOBR|1|P1|F1|FBC^Full blood count^L|||202601100900||||||||||||||||||F\rNTE|1||on the request\r"
        + "OBX|1|NM|HB^Hb^L||120|g/L|115-165|N|||F\rNTE|1||first\rNTE|2||second~third\rOBX|2|NM|WC^WCC^L||6|10*9/L||H|||F\r"
        + "ORC|RE|P2|F2||CM\rOBR|2|P2|F2|UE^Urea^L|||202601100900||||||||||||||||||P\rOBX|1|NM|U^Urea^L||5|mmol/L||||||P\r")
    XCTAssertEqual(result.resources("DiagnosticReport").count, 2)
    XCTAssertEqual(result.resources("ServiceRequest").count, 2)
    XCTAssertEqual(result.resources("Observation").count, 3)
    XCTAssertEqual((result.value("DiagnosticReport", "result") as? [Any])?.count, 2)
    XCTAssertEqual(result.text("Observation", "note.0.text"), "first\nsecond\nthird")
    XCTAssertEqual(result.text("ServiceRequest", "note.0.text"), "on the request")
    XCTAssertEqual(result.text("DiagnosticReport", "status"), "final")
    XCTAssertEqual(result.text("Observation", "interpretation.0.coding.0.code"), "N")
    XCTAssertEqual(result.text("Observation", "referenceRange.0.text"), "115-165")
  }

  func testSeveralValuesBecomeComponents() throws {
    let result = try oru("OBR|1||9|T^Test^L|||||||||||||||||||||F\rOBX|1|CE|ORG^Organism^L||A^Alpha^L~B^Beta^L||||||F\r")
    XCTAssertEqual((result.value("Observation", "component") as? [Any])?.count, 2)
    XCTAssertEqual(result.text("Observation", "component.1.code.coding.0.code"), "ORG")
  }

  func testMerge() throws {
    let result = try Converting(
      "MSH|^~\\&|PAS|RXX|TIE|RYY|20260110||ADT^A40|79|P|2.4\rEVN||20260110\rPID|1||9999999468^^^NHS^NH||Doe^Jane\rMRG|OLD1^^^RXX^MR\r"
    )
    XCTAssertEqual(result.structuralErrors, [])
    XCTAssertEqual(result.resources("Patient").count, 2)
    XCTAssertEqual(result.text("Patient", "link.0.type"), "replaces")
    let old = try XCTUnwrap(result.resources("Patient").last)
    XCTAssertEqual(old["active"] as? Bool, false)
    XCTAssertEqual(Converting.value(old, "link.0.type") as? String, "replaced-by")
  }

  func testBundleKinds() throws {
    XCTAssertEqual(try adt("A31", "").bundle["type"] as? String, "message")
    XCTAssertEqual(try adt("A31", "", bundle: .collection).bundle["type"] as? String, "collection")
    let transaction = try adt("A31", "", bundle: .transaction)
    XCTAssertEqual(transaction.bundle["type"] as? String, "transaction")
    let entries = try XCTUnwrap(transaction.bundle["entry"] as? [[String: Any]])
    let patient = entries.first { Converting.value($0, "resource.resourceType") as? String == "Patient" }
    XCTAssertEqual(Converting.value(patient, "request.method") as? String, "PUT")
    XCTAssertEqual(
      Converting.value(patient, "request.url") as? String,
      "Patient?identifier=https://fhir.nhs.uk/Id/nhs-number%7C9999999468")
  }

  func testMessageWithoutMapIsAllLost() throws {
    let result = try Converting("MSH|^~\\&|A|B|C|D|20260101||XYZ^Q99|1|P|2.5.1\rPID|1||7\r")
    XCTAssertTrue(result.bundle.isEmpty)
    XCTAssertEqual(result.totals.unmapped, result.totals.populated)
    XCTAssertTrue(result.findings.contains { $0.hasPrefix("no-map-for-message") })
  }

  func testUnknownSegmentsAreListed() throws {
    let result = try adt("A31", "ZU8|1|2|Yes|2\r")
    XCTAssertEqual(result.status("ZU8[1]-4[1]"), .kept)
    XCTAssertEqual(result.entry("ZU8[1]-4[1]")?.why, "the map has no place for this segment")
  }

  func testLedgerSaysWhere() throws {
    let result = try adt("A31", "")
    XCTAssertEqual(result.entry("PID[1]-5[1].1")?.to.first?.hasSuffix("name[0].family"), true)
    XCTAssertEqual(result.status("PID[1]-1[1]"), .ignored)
    XCTAssertEqual(result.ledger.count, result.totals.populated)
    XCTAssertNil(result.entry("MSH[1]-1[1]"), "delimiters are no values")
  }
}
