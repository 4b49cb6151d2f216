import EmbeddedDefinitions
import Foundation
import HL7v2Validation
import XCTest

final class ProfileTests: XCTestCase {
  private func profile(_ name: String) throws -> MessageProfile {
    let file = try XCTUnwrap(try EmbeddedDefinitions.files(under: "hl7v2/profiles/\(name).yaml").first)
    let reader = try XCTUnwrap(MessageProfileReader(file.contents, name: file.path))
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [], name)
    return reader.profile
  }

  func testTheShippedProfilesAreReadable() throws {
    for name in ["hl7-uk-a3", "itk-adt", "wales-oru", "north-west-genomics"] { XCTAssertEqual(try profile(name).name, name) }
  }

  private let transfer =
    "MSH|^~\\&|PAS|RNX|TIE|RNX|20251014||ADT^A03|1|P|2.4\rEVN||20251014\rPID|||9990000018^^^NHS^NH||Smith^Ann\rPV1||I|W1\r"

  func testHL7UKHasItsOwnLeanStructures() throws {
    let uk = try profile("hl7-uk-a3")
    XCTAssertEqual(try Checking(transfer + "ZU1|20251010|1^^NHS|I\rZU8|1\r", profile: uk).lines, [])
    XCTAssertEqual(try Checking(transfer + "AL1|1||^x\r", profile: uk).lines, ["! segment-not-in-structure at AL1"])
    XCTAssertEqual(try Checking(transfer + "ZU8|1\rZU1|20251010\r", profile: uk).lines, ["! segment-misplaced at ZU1"])
  }

  func testUKSegmentsAreChecked() throws {
    let uk = try profile("hl7-uk-a3")
    XCTAssertEqual(try Checking(transfer + "ZU1|2025-10-10\r", profile: uk).lines, ["! date-time at ZU1-1"])
    XCTAssertEqual(try Checking(transfer + "ZU1|||Q\r", profile: uk).lines, ["condition-not-met at ZU1-3"])
    XCTAssertEqual(
      try Checking(transfer.replacingOccurrences(of: "PV1||I|W1", with: "PV1||I"), profile: uk).lines,
      ["condition-not-met at PV1-3"])
    XCTAssertTrue(try Checking(transfer + "ZU2|20251010\r", profile: uk).lines.contains("! field-missing at ZU2-2"))
  }

  func testWhatAnOwnProfileMaySay() throws {
    let text = """
      message-profile: ours
      structures:
        ADT_A03: MSH EVN PID PV1 ZAB
      segments:
        PID:
          7: {usage: R}
        ZAB:
          1: {name: ward round, type: NM, usage: R}
      conditions:
        - if: PV1-2 = I
          then: PV1-3.1 = W2
          message: inpatients are on ward W2
      severities:
        hl7-segment-missing: warning
      """
    let reader = try XCTUnwrap(MessageProfileReader(Array(text.utf8), name: "ours.yaml"))
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [])
    XCTAssertEqual(
      try Checking(transfer, profile: reader.profile).lines,
      ["segment-missing at ZAB", "! field-missing at PID-7", "! condition-not-met at PV1-3"])
    XCTAssertEqual(
      try Checking(transfer + "ZAB|x\r", profile: reader.profile).lines.last, "! number at ZAB-1")
  }

  func testLengthsFixedValuesPredicatesAndComponents() throws {
    let text = """
      message-profile: ours
      segments:
        PID:
          5: {length: 3..8}
          8: {fixed: F}
          18: {conformance-length: 4=}
          26: {usage: C(R/X), when: PV1-2 = I}
          23: {usage: C(R/X), when: PID-8 = F}
          3.4: {usage: R}
          3.5: {usage: X}
      """
    let reader = try XCTUnwrap(MessageProfileReader(Array(text.utf8), name: "ours.yaml"))
    XCTAssertEqual(reader.diagnostics.diagnostics.count, 1, "a test of another segment")
    func lines(_ pid: String) throws -> [String] {
      try Checking(
        "MSH|^~\\&|PAS|RNX|TIE|RNX|20251014||ADT^A03|1|P|2.4\rEVN||20251014\r\(pid)\rPV1||I|W1\r", profile: reader.profile
      ).lines.filter { !$0.contains("code-not-suggested") }
    }
    let tail = "|||||||||||||||Leeds"
    XCTAssertEqual(try lines("PID|||1^^^RNX||Smith|||F" + tail), [])
    XCTAssertEqual(try lines("PID|||1^^^RNX||Smithsonian|||F" + tail), [])
    XCTAssertEqual(try lines("PID|||1^^^RNX||Smith|||F"), ["! condition-not-met at PID-23"])
    XCTAssertEqual(try lines("PID|||1^^^RNX||Smith|||M"), ["! fixed-value at PID-8"])
    XCTAssertEqual(try lines("PID|||1^^^^MR||Smith|||F" + tail), ["component-missing at PID-3.4", "! not-supported at PID-3.5"])
  }

  func testAFaultInAProfileIsReported() throws {
    let text =
      "message-profile: x\nstructures:\n  ADT_A01: MSH (\nconditions:\n  - {then: nonsense, message: m}\nseverities: {hl7-number: loud}\n"
    let reader = try XCTUnwrap(MessageProfileReader(Array(text.utf8), name: "x.yaml"))
    XCTAssertEqual(reader.diagnostics.diagnostics.count, 3)
    XCTAssertNil(MessageProfileReader(Array("name: other\n".utf8), name: "x.yaml"))
  }
}
