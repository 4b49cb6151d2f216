import Foundation
import Plumbline
import Reporting
import XCTest

@testable import Batch

/// The same report and the same output whatever the number of workers.
final class ParallelRunTests: XCTestCase {
  private func run(_ path: String, jobs: Int, to format: OutputFormat?, in folder: URL) throws -> [Data] {
    let report = folder.appendingPathComponent("report-\(jobs)")
    let output = folder.appendingPathComponent("output-\(jobs)")
    let ledger = folder.appendingPathComponent("ledger-\(jobs)")
    for file in [report, output, ledger] { try Data().write(to: file) }
    var options = BatchOptions(
      jobs: jobs, formatter: DiagnosticFormatter(format: .json), bounds: ReportStream.Bounds(perGroup: 50))
    options.chunkSize = 1 << 12
    options.conversion = format.map {
      ConversionOptions(format: $0, destination: .file(output.path), ledgerPath: ledger.path)
    }
    let handle = try FileHandle(forWritingTo: report)
    let result = try BatchRun(SourceList([path]), options: options, engines: BatchEngines.embedded()).run(
      version: "1", definitions: "d", reportDescriptor: handle.fileDescriptor)
    try handle.close()
    XCTAssertFalse(result.hasUnreadable)
    return try [report, output, ledger].map { try Data(contentsOf: $0) }
  }

  private func check(_ name: String, _ text: String, to format: OutputFormat?) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumbline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let one = try run(path, jobs: 1, to: format, in: folder)
    XCTAssertGreaterThan(one[0].count, 1000)
    for jobs in [2, 5] { XCTAssertEqual(try run(path, jobs: jobs, to: format, in: folder), one, "\(jobs) jobs") }
  }

  func testNDJSON() throws {
    let lines = (0..<600).map { number in
      number % 97 == 5
        ? "{\"resourceType\":\"Patient\","
        : "{\"resourceType\":\"Patient\",\"id\":\"p\(number)\",\"gender\":\"\(number % 11)\",\"active\":true}"
    }
    try check("a.ndjson", lines.joined(separator: "\n"), to: .ndjson)
  }

  func testMessages() throws {
    let messages = (0..<80).map { number in
      "MSH|^~\\&|PAS|NM|TIE|NM|20260110083015||ADT^A01^ADT_A01|M\(number)|P|2.4\rEVN|A01|20260110083000\r"
        + "PID|1||9990000018^^^NHS^NH||Okafor^Ada||1980\(number % 20 + 1)10|F\rPV1|1|I|W\(number)\r"
    }
    try check("a.hl7", messages.joined(), to: .ndjson)
  }

  func testRows() throws {
    let rows = (0..<3000).map { "\($0),\"a \(String(repeating: "b", count: $0 % 50))\n\",\($0 % 400 == 7 ? "x,y" : "z")\n" }
    try check("a.csv", "id,text,word\n" + rows.joined(), to: nil)
  }
}
