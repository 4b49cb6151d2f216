import Diagnostics
import HL7v2Syntax
import HL7v2Validation
import SourceTree
import XCTest

final class AcknowledgerTests: XCTestCase {
  private func answers(_ text: String) throws -> [String] {
    var document = SourceDocument(format: .hl7v2)
    document.bytes = ContiguousArray(text.utf8)
    var findings = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    var validator = MessageValidator(try XCTUnwrap(Checking.library))
    let root = try XCTUnwrap(document.roots.first)
    validator.validate(document, root: root, findings: &findings)
    switch Acknowledger(timeStamp: "20251014").answer(document, root: root, findings: findings.findings) {
    case .none(let silence): return ["\(silence)"]
    case .messages(let messages): return messages.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private func message(accept: String = "", application: String = "", version: String = "2.5.1", id: String = "9990000018")
    -> String
  {
    "MSH|^~\\&|PAS|RNX|LAB|RLB|20251014||ADT^A08|77|P|\(version)|||\(accept)|\(application)|||\rEVN|A08|20251014\r"
      + "PID|||\(id)^^^NHS^NH||Smith^Ann\rPV1||I\r"
  }

  func testTheOriginalModeHasOneAnswer() throws {
    XCTAssertEqual(
      try answers(message()),
      ["MSH|^~\\&|LAB|RLB|PAS|RNX|20251014||ACK^A08^ACK|77-AA|P|2.5.1\rMSA|AA|77\r"])
    XCTAssertEqual(
      try answers(message(id: "9990000017")),
      [
        "MSH|^~\\&|LAB|RLB|PAS|RNX|20251014||ACK^A08^ACK|77-AE|P|2.5.1\rMSA|AE|77|Data type error\r"
          + "ERR||PID^1^3^1^1|102^Data type error^HL70357|E\r"
      ])
  }

  func testErrorsAreWrittenAsTheVersionWantsThem() throws {
    XCTAssertEqual(
      try answers(message(version: "2.3", id: "9990000017")),
      [
        "MSH|^~\\&|LAB|RLB|PAS|RNX|20251014||ACK^A08|77-AE|P|2.3\rMSA|AE|77|Data type error\r"
          + "ERR|PID^1^3^102&Data type error&HL70357\r"
      ])
  }

  /// What each condition of table HL70155 gives, in both fields, for a right and a wrong message.
  func testAllConditionsOfTheEnhancedMode() throws {
    for (accept, right) in [("AL", true), ("NE", false), ("ER", false), ("SU", true)] {
      for (application, good, bad) in [("AL", true, true), ("NE", false, false), ("ER", false, true), ("SU", true, false)] {
        let codes = try answers(message(accept: accept, application: application)).map(code)
        XCTAssertEqual(
          codes, (right ? ["CA"] : []) + (good ? ["AA"] : []) + (!right && !good ? ["none"] : []), "\(accept) \(application)")
        let wrong = try answers(message(accept: accept, application: application, id: "1")).map(code)
        XCTAssertEqual(
          wrong, (right ? ["CA"] : []) + (bad ? ["AE"] : []) + (!right && !bad ? ["none"] : []), "\(accept) \(application)")
      }
    }
    XCTAssertEqual(try answers(message(accept: "AL", application: "AL", version: "99")).map(code), ["CR"])
  }

  private func code(_ answer: String) -> String {
    guard let segment = answer.split(separator: "\r").first(where: { $0.hasPrefix("MSA") }) else { return "none" }
    return String(segment.split(separator: "|")[1])
  }

  func testAnAcknowledgementIsNotAcknowledged() throws {
    let text = "MSH|^~\\&|LAB|RLB|PAS|RNX|20251014||ACK^A08^ACK|78|P|2.5.1|||AL|AL\rMSA|AA|77\r"
    XCTAssertEqual(try answers(text), ["isAcknowledgement"])
  }

  func testDelimitersAndCharacterSetAreKept() throws {
    let text =
      "MSH*%$!#*PAS*RNX*LAB*RLB*20251014**ADT%A08*77*P*2.4******8859/1\rEVN**20251014\rPID***1%%%NHS%NH**Smith%Ann\rPV1**I\r"
    let answer = try XCTUnwrap(try answers(text).first)
    XCTAssertTrue(answer.hasPrefix("MSH*%$!#*LAB*RLB*PAS*RNX*20251014**ACK%A08%ACK*77-AE*P*2.4******8859/1\rMSA*AE*77*"), answer)
    XCTAssertTrue(answer.contains("ERR*PID%1%3%102#Data type error#HL70357\r"), answer)
  }
}
