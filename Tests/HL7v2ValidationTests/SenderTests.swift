import Diagnostics
import HL7v2Syntax
import HL7v2Validation
import SourceTree
import XCTest

final class SenderTests: XCTestCase {
  private let message =
    "MSH|^~\\&|PAS|RNX|TIE|RNX|20251014||ADT^A08^ADT_A01|1|P|2.5.1\rEVN||20251014\rPID|||9990000018^^^NHS^NH\rPV1||I"

  /// The severities of the findings by rule, of the reader and of the check.
  private func severities(_ file: String, _ message: String? = nil) throws -> [String: Severity] {
    let reader = SenderFileReader(Array(file.utf8), name: "senders.yaml")
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [])
    var library = try XCTUnwrap(Checking.library)
    library.senders = reader.senders
    var document = SourceDocument(format: .hl7v2)
    document.bytes = ContiguousArray((message ?? self.message).utf8)
    var findings = FindingList()
    var parser = HL7v2Reader()
    parser.parse(&document, findings: &findings)
    var validator = MessageValidator(library)
    validator.adjust(&findings, in: document)
    for index in document.roots.indices { validator.validate(document, root: document.roots[index], findings: &findings) }
    var result: [String: Severity] = [:]
    for finding in findings.findings {
      let rule = (MessageRules.all + HL7v2SyntaxRules.all).first { $0.code == finding.rule }
      result[rule?.name ?? "?"] = finding.severity
    }
    return result
  }

  func testSeveritiesAreThoseOfTheSender() throws {
    let file = """
      senders:
        - {MSH-3: P*, severities: {hl7-field-missing: warning, hl7-missing-last-line-end: off}}
        - {name: exact, MSH-3: [PAX, PAS], MSH-4: RNX, MSH-11: P, severities: {hl7-field-missing: information}}
        - {MSH-4: RNY, severities: {hl7-field-missing: off}}
      """
    XCTAssertEqual(try severities("senders: []"), ["hl7-field-missing": .error, "hl7-missing-last-line-end": .information])
    XCTAssertEqual(try severities(file), ["hl7-field-missing": .information])
    XCTAssertEqual(
      try severities(file, message.replacingOccurrences(of: "RNX", with: "RNZ")), ["hl7-field-missing": .warning])
    XCTAssertEqual(
      try severities(file, message.replacingOccurrences(of: "|PAS|", with: "|LAB|"))["hl7-field-missing"], .error)
  }

  func testEachMessageOfAFileHasItsOwnSender() throws {
    let file = "senders:\n  - {MSH-3: PAS, severities: {hl7-byte-order-mark: off, hl7-field-missing: off}}\n"
    let other = message.replacingOccurrences(of: "|PAS|", with: "|LAB|")
    XCTAssertEqual(try severities(file, message + "\r" + other)["hl7-field-missing"], .error)
    XCTAssertNil(try severities(file, message + "\r" + message)["hl7-field-missing"])
  }

  func testFaultsOfTheFileAreNamed() {
    for text in [
      "senders:\n  - {severities: {hl7-number: off}}\n", "senders:\n  - {MSH-3: A, severities: {nothing: off}}\n", "other: 1\n",
    ] {
      XCTAssertTrue(SenderFileReader(Array(text.utf8), name: "x.yaml").diagnostics.hasErrors, text)
    }
  }
}
