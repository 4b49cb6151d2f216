import XCTest

@testable import Validation

final class KeyHashTests: XCTestCase {
  private func hash(_ text: String) -> Int { KeyHash.of(Array(text.utf8).span, 7) }
  private func isEqual(_ own: String, _ other: String) -> Bool { KeyHash.isEqual(Array(own.utf8).span, Array(other.utf8).span) }

  func testEveryByteOfAKeyCounts() {
    let key = "http://example.org/fhir/Patient/1"
    for length in 0...key.utf8.count {
      let start = String(key.prefix(length))
      XCTAssertTrue(isEqual(start, start))
      XCTAssertEqual(hash(start), hash(start))
      XCTAssertFalse(isEqual(start, start + "x"))
      XCTAssertNotEqual(hash(start), hash(start + "\0"))
      for place in 0..<length {
        var bytes = Array(start.utf8)
        bytes[place] ^= 1
        let other = String(decoding: bytes, as: UTF8.self)
        XCTAssertFalse(isEqual(start, other))
        XCTAssertNotEqual(hash(start), hash(other))
      }
    }
  }
}
