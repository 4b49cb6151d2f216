import Diagnostics
import Foundation
import SourceTree
import XCTest

@testable import Reporting

final class ReportStreamTests: XCTestCase {
  private func diagnostic(_ path: String, _ severity: Severity = .error) -> Diagnostic {
    Diagnostic(
      ruleID: "TEST-0001", ruleName: "sample", severity: severity, issueType: .value, message: "a \"sample\"\n\u{1}",
      location: SourceLocation(file: "f.json", byteOffset: 7, byteLength: 2, line: 3, column: 5), instancePath: path,
      sourcePath: "PID-8")
  }

  private func report(_ format: ReportFormat, files: [[Diagnostic]], bounds: ReportStream.Bounds = .init()) -> String {
    let header = ReportStream.Header(version: "1", definitions: "d#1", isSingleSource: files.count == 1)
    var stream = ReportStream(format: format, header: header, bounds: bounds)
    let formatter = DiagnosticFormatter(format: format)
    var bytes: [UInt8] = []
    stream.begin(to: &bytes)
    for (index, file) in files.enumerated() {
      stream.beginSource(to: &bytes)
      for diagnostic in file {
        let group = FindingGroup(rule: RuleCode(1), definition: .max, path: FindingGroup.generic(diagnostic.instancePath))
        let formatted = FormattedDiagnostic(group: group, bytes: formatter.bytes(diagnostic), label: "TEST-0001")
        stream.add([formatted], counts: [group: 1], to: &bytes)
      }
      stream.endSource(of: "f\(index).json", to: &bytes)
    }
    stream.end(RunSummary(), registry: { RuleRegistry([]) }, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try XCTUnwrap(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], text)
  }

  func testJSONIsOneDocumentWithALineForEachDiagnostic() throws {
    let text = report(.json, files: [[diagnostic("Patient.gender")], [], [diagnostic("Patient.name[1]")]])
    let object = try object(text)
    let diagnostics = try XCTUnwrap(object["diagnostics"] as? [[String: Any]])
    XCTAssertEqual(diagnostics.count, 2)
    XCTAssertEqual(diagnostics[0]["message"] as? String, "a \"sample\"\n\u{1}")
    XCTAssertEqual(diagnostics[0]["source"] as? String, "PID-8")
    XCTAssertEqual(diagnostics[0]["line"] as? Int, 3)
    XCTAssertNotNil(object["summary"])
    XCTAssertEqual(text.split(separator: "\n").count, 4)
  }

  func testAnOperationOutcomeStandsAloneForOneFile() throws {
    let outcome = try object(report(.operationOutcome, files: [[diagnostic("Patient.gender")]]))
    XCTAssertEqual(outcome["resourceType"] as? String, "OperationOutcome")
    let issue = try XCTUnwrap((outcome["issue"] as? [[String: Any]])?.first)
    XCTAssertEqual(issue["expression"] as? [String], ["Patient.gender"])
    XCTAssertEqual(issue["severity"] as? String, "error")
    let extensions = try XCTUnwrap(issue["extension"] as? [[String: Any]])
    XCTAssertTrue(
      extensions.contains { ($0["url"] as? String)?.hasSuffix("issue-line") == true && $0["valueInteger"] as? Int == 3 })
  }

  func testOperationOutcomesOfManyFilesAreABundleAndNeverEmpty() throws {
    let bundle = try object(report(.operationOutcome, files: [[], [diagnostic("PID-3[2].1")]]))
    let entries = try XCTUnwrap(bundle["entry"] as? [[String: Any]])
    XCTAssertEqual(entries.count, 2)
    for entry in entries {
      let outcome = try XCTUnwrap(entry["resource"] as? [String: Any])
      let issues = try XCTUnwrap(outcome["issue"] as? [[String: Any]])
      XCTAssertEqual(issues.count, 1)
      XCTAssertNil(issues[0]["expression"])
    }
  }

  func testTextShowsTheFirstOfAGroupAndCountsTheRest() {
    let many = (0..<5).map { diagnostic("Patient.name[\($0)].given[0]") } + [diagnostic("Patient.gender")]
    let text = report(.text, files: [many], bounds: .init(perGroup: 2))
    XCTAssertEqual(text.components(separatedBy: "error[TEST-0001]").count - 1, 3)
    XCTAssertTrue(text.contains("… 3 more of TEST-0001 in f0.json"), text)
    XCTAssertTrue(text.contains("= Patient.gender, from PID-8 at f.json:3:5"), text)
  }

  func testNoMoreThanTheBoundIsShown() {
    let text = report(.text, files: [(0..<9).map { diagnostic("Patient.x\($0)") }], bounds: .init(total: 4))
    XCTAssertEqual(text.components(separatedBy: "error[TEST-0001]").count - 1, 4)
  }

  func testColourOnlyOnRequest() {
    let plain = TextFormat(style: TextStyle()).bytes(diagnostic("a"))
    XCTAssertFalse(plain.contains(0x1B))
    let coloured = TextFormat(style: TextStyle(isColoured: true)).bytes(diagnostic("a"))
    XCTAssertTrue(coloured.contains(0x1B))
  }

  func testGenericPaths() {
    XCTAssertEqual(FindingGroup.generic("Patient.name[1].given[12]"), "Patient.name.given")
    XCTAssertEqual(FindingGroup.generic("row 17, column \"Date [1]\""), "column \"Date [1]\"")
    XCTAssertEqual(FindingGroup.generic("row 17"), "row")
  }

  func testSummary() {
    var summary = RunSummary()
    var list = FindingList(bound: 1)
    let rule = Rule("TEST", 1, "sample", .warning, .value, message: "", summary: "", explanation: "")
    list.append(Finding(rule, span: SourceSpan(0..<0)))
    list.append(Finding(rule, span: SourceSpan(0..<0)))
    summary.counts.add(list)
    summary.sources = 2
    summary.records = 1200
    summary.bytes = 1_500_000
    let text = SummaryText.text(summary, registry: RuleRegistry([[rule]]))
    XCTAssertTrue(text.contains("1 warning TEST-0001 sample"), text)
    XCTAssertTrue(text.contains("2 warnings; 2 files, 1,200 records, 1.5 MB, 0.000 s"), text)
  }
}
