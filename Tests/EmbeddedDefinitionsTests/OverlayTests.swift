import EmbeddedDefinitions
import Schema
import XCTest

final class OverlayTests: XCTestCase {
  func testUKCoreComesWithItsProfilesAndTheBase() throws {
    for overlay in EmbeddedDefinitions.Overlay.allCases {
      let schema = try EmbeddedDefinitions.schema(overlay)
      XCTAssertNotNil(schema.type(named: "Patient"))
      XCTAssertNotNil(schema.type(url: "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"))
      XCTAssertNotNil(
        schema.type(url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"))
    }
    XCTAssertNil(try EmbeddedDefinitions.schema().type(url: "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"))
  }

  func testDifferencesGiveTheTargetBack() throws {
    var generator = SystemRandomNumberGenerator()
    func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    let base = random(5000)
    let targets: [[UInt8]] = [
      base, [], [1, 2, 3], Array(base[..<2000]) + random(100) + Array(base[2000...]), random(500) + base, Array(base[1234...]),
      random(777), base + base,
    ]
    for target in targets {
      let delta = ImageDelta.encode(target, base: base)
      XCTAssertEqual(try decode(delta, base), target)
      XCTAssertThrowsError(try decode(delta, Array(base.dropLast())), "another base")
      for _ in 0..<20 {
        var damaged = delta
        damaged[Int.random(in: 0..<damaged.count)] ^= 0x55
        _ = try? decode(damaged, base)
        _ = try? decode(Array(delta.prefix(Int.random(in: 0..<delta.count))), base)
      }
    }
  }

  private func decode(_ delta: [UInt8], _ base: [UInt8]) throws -> [UInt8] {
    // Both arrays live until the call returns.
    try unsafe delta.withUnsafeBytes { delta in
      try unsafe base.withUnsafeBytes { base in unsafe try ImageDelta.decode(delta, base: base) }
    }
  }
}
