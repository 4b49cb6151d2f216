import XCTest

@testable import Mapping

/// Patients of ADT messages, as senders of the United Kingdom write them. NHS numbers are of the range kept for tests.
final class PatientTests: XCTestCase {
  private func convert(_ pid: String, more: String = "", library: MapLibrary? = nil) throws -> Converting {
    let result = try Converting(
      "MSH|^~\\&|PAS|RXX|TIE|RYY|20260110101500||ADT^A31|77|P|2.4\rEVN||20260110101500\r\(pid)\r\(more)", library: library)
    XCTAssertEqual(result.structuralErrors, [])
    XCTAssertTrue(result.totals.isBalanced && result.areRecordsBalanced)
    return result
  }

  func testNHSNumberInEveryForm() throws {
    for form in [
      "9999999468^^^NHS^NH", "9999999468^^^NHS", "9999999468^^^^NH", "9999999468^^^NHSNBR^NHSNMBR", "9999999468^^^^NHSNMBR",
      "9999999468^^^^NHS", "9999999468^^^NHS&2.16.840.1.113883.2.1.4.1&ISO^NH",
    ] {
      let result = try convert("PID|1||\(form)||Doe^Jane")
      XCTAssertEqual(result.text("Patient", "identifier.0.system"), "https://fhir.nhs.uk/Id/nhs-number", form)
      XCTAssertEqual(result.text("Patient", "identifier.0.value"), "9999999468", form)
    }
    XCTAssertEqual(
      try convert("PID|1||1234567890^^^CHI^NH").text("Patient", "identifier.0.system"), "urn:id:CHI",
      "a Scottish number has the type of a health service number, too")
    let old = try convert("PID|1||A1^^^RXX^MR||Doe||||||||||||||9999999468")
    XCTAssertEqual(old.text("Patient", "identifier.1.system"), "https://fhir.nhs.uk/Id/nhs-number")
    XCTAssertEqual(try convert("PID|1||A1^^^RXX^MR||Doe||||||||||||||AB123456C").status("PID[1]-19[1]"), .kept)
  }

  func testLocalIdentifiersKeepTheirAuthority() throws {
    let result = try convert("PID|1||A1^^^RXX Hospital^MR~B2^^^LAB&1.2.3.4&ISO^PI")
    XCTAssertEqual(result.text("Patient", "identifier.0.system"), "urn:id:RXX%20Hospital")
    XCTAssertEqual(result.text("Patient", "identifier.0.type.coding.0.code"), "MR")
    XCTAssertEqual(result.text("Patient", "identifier.1.system"), "urn:id:LAB")
    let assigner = result.resources("Organization").first { "\($0)".contains("1.2.3.4") }
    XCTAssertNotNil(assigner, "an authority is an organization, too, with its OID")
  }

  func testGenderCodes() throws {
    for (code, gender) in ["M": "male", "F": "female", "1": "male", "2": "female", "9": "other", "X": "unknown", "O": "other"] {
      XCTAssertEqual(try convert("PID|1||A1|||||\(code)").text("Patient", "gender"), gender, code)
    }
    let unknown = try convert("PID|1||A1|||||Q")
    XCTAssertNil(unknown.value("Patient", "gender"))
    XCTAssertTrue(unknown.findings.contains("code-not-mapped Q"))
    XCTAssertEqual(unknown.status("PID[1]-8[1]"), .kept)
  }

  func testNameAddressAndTelephone() throws {
    let result = try convert(
      "PID|1||A1||Smith&Sons^Ann^Mary^Jr^Dr^^L~Ann^^^^^^N|||F|||1 High St&Flat 2^The Green^Leeds^^LS1 1AA^GBR^H||"
        + "0113 496 0000^PRN^PH~07700 900001^PRN^CP~ann@example.org^NET|0113 496 0001")
    XCTAssertEqual(result.text("Patient", "name.0.family"), "Smith")
    XCTAssertEqual(result.text("Patient", "name.0._family.extension.0.valueString"), "Sons")
    XCTAssertEqual(result.value("Patient", "name.0.given") as? [String], ["Ann", "Mary"])
    XCTAssertEqual(result.value("Patient", "name.0.prefix") as? [String], ["Dr"])
    XCTAssertEqual(result.text("Patient", "name.0.use"), "official")
    XCTAssertEqual(result.text("Patient", "name.1.use"), "nickname")
    XCTAssertEqual(result.value("Patient", "address.0.line") as? [String], ["1 High St", "Flat 2", "The Green"])
    XCTAssertEqual(result.text("Patient", "address.0.postalCode"), "LS1 1AA")
    XCTAssertEqual(result.text("Patient", "telecom.0.value"), "0113 496 0000")
    XCTAssertEqual(result.text("Patient", "telecom.0.use"), "home")
    XCTAssertEqual(result.text("Patient", "telecom.1.use"), "home")
    XCTAssertEqual(result.text("Patient", "telecom.2.system"), "email")
    XCTAssertEqual(result.text("Patient", "telecom.3.use"), "work")
  }

