import Diagnostics
import Foundation
import XCTest

@testable import Validation

/// Checks that go by the facts of `Profiles/record-facts`.
final class RecordFactsTests: XCTestCase {
  static let facts: RecordFacts = {
    let folder = "\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/record-facts"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return RecordFacts(
      names.sorted().filter { !$0.hasSuffix(".md") }.compactMap { name in
        FileManager.default.contents(atPath: folder + "/" + name).map { (name, Array($0)) }
      })
  }()

  private func lines(_ text: String, _ options: ValidationOptions = ValidationOptions()) throws -> [String] {
    let context = ValidationContext(schema: try R4.schema.get(), options: options, facts: { RecordFactsTests.facts })
    let checked = try FullyChecked(text, context)
    let rules = RuleRegistry([ConformanceRules.all, ExtensionRules.all, InvariantRules.all])
    return checked.findings.findings.compactMap { rules[$0.rule]?.name }
  }

  func testTheFilesAreUnderstood() {
    let facts = RecordFactsTests.facts
    XCTAssertEqual(Set(facts.roles.values), Set(RecordFacts.ExtensionRole.allCases))
    XCTAssertGreaterThan(facts.observationProfiles.count, 100)
    let parameter = facts.searchParameter("http://hl7.org/fhir/SearchParameter/clinical-code|4.0.1")
    XCTAssertEqual(parameter?.type, "token")
    XCTAssertTrue(parameter?.bases.contains("Observation") ?? false)
    XCTAssertNil(facts.searchParameter("http://example.org/SearchParameter/clinical-code"))
  }

  func testRowsAreFoundByTheirFirstCell() {
    let table = SortedLines(Array("a\t1\nab\t2\nb\t\t3".utf8))
    XCTAssertEqual(table.cells(ofLine: Array("a".utf8)), ["a", "1"])
    XCTAssertEqual(table.cells(ofLine: Array("ab".utf8)), ["ab", "2"])
    XCTAssertNil(table.cells(ofLine: Array("aa".utf8)))
    XCTAssertNil(SortedLines([]).cells(ofLine: Array("a".utf8)))
  }

  func testEverySearchParameterIsFound() throws {
    let path = "\(#filePath)".components(separatedBy: "/Tests/")[0] + "/Profiles/record-facts/search-parameters.tsv"
    let ids = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    XCTAssertGreaterThan(ids.count, 1000)
    for id in ids {
      XCTAssertNotNil(RecordFactsTests.facts.searchParameter("http://hl7.org/fhir/SearchParameter/\(id)"), "\(id)")
    }
  }

  private func observation(_ system: String, _ code: String) -> String {
    #"{"resourceType":"Observation","status":"final","subject":{"display":"A"},"effectiveDateTime":"2024-01-01","#
      + #""category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"#
      + #""code":{"coding":[{"system":"\#(system)","code":"\#(code)"}]},"#
      + #""valueQuantity":{"value":37,"unit":"C","system":"http://unitsofmeasure.org","code":"Cel"}}"#
  }

  func testTheCodeOfAnObservationAsksForAProfileOfVitalSigns() throws {
    XCTAssertEqual(try lines(observation("http://loinc.org", "8310-5")), [])
    // A body temperature by its code, without the code that the profile wants.
    XCTAssertEqual(try lines(observation("http://loinc.org", "8332-9")), ["slice-missing"])
    XCTAssertEqual(try lines(observation("http://loinc.org", "9999-9")), [])
    // A weight is not given in degrees.
    let context = ValidationContext(schema: try R4.schema.get(), facts: { RecordFactsTests.facts })
    XCTAssertEqual(try FullyChecked(observation("http://loinc.org", "29463-7"), context).findings.worst, .error)
  }

  func testExtensionsOfOtherReleasesAreKnownByTheirAddress() throws {
    func record(_ list: String, _ element: String) -> String {
      #"{"resourceType":"Task","status":"draft","intent":"order","\#(list)":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-\#(element)","valueBoolean":true}]}"#
    }
    var options = ValidationOptions()
    options.extensionDomains = []
    XCTAssertEqual(try lines(record("extension", "Task.note2"), options), ["extension-of-other-release"])
    XCTAssertEqual(
      try lines(record("extension", "Task.doNotPerform"), options), ["extension-must-be-modifier", "extension-of-other-release"])
    XCTAssertEqual(try lines(record("modifierExtension", "Task.doNotPerform"), options), ["extension-of-other-release"])
    XCTAssertEqual(
      try lines(record("modifierExtension", "Task.priority"), options),
      ["extension-is-no-modifier", "extension-of-other-release"])
    XCTAssertEqual(try lines(record("extension", "nothing"), options), ["extension-unknown"])
  }
}
