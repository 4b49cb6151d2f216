import CSVSyntax
import Diagnostics
import EmbeddedDefinitions
import FHIRModel
import Foundation
import HL7v2Model
import HL7v2Syntax
import Schema
import SourceTree
import Validation
import XCTest

@testable import Mapping

/// The maps of the repository, compiled once for all tests.
enum ShippedMaps {
  static let folder = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Profiles").path

  static func files(_ names: [String] = ["hl7v2-to-fhir", "vaccination-csv"], layer: String = "") -> [MapFile] {
    names.flatMap { name -> [MapFile] in
      let found = FileManager.default.enumerator(atPath: folder + "/" + name)?.allObjects as? [String] ?? []
      // Generated maps come before those that override them; patches are no maps.
      let maps = found.filter {
        $0.hasSuffix(".yaml") && (!$0.hasPrefix("uk-core/") || layer == "uk-core")
          && !["tables/patches.yaml", "tables/decisions.yaml"].contains($0)
      }.sorted()
      return
        (maps.filter { $0.hasPrefix("tables/") } + maps.filter { !$0.hasPrefix("tables/") && !$0.hasPrefix("uk-core/") }
        + maps.filter { $0.hasPrefix("uk-core/") }).map {
          MapFile(
            name: name + "/" + $0,
            text: ContiguousArray(FileManager.default.contents(atPath: folder + "/" + name + "/" + $0) ?? Data()))
        }
    }
  }

  static let library: MapLibrary? = (try? EmbeddedDefinitions.schema()).flatMap { try? MapLibrary(schema: $0, files: files()) }

  /// With the layer of UK Core.
  static let ukCore: MapLibrary? = (try? EmbeddedDefinitions.schema()).flatMap {
    try? MapLibrary(schema: $0, files: files(layer: "uk-core"))
  }

  static let registry = RuleRegistry([MapRules.all, VaccinationRules.all, ValidationRules.all])
}

/// One conversion with all that came of it.
struct Converting {
  /// The Bundle as a JSON object; empty where nothing was made.
  var bundle: [String: Any] = [:]
  var json = ""
  /// Entries of the ledger in source order, by place.
  var ledger: [LedgerLine] = []
  var totals = LossTotals()
  var areRecordsBalanced = true
  /// Names of rules with the source text they are about.
  var findings: [String] = []
  /// Errors that the structural validator finds in the result.
  var structuralErrors: [String] = []

  init(
    _ text: String, bundle kind: BundleKind? = nil, zone: ZonePolicy = .unitedKingdom, library given: MapLibrary? = nil
  ) throws {
    try self.init(ContiguousArray(text.utf8), bundle: kind, zone: zone, library: given)
  }

  init(
    _ bytes: ContiguousArray<UInt8>, bundle kind: BundleKind? = nil, zone: ZonePolicy = .unitedKingdom,
    library given: MapLibrary? = nil
  ) throws {
    let library = try XCTUnwrap(given ?? ShippedMaps.library)
    let today = try XCTUnwrap(CalendarDay(year: 2026, month: 1, day: 15))
    var engine = MapEngine(library: library, options: MapOptions(bundle: kind, zone: zone, today: today))
    var source = SourceDocument(format: .hl7v2)
    source.bytes = bytes
    var reading = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&source, findings: &reading)
    var target = SourceDocument(format: .canonical, seed: library.schema.seed)
    var losses = LossLedger()
    var list = FindingList()
    let roots = source.roots
    for root in roots { engine.convert(source, root: root, into: &target, ledger: &losses, findings: &list) }
    for finding in list.findings {
      let name = ShippedMaps.registry[finding.rule]?.name ?? "\(finding.rule.rawValue)"
      findings.append(finding.node == .none ? name : name + " " + source.rawText(of: finding.node))
    }
    try finish(&source, &target, losses, library)
  }

  private mutating func finish(
    _ source: inout SourceDocument, _ target: inout SourceDocument, _ losses: LossLedger, _ library: MapLibrary
  ) throws {
    totals = losses.totals
    areRecordsBalanced = losses.records.allSatisfy(\.totals.isBalanced)
    XCTAssertEqual(target.nodes.count, target.origins.count, "every canonical node has an origin entry")
    var validator = StructuralValidator(schema: library.schema)
    var list = FindingList()
    let made = target.roots
    for root in made { validator.validate(target, root: root, findings: &list) }
    for finding in list.findings where finding.severity >= .error {
      let name = ShippedMaps.registry[finding.rule]?.name ?? "\(finding.rule.rawValue)"
      structuralErrors.append(name + " " + InstancePath.fhir(target, finding.node))
    }
    var output = ContiguousArray<UInt8>()
    var writer = FHIRJSONWriter(schema: library.schema)
    if let root = made.first { writer.write(target, root, into: &output) }
    json = String(decoding: output, as: UTF8.self)
    if !output.isEmpty { bundle = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]) }
    for entry in losses.entries {
      let targets = losses.targets[Int(entry.firstTarget)..<Int(entry.firstTarget + entry.targetCount)]
      ledger.append(
        LedgerLine(
          at: HL7Path(source, entry.source)?.ledgerForm ?? "", status: entry.status,
          to: targets.map { InstancePath.fhir(target, $0) }, why: library.reasons[Int(entry.reason)]))
    }
  }

  /// The resources of a type.
  func resources(_ type: String) -> [[String: Any]] {
    (bundle["entry"] as? [[String: Any]] ?? []).compactMap { $0["resource"] as? [String: Any] }
      .filter { $0["resourceType"] as? String == type }
  }

  func resource(_ type: String) throws -> [String: Any] { try XCTUnwrap(resources(type).first, type) }

  /// A value by path: `name.0.family`.
  static func value(_ object: Any?, _ path: String) -> Any? {
    path.split(separator: ".").reduce(object) { current, step in
      if let index = Int(step) {
        let list = current as? [Any] ?? []
        return index < list.count ? list[index] : nil
      }
      return (current as? [String: Any])?[String(step)]
    }
  }

  func value(_ type: String, _ path: String) -> Any? { Converting.value(resources(type).first, path) }

  func text(_ type: String, _ path: String) -> String? { value(type, path) as? String }

  /// The ledger's entry for a place.
  func entry(_ place: String) -> LedgerLine? { ledger.first { $0.at == place } }

  func status(_ place: String) -> LossStatus? { entry(place)?.status }
}

/// An entry of a ledger, readable.
struct LedgerLine {
  var at: String
  var status: LossStatus
  var to: [String]
  var why: String
}
