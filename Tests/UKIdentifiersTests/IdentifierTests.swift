import Foundation
import TestSupport
import UKIdentifiers
import XCTest

final class IdentifierTests: XCTestCase {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  func testNHSNumbers() {
    let faults: [(String, NHSNumber.Fault?)] = [
      ("9990000018", nil), ("999 000 0018", .separators), ("999-000-0018", .separators), ("9990000019", .checkDigit),
      ("999000001", .form), ("99900000180", .form), ("999000001X", .form), ("", .form), ("0000000000", .placeholder),
      ("9999999999", .placeholder), ("0123456789", .placeholder), ("5000000005", .notIssued), ("8000000008", nil),
      ("999 000 0019", .checkDigit),
    ]
    for (text, fault) in faults { XCTAssertEqual(NHSNumber.fault(bytes(text)), fault, text) }
    XCTAssertEqual(NHSNumber.service([0, 1, 0, 0, 0, 0, 0, 0, 0, 2]), .scotland)
    XCTAssertEqual(NHSNumber.service([9, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .test)
  }

  /// Every single wrong digit and every exchange of neighbours is found, which modulus 11 promises.
  func testEverySlipIsFound() {
    let right = bytes("9990000018")
    for index in right.indices {
      for digit in bytes("0123456789") where digit != right[index] {
        var wrong = right
        wrong[index] = digit
        XCTAssertEqual(NHSNumber.fault(wrong), .checkDigit)
      }
      guard index > 0, right[index] != right[index - 1] else { continue }
      var exchanged = right
      exchanged.swapAt(index, index - 1)
      XCTAssertEqual(NHSNumber.fault(exchanged), .checkDigit)
    }
  }

  func testCHIAndHealthAndCareNumbers() {
    XCTAssertNil(CHINumber.fault(bytes("0101700016")))
    XCTAssertEqual(CHINumber.fault(bytes("0101700017")), .checkDigit)
    XCTAssertEqual(CHINumber.fault(bytes("3113700017")), .date)
    XCTAssertEqual(CHINumber.fault(bytes("3002700017")), .date)
    XCTAssertEqual(CHINumber.fault(bytes("01017000")), .form)
    XCTAssertTrue(HealthAndCareNumber.isRight(bytes("3200000007")))
    XCTAssertFalse(HealthAndCareNumber.isRight(bytes("9990000018")))
  }

  func testODSCodes() {
    for right in ["RR8", "RR807", "B81001", "A1A1A", "YGM41", "8J1100001"] { XCTAssertNil(ODSCode.fault(bytes(right)), right) }
    for wrong in ["rr8", "RR8 ", " b81001"] {
      XCTAssertEqual(ODSCode.fault(bytes(wrong)), .spelling)
      XCTAssertNil(ODSCode.fault(ODSCode.mended(bytes(wrong))))
    }
    for wrong in ["R-8", "RR", "RR8000000X", ""] { XCTAssertEqual(ODSCode.fault(bytes(wrong)), .form, wrong) }
  }

  func testPostcodes() {
    for right in ["SW1A 2AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA", "ZZ99 3VZ"] {
      XCTAssertNil(Postcode.fault(bytes(right)), right)
    }
    for wrong in ["sw1a2aa", "SW1A  2AA", " M1 1AE"] {
      XCTAssertEqual(Postcode.fault(bytes(wrong)), .spelling)
      XCTAssertNil(Postcode.fault(Postcode.mended(bytes(wrong))), wrong)
    }
    for wrong in ["LS14A", "12345", "SW1A 2A", ""] { XCTAssertEqual(Postcode.fault(bytes(wrong)), .form, wrong) }
    for odd in ["Q1 1AA", "A1 1IO"] { XCTAssertEqual(Postcode.fault(bytes(odd)), .doubtful, odd) }
    for word in ["tbc", "N/A"] { XCTAssertEqual(Postcode.fault(bytes(word)), .nullWord) }
  }

  func testPeople() {
    XCTAssertTrue(ProfessionalCode.isGMC(bytes("1234567")))
    XCTAssertTrue(ProfessionalCode.isGMC(bytes("C1234567")))
    XCTAssertFalse(ProfessionalCode.isGMC(bytes("123456")))
    XCTAssertTrue(ProfessionalCode.isGMP(bytes("G1234567")))
    XCTAssertFalse(ProfessionalCode.isGMP(bytes("1234567")))
    XCTAssertTrue(ProfessionalCode.isNMC(bytes("98I1234E")))
    XCTAssertFalse(ProfessionalCode.isNMC(bytes("98i1234E")))
    XCTAssertTrue(ProfessionalCode.isSDS(bytes("123456789012")))
  }

  func testReadCodes() {
    for right in ["H33..", "XE0Uc", "14B4.00", "....."] {
      XCTAssertEqual(ClinicalCode.isReadV2(bytes(right)), right != ".....", right)
    }
    for wrong in ["H33", "H.3..", "H33...."] { XCTAssertFalse(ClinicalCode.isReadV2(bytes(wrong)), wrong) }
    XCTAssertTrue(ClinicalCode.isCTV3(bytes("XaBVJ")))
  }

  /// Identifiers of 16 digits give back their check digit; those of 17 and 18 the concept's.
  func testSpreadsheetDamage() {
    XCTAssertEqual(SNOMEDIdentifier.spreadsheetDamage(bytes("1082551000000100")), .exact(bytes("1082551000000105")))
    XCTAssertEqual(SNOMEDIdentifier.spreadsheetDamage(bytes("34680411000001100")), .candidate(bytes("34680411000001107")))
    // Rightly ending in 0, too short to be damaged, wrong in another way.
    for text in ["1082551000000105", "22298006", "22298007", "1082551000000106", "10825510000001000000"] {
      XCTAssertNil(SNOMEDIdentifier.spreadsheetDamage(bytes(text)), text)
    }
  }

  func testPublishedVectors() throws {
    guard let path = SuiteFolder.path("facts/vectors.json") else { throw XCTSkip("no vectors here") }
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    for vector in json?["nhs_number"] as? [[String: Any]] ?? [] {
      let text = try XCTUnwrap(vector["text"] as? String)
      let fault = NHSNumber.fault(bytes(text))
      if vector["check_digit_ok"] as? Bool == true {
        let isSentinel = vector["range"] as? String == "sentinel"
        XCTAssertEqual(fault == .placeholder, isSentinel, text)
        XCTAssertFalse(fault == .checkDigit || fault == .form, text)
      } else {
        XCTAssertTrue(fault == .checkDigit || fault == .form, text)
      }
    }
    for vector in json?["sctid"] as? [[String: Any]] ?? [] {
      let text = try XCTUnwrap(vector["text"] as? String)
      let damage = SNOMEDIdentifier.spreadsheetDamage(bytes(text))
      if let repair = vector["repair"] as? String { XCTAssertEqual(damage, .exact(bytes(repair)), text) }
      if let candidate = vector["repair_candidate_partition_10"] as? String {
        XCTAssertEqual(damage, .candidate(bytes(candidate)), text)
      }
      if vector["valid"] as? Bool == true { XCTAssertNil(damage, text) }
    }
    for vector in json?["postcode"] as? [[String: Any]] ?? [] {
      let text = try XCTUnwrap(vector["text"] as? String)
      let kind = try XCTUnwrap(vector["class"] as? String)
      let expected: Postcode.Fault? =
        switch kind {
        case "valid after repair": .spelling
        case "invalid": .form
        case "doubtful letter": .doubtful
        case "null word": .nullWord
        default: nil
        }
      XCTAssertEqual(Postcode.fault(bytes(text)), expected, text)
    }
    for vector in json?["ods"] as? [[String: Any]] ?? [] {
      let text = try XCTUnwrap(vector["text"] as? String)
      let kind = try XCTUnwrap(vector["kind"] as? String)
      let expected: ODSCode.Fault? = kind.hasSuffix("repair") ? .spelling : kind == "invalid" ? .form : nil
      XCTAssertEqual(ODSCode.fault(bytes(text)), expected, text)
    }
  }
}
