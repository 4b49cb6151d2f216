import CSVSyntax
import Diagnostics
import FHIRModel
import Foundation
import SourceTree
import TestSupport
import XCTest

@testable import Mapping

/// Vaccination batch files. The sample rows are of this repository; the national service's own cases run where the suites are.
final class VaccinationTests: XCTestCase {
  private struct Outcome {
    var isAccepted = true
    /// Rules of each row, and the columns they are about.
    var findings: [[(rule: String, column: String, severity: Severity)]] = []
    /// The Bundle of each row, or nil.
    var bundles: [[String: Any]?] = []
    var totals = LossTotals()
  }

  private func columns() throws -> [String] { try XCTUnwrap(ShippedMaps.library?.tables.tables.first?.columns.map(\.name)) }

  private func convert(_ bytes: ContiguousArray<UInt8>, name: String) throws -> Outcome {
    let library = try XCTUnwrap(ShippedMaps.library)
    let today = try XCTUnwrap(CalendarDay(year: 2026, month: 1, day: 15))
    var engine = MapEngine(library: library, options: MapOptions(today: today, fileName: name))
    var source = SourceDocument(format: .csv)
    source.bytes = bytes
    var reading = FindingList()
    var reader = CSVReader()
    reader.parse(&source, findings: &reading)
    var outcome = Outcome()
    let roots = source.roots
    var list = FindingList()
    outcome.isAccepted = try engine.beginTable(source, header: XCTUnwrap(roots.first), findings: &list)
    guard outcome.isAccepted else { return outcome }
    var ledger = LossLedger()
    var writer = FHIRJSONWriter(schema: library.schema)
    let names = try columns()
    for root in roots.dropFirst() {
      list.removeAll()
      var target = SourceDocument(format: .canonical, seed: library.schema.seed)
      engine.convert(source, root: root, into: &target, ledger: &ledger, findings: &list)
      outcome.findings.append(
        list.findings.map { finding in
          let column = source[finding.node].kind == .field ? names[Int(source[finding.node].name) - 1] : ""
          return (ShippedMaps.registry[finding.rule]?.name ?? "", column, finding.severity)
        })
      let made = target.roots
      guard let bundle = made.first else {
        outcome.bundles.append(nil)
        continue
      }
      var output = ContiguousArray<UInt8>()
      writer.write(target, bundle, into: &output)
      outcome.bundles.append(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
    }
    XCTAssertTrue(ledger.records.allSatisfy(\.totals.isBalanced))
    outcome.totals = ledger.totals
    return outcome
  }

  private let fileName = "FLU_Vaccinations_v5_X9999_20260110T10000000.csv"

  /// A file of rows that differ from a good one.
  private func file(_ changes: [[String: String]]) throws -> ContiguousArray<UInt8> {
    let good = [
      "NHS_NUMBER": "9999999468", "PERSON_FORENAME": "Ann", "PERSON_SURNAME": "Doe", "PERSON_DOB": "19700228",
      "PERSON_GENDER_CODE": "2", "PERSON_POSTCODE": "LS1 1AA", "DATE_AND_TIME": "20260109T10300001", "SITE_CODE": "X9999",
      "SITE_CODE_TYPE_URI": "https://fhir.nhs.uk/Id/ods-organization-code", "UNIQUE_ID": "v-1",
      "UNIQUE_ID_URI": "https://example.org/vaccinations", "ACTION_FLAG": "NEW", "RECORDED_DATE": "20260109",
      "PRIMARY_SOURCE": "TRUE", "VACCINATION_PROCEDURE_CODE": "22298006", "DOSE_SEQUENCE": "1", "DOSE_AMOUNT": "0.50",
      "LOCATION_CODE": "X9999", "LOCATION_CODE_TYPE_URI": "https://fhir.nhs.uk/Id/ods-organization-code",
    ]
    let names = try columns()
    var lines = [names.map { "\"\($0)\"" }.joined(separator: "|")]
    for change in changes {
      lines.append(names.map { "\"\((change[$0] ?? good[$0] ?? "").replacing("\"", with: "\"\""))\"" }.joined(separator: "|"))
    }
    return ContiguousArray((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  func testRow() throws {
    let outcome = try convert(file([[:]]), name: fileName)
    let bundle = try XCTUnwrap(outcome.bundles.first ?? nil)
    XCTAssertEqual(bundle["type"] as? String, "transaction")
    XCTAssertEqual(Converting.value(bundle, "entry.0.request.method") as? String, "POST")
    func text(_ path: String) -> String? { Converting.value(bundle, "entry.0.resource." + path) as? String }
    XCTAssertEqual(text("contained.0.birthDate"), "1970-02-28")
    XCTAssertEqual(text("patient.reference"), "#Patient1")
    XCTAssertEqual(text("occurrenceDateTime"), "2026-01-09T10:30:00+01:00")
    XCTAssertEqual(text("vaccineCode.coding.0.code"), "NAVU")
    XCTAssertEqual(text("protocolApplied.0.targetDisease.0.coding.0.code"), "6142004")
    XCTAssertEqual(outcome.totals.unmapped, 0)
  }

  func testEveryRuleOfRows() throws {
    let cases: [(String, String, String?)] = [
      ("PERSON_SURNAME", "", "vaccination-cell-missing"), ("PERSON_SURNAME", "  ", "vaccination-cell-blank"),
      ("PERSON_SURNAME", "Doe", nil), ("PERSON_DOB", "20230230", "vaccination-cell-form"),
      ("PERSON_DOB", "20260116", "vaccination-date-in-future"), ("PERSON_DOB", "20260115", nil),
      ("NHS_NUMBER", "9999999469", "vaccination-cell-form"), ("NHS_NUMBER", "", "vaccination-cell-expected"),
      ("PERSON_GENDER_CODE", "8", "vaccination-cell-form"), ("PERSON_GENDER_CODE", "Female", nil),
      ("DATE_AND_TIME", "20260109T10300002", "vaccination-cell-form"), ("DATE_AND_TIME", "20260109T103000", nil),
      ("DOSE_SEQUENCE", "10", "vaccination-cell-form"), ("DOSE_AMOUNT", "half", "vaccination-cell-form"),
      ("VACCINATION_PROCEDURE_CODE", "22298007", "vaccination-cell-form"), ("ACTION_FLAG", "CREATE", "vaccination-cell-form"),
      ("PRIMARY_SOURCE", "maybe", "vaccination-cell-form"), ("PRIMARY_SOURCE", "False", nil),
      ("PERSON_SURNAME", String(repeating: "é", count: 35), nil),
      ("PERSON_SURNAME", String(repeating: "é", count: 36), "vaccination-cell-form"),
      ("PERSON_FORENAME", "A B C D E F", "vaccination-cell-form"), ("EXPIRY_DATE", "20400101", nil),
    ]
    let outcome = try convert(file(cases.map { [$0.0: $0.1] }), name: fileName)
    for (index, (column, value, rule)) in cases.enumerated() {
      let about = outcome.findings[index].filter {
        $0.column == column && $0.rule != "vaccination-cell-expected" || $0.column == column && rule != nil
      }
      XCTAssertEqual(about.first?.rule, rule, "\(column) = \(value)")
      let isRejected = about.contains { $0.severity >= .error }
      XCTAssertEqual(outcome.bundles[index] == nil, isRejected, "\(column) = \(value)")
    }
  }

  func testUpdateAndDelete() throws {
    let rest = try columns().filter { !["UNIQUE_ID", "UNIQUE_ID_URI", "ACTION_FLAG"].contains($0) }
    var deletion = Dictionary(uniqueKeysWithValues: rest.map { ($0, "") })
    deletion["ACTION_FLAG"] = "delete"
    let outcome = try convert(file([["ACTION_FLAG": "Update"], deletion]), name: fileName)
    XCTAssertEqual(Converting.value(outcome.bundles[0], "entry.0.request.method") as? String, "PUT")
    XCTAssertEqual(Converting.value(outcome.bundles[1], "entry.0.request.method") as? String, "DELETE")
    XCTAssertEqual(
      Converting.value(outcome.bundles[1], "entry.0.request.url") as? String,
      "Immunization?identifier=https://example.org/vaccinations%7Cv-1")
    XCTAssertNil(Converting.value(outcome.bundles[1], "entry.0.resource"))
  }

  func testRowWidth() throws {
    var bytes = try file([[:]])
    bytes.append(contentsOf: "a|b\r\n".utf8)
    let outcome = try convert(bytes, name: fileName)
    XCTAssertEqual(outcome.findings.last?.map(\.rule), ["vaccination-row-width"])
  }

  func testFileNames() throws {
    let good = try file([[:]])
    for (name, isRight) in [
      ("FLU_Vaccinations_v5_X9999_20260110T10000000.csv", true), ("flu_vaccinations_V5_x9999_20260110T10000001.dat", true),
      ("folder/HPV_Vaccinations_v5_X9999_20260110T10000000.csv", true), ("HP_Vaccinations_v5_X9999_20260110T10000000.csv", false),
      ("FLU_Vaccinations_v5_X9999_20260110T10000000.pdf", false), ("FLU_Vaccination_v5_X9999_20260110T10000000.csv", false),
      ("FLU_Vaccinations_v0_X9999_20260110T10000000.csv", false), ("FLU_Vaccinations_v5_X9999_20260110T10000002.csv", false),
      ("FLU_Vaccinations_v5_X9999_20260110T10000000", false), ("", false),
    ] {
      XCTAssertEqual(try convert(good, name: name).isAccepted, isRight, name)
    }
  }

  func testHeaders() throws {
    let text = String(decoding: try file([[:]]), as: UTF8.self)
    for (old, new) in [
      ("\"PERSON_DOB\"|", ""), ("PERSON_SURNAME", "SURNAME"),
      ("\"NHS_NUMBER\"|\"PERSON_FORENAME\"", "\"PERSON_FORENAME\"|\"NHS_NUMBER\""),
      ("\"NHS_NUMBER\"", "\"EXTRA\"|\"NHS_NUMBER\""), ("|", ","),
    ] {
      XCTAssertFalse(try convert(ContiguousArray(text.replacing(old, with: new).utf8), name: fileName).isAccepted, old)
    }
  }

  func testWindows1252() throws {
    var bytes = ContiguousArray(String(decoding: try file([["PERSON_SURNAME": "Zo#"]]), as: UTF8.self).utf8)
    if let place = bytes.firstIndex(of: UInt8(ascii: "#")) { bytes[place] = 0xEB }
    let outcome = try convert(bytes, name: fileName)
    XCTAssertEqual(Converting.value(outcome.bundles[0], "entry.0.resource.contained.0.name.0.family") as? String, "Zoë")
  }

  // MARK: The national service's cases

  private func suite(_ name: String) throws -> Data {
    guard let path = SuiteFolder.path("suites/immunisation-batch/" + name) else {
      throw XCTSkip("the public suites are not here")
    }
    return try XCTUnwrap(FileManager.default.contents(atPath: path))
  }

  func testPublishedRows() throws {
    // Asked for outside of XCTUnwrap, which would take the skipping for a failure.
    let files = (cases: try suite("cases.json"), base: try suite("base-row.json"))
    let cases = try XCTUnwrap(JSONSerialization.jsonObject(with: files.cases) as? [String: Any])
    let base = try XCTUnwrap(JSONSerialization.jsonObject(with: files.base) as? [String: String])
    let list = try XCTUnwrap(cases["cases"] as? [[String: Any]])
    XCTAssertEqual(list.count, 115)
    let rows = list.map { base.merging($0["set"] as? [String: String] ?? [:]) { $1 } }
    let outcome = try convert(file(rows), name: fileName)
    for (index, entry) in list.enumerated() {
      let id = entry["id"] as? String ?? ""
      let errors = outcome.findings[index].filter { $0.severity >= .error }
      XCTAssertEqual(errors.isEmpty, entry["expect"] as? String == "accept", id)
      XCTAssertEqual(outcome.bundles[index] != nil, errors.isEmpty, id)
      if !errors.isEmpty { XCTAssertEqual(Set(errors.map(\.column)), Set(entry["columns"] as? [String] ?? []), id) }
      for column in entry["warn"] as? [String] ?? [] {
        XCTAssertTrue(outcome.findings[index].contains { $0.column == column && $0.severity == .warning }, "\(id) \(column)")
      }
    }
  }

  func testPublishedResources() throws {
    let name = "accepted/FLU_Vaccinations_v5_YGM41_20260110T10000000.csv"
    let outcome = try convert(ContiguousArray(suite(name)), name: name)
    let expected = try String(decoding: suite("accepted/expected-fhir.ndjson"), as: UTF8.self).split(separator: "\n").map {
      try XCTUnwrap(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    XCTAssertEqual(outcome.bundles.count, expected.count)
    for (bundle, wanted) in zip(outcome.bundles, expected) {
      let id = Converting.value(wanted, "identifier.0.value") as? String ?? ""
      if Converting.value(bundle, "entry.0.request.method") as? String == "DELETE" {
        XCTAssertTrue((Converting.value(bundle, "entry.0.request.url") as? String ?? "").hasSuffix(id))
        continue
      }
      var resource = try XCTUnwrap(Converting.value(bundle, "entry.0.resource") as? [String: Any], id)
      resource["id"] = nil
      XCTAssertEqual(resource as NSDictionary, wanted as NSDictionary, id)
    }
  }

  func testPublishedRejectedFile() throws {
    let name = "rejected/FLU_Vaccinations_v5_YGM41_20260110T10000001.csv"
    let outcome = try convert(ContiguousArray(suite(name)), name: name)
    XCTAssertEqual(outcome.bundles.count, 71)
    XCTAssertTrue(outcome.bundles.allSatisfy { $0 == nil })
  }
}
