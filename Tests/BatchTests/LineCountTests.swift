import SourceTree
import XCTest

@testable import Batch

final class LineCountTests: XCTestCase {
  func testAgreesWithTheLineIndex() {
    var state: UInt64 = 7
    for length in 0..<600 {
      var bytes = ContiguousArray<UInt8>()
      for _ in 0..<length {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        bytes.append([0x0A, 0x0D, 0x41, 0x42, 0x8A][Int(state >> 33) % 5])
      }
      XCTAssertEqual(LineCount.of(bytes.span), LineIndex(bytes.span).lineStarts.count - 1, "length \(length)")
    }
  }

  func testCountsMoreThanALaneHolds() {
    let bytes = ContiguousArray<UInt8>(repeating: 0x0A, count: 100_003)
    XCTAssertEqual(LineCount.of(bytes.span), 100_003)
  }
}
