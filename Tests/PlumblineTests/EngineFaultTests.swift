import Batch
import EmbeddedDefinitions
import Mapping
import Validation
import XCTest

@testable import Plumbline

/// What is part of the program and cannot be read is told of after a run: a run that checked nothing must not look like success.
final class EngineFaultTests: XCTestCase {
  private let patient = #"""
    {"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
    """#
  private let message = "MSH|^~\\&|PAS|NORTHMOOR|TIE|NORTHMOOR|20260110083015||ADT^A01^ADT_A01|NM1|P|2.4\rPID|1\r"

  private func run(_ engines: BatchEngines, _ text: String) -> String? {
    var run = MemoryRun(options: BatchOptions(jobs: 1), engines: engines)
    _ = run.run(text.utf8, name: "record")
    return engines.fault
  }

  func testNothingIsMissingFromTheProgram() throws {
    let engines = try BatchEngines.embedded()
    XCTAssertNil(run(engines, patient))
    XCTAssertNil(run(engines, message))
    XCTAssertNotNil(engines.messages.ifMade.flatMap { $0 })
  }

  func testMissingNationalFactsAreAFault() throws {
    var engines = try BatchEngines.embedded()
    engines.validation = ValidationContext(schema: engines.schema, nhs: { .none })
    XCTAssertNil(engines.fault, "nothing was asked for yet")
    let fault = try XCTUnwrap(run(engines, patient))
    XCTAssertTrue(fault.contains("national identifiers"), fault)
    XCTAssertTrue(fault.contains("install it again"), fault)
  }

  func testMissingFactsOfMessagesAreAFault() throws {
    var engines = try BatchEngines.embedded()
    engines.messages = LazyValue { nil }
    let fault = try XCTUnwrap(run(engines, message))
    XCTAssertTrue(fault.contains("HL7 v2"), fault)
  }

  func testUnusableMapsAreAFault() throws {
    var engines = try BatchEngines.embedded()
    engines.maps = LazyValue { .failure(MapLibraryError("damaged")) }
    let fault = try XCTUnwrap(run(engines, message))
    XCTAssertTrue(fault.contains("damaged"), fault)
  }

  func testMapsOfACallerThatHaveFaultsAreThrown() {
    var options = RecordEngine.Options()
    options.maps = MapSources(files: [MapFile(name: "own.yaml", text: ContiguousArray("map: [".utf8))])
    do {
      _ = try RecordEngine(options)
      XCTFail("no error")
    } catch {
      XCTAssertTrue(error.description.contains("the maps cannot be used"), error.description)
    }
  }
}
