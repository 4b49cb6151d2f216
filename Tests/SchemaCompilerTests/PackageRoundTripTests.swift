import Definitions
import TestSupport
import XCTest

/// What `package import` writes is what the compiler would have had from the package: no fact about structures is lost in YAML.
final class PackageRoundTripTests: XCTestCase {
  private static let packages = [
    "hl7.fhir.us.core-6.1.0", "hl7.fhir.uv.ips-2.0.0", "fhir.r4.ukcore.stu2-2.0.2", "uk.nhsdigital.r4-2.5.0",
    "uk.nhsdigital.bars.r4-1.34.0", "fhir.r4.ukcore.stu1-0.5.1",
  ]

  func testImportedProfilesAreReadBackEqual() throws {
    guard SuiteFolder.path("packages/\(Self.packages[0]).tgz") != nil else { throw XCTSkip("no packages here") }
    for name in Self.packages {
      guard let path = SuiteFolder.path("packages/\(name).tgz") else { continue }
      var reader = PackageReader()
      var importer = PackageImporter(strengths: [])
      let facts = importer.facts(of: try reader.read(path))
      XCTAssertGreaterThan(facts.structureDefinitions.count, 5, name)
      for definition in facts.structureDefinitions {
        let text = ProfileWriter.write(definition, packageVersion: facts.version)
        let read = ProfileReader.read(text.utf8, file: definition.url, packageVersion: facts.version)
        XCTAssertEqual(read.diagnostics.diagnostics.filter { $0.severity >= .error }.map(\.message), [], definition.url)
        guard case .structure(let again) = read.definition else {
          XCTFail(definition.url)
          continue
        }
        XCTAssertEqual(firstDifference(definition, again), nil, definition.url)
      }
    }
  }

  private func firstDifference(_ one: StructureDefinition, _ other: StructureDefinition) -> String? {
    for (a, b) in zip(one.differential, other.differential) where a != b { return "\(a) | \(b)" }
    var (a, b) = (one, other)
    a.differential = []
    b.differential = []
    if a != b { return "\(a) | \(b)" }
    return one.differential.count == other.differential.count ? nil : "another number of elements"
  }
}
