import CSVSyntax
import Foundation
import TestSupport
import XCTest

final class CSVSuiteTests: XCTestCase {
  /// https://github.com/max-mapper/csv-spectrum: each file must give the rows of its JSON.
  func testSpectrum() throws {
    guard let folder = SuiteFolder.path("suites/csv-spectrum") else { throw XCTSkip("the suites are not here") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/csvs").filter { $0.hasSuffix(".csv") }
    XCTAssertGreaterThan(names.count, 10)
    for name in names {
      let bytes = try [UInt8](XCTUnwrap(FileManager.default.contents(atPath: folder + "/csvs/" + name)))
      let json = try XCTUnwrap(FileManager.default.contents(atPath: folder + "/json/\(name.dropLast(4)).json"))
      let expected = try XCTUnwrap(JSONSerialization.jsonObject(with: json) as? [[String: String]])
      let table = Table(bytes)
      let header = try XCTUnwrap(table.rows.first)
      let rows = table.rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
      // Git has made LF of the CR LF inside a cell of the published files, but not in the JSON beside them.
      let lineFeeds = expected.map { $0.mapValues { $0.replacingOccurrences(of: "\r\n", with: "\n") } }
      XCTAssertEqual(rows.map { $0.mapValues { $0.replacingOccurrences(of: "\r\n", with: "\n") } }, lineFeeds, name)
      XCTAssertEqual(table.written, bytes, name)
      XCTAssertEqual(table.rules, [], name)
    }
  }

  /// https://www.w3.org/2013/csvw/tests/: every table is read and written back.
  func testCSVW() throws {
    guard let folder = SuiteFolder.path("suites") else { throw XCTSkip("the suites are not here") }
    var count = 0
    for suite in ["csvw", "immunisation-batch"] {
      for name in FileManager.default.enumerator(atPath: folder + "/" + suite)?.compactMap({ $0 as? String }) ?? []
      where name.hasSuffix(".csv") {
        let bytes = try [UInt8](XCTUnwrap(FileManager.default.contents(atPath: "\(folder)/\(suite)/\(name)")))
        let table = Table(bytes)
        XCTAssertEqual(table.written, bytes, name)
        XCTAssertFalse(table.rows.isEmpty && !bytes.isEmpty, name)
        count += 1
      }
    }
    XCTAssertGreaterThan(count, 50)
  }

  /// The vaccination batch: 34 columns, bars, every cell quoted.
  func testVaccinationBatch() throws {
    guard let folder = SuiteFolder.path("suites/immunisation-batch") else { throw XCTSkip("the suites are not here") }
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] where name.hasSuffix(".csv") {
      let table = try Table([UInt8](XCTUnwrap(FileManager.default.contents(atPath: folder + "/" + name))))
      XCTAssertEqual(table.dialect.delimiter, UInt8(ascii: "|"))
      XCTAssertEqual(table.dialect.columnNames.count, 34)
      XCTAssertTrue(table.dialect.hasHeader)
      XCTAssertEqual(Set(table.rows.map(\.count)), [34])
    }
  }
}