  func testBirthAndDeath() throws {
    let result = try convert("PID|1||A1||||197002281030" + String(repeating: "|", count: 22) + "202601091200|Y")
    XCTAssertEqual(result.text("Patient", "birthDate"), "1970-02-28")
    XCTAssertEqual(result.text("Patient", "_birthDate.extension.0.valueDateTime"), "1970-02-28T10:30:00+00:00")
    XCTAssertEqual(result.text("Patient", "deceasedDateTime"), "2026-01-09T12:00:00+00:00")
    XCTAssertEqual(try convert("PID|1||A1||||1970").text("Patient", "birthDate"), "1970", "precision is kept")
    XCTAssertEqual(
      try convert("PID|1||A1" + String(repeating: "|", count: 27) + "Y").value("Patient", "deceasedBoolean") as? Bool, true)
  }

  func testNullDeletes() throws {
    let result = try convert("PID|1||A1||Doe^\"\"^Mary|||\"\"")
    XCTAssertEqual(result.value("Patient", "name.0.given") as? [String], ["Mary"])
    XCTAssertNil(result.value("Patient", "gender"))
    XCTAssertEqual(result.status("PID[1]-8[1]"), .kept)
    XCTAssertEqual(result.status("PID[1]-5[1].2"), .kept)
    XCTAssertTrue(result.json.contains("PID|||||^\\\"\\\"|||\\\"\\\""), result.json)
  }

  func testEscapesAndCharacterSets() throws {
    XCTAssertEqual(try convert("PID|1||A1||A\\T\\B\\S\\C").text("Patient", "name.0.family"), "A&B^C")
    var bytes = ContiguousArray("MSH|^~\\&|PAS|RXX|TIE|RYY|20260110||ADT^A31|77|P|2.4\rPID|1||A1||Zo".utf8)
    bytes.append(0xEB)
    bytes.append(0x0D)
    XCTAssertEqual(try Converting(bytes).text("Patient", "name.0.family"), "Zoë")
  }

  func testEthnicCategory() throws {
    let result = try convert("PID|1||A1|||||||||||||||||||A^White - British", library: ShippedMaps.ukCore)
    XCTAssertEqual(
      result.text("Patient", "extension.0.url"), "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory")
    XCTAssertEqual(result.text("Patient", "extension.0.valueCodeableConcept.coding.0.code"), "A")
  }

  /// What the layer of UK Core adds: status of the NHS number, notice of death, ODS and GMP codes, Z segments wherever they stand.
  func testUKCore() throws {
    let result = try convert(
      "PID|1||9990000018^^^NHS^NH||Doe^Jane||||||||07700 900456^PRN^CP" + String(repeating: "|", count: 16)
        + "20260109|Y||NSTS01",
      more: "ZU8||||2\rPD1|||High Street Surgery^^Y06601|G9999998^Jones^Bob^^^Dr^^^GMC\r", library: ShippedMaps.ukCore)
    XCTAssertTrue(result.json.contains("Extension-UKCore-NHSNumberVerificationStatus"), result.json)
    XCTAssertTrue(result.json.contains("Extension-UKCore-DeathNotificationStatus"))
    XCTAssertEqual(result.text("Patient", "telecom.0.use"), "mobile")
    XCTAssertEqual(result.text("Patient", "meta.security.0.code"), "R")
    XCTAssertEqual(result.text("Practitioner", "identifier.0.system"), "https://fhir.hl7.org.uk/Id/gmp-number")
    let surgery = result.resources("Organization").first { $0["name"] as? String == "High Street Surgery" }
    let identifiers = surgery?["identifier"] as? [[String: Any]]
    XCTAssertEqual(identifiers?.first?["system"] as? String, "https://fhir.nhs.uk/Id/ods-organization-code")
  }

  func testGeneralPractitionerAndNextOfKin() throws {
    let result = try convert(
      "PID|1||A1||Doe^Jane",
      more: "PD1|||High Street Surgery^^Y06601|G9999998^Jones^Bob^^^Dr^^^GMP\rNK1|1|Doe^John|SPO^Husband|||||\r"
        + "NK1|2||EMR|||||||||||Works Ltd\r")
    let surgery = result.resources("Organization").first { $0["name"] as? String == "High Street Surgery" }
    XCTAssertNotNil(surgery)
    XCTAssertEqual(result.text("Practitioner", "identifier.0.system"), "https://fhir.hl7.org.uk/Id/gmp-number")
    XCTAssertEqual(result.text("RelatedPerson", "name.0.family"), "Doe")
    XCTAssertEqual(result.text("RelatedPerson", "relationship.0.coding.0.code"), "SPS")
    XCTAssertEqual(result.resources("RelatedPerson").count, 1)
    XCTAssertNotNil(result.value("Patient", "contact.0.relationship.0"))
  }
}
