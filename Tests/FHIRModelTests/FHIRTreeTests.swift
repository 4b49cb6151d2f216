import Diagnostics
import SourceTree
import XCTest

@testable import FHIRModel

final class FHIRTreeTests: XCTestCase {
  private func difference(_ left: String, _ right: String) -> String? {
    var findings = FindingList()
    let first = FHIRReading.json(left.utf8, &findings)
    let second = FHIRReading.json(right.utf8, &findings)
    return FHIRTree.firstDifference(first, first.roots[0], second, second.roots[0])?.description
  }

  func testEqualTrees() {
    XCTAssertNil(difference(#"{"a":1,"b":["x",null]}"#, #"{"b":["\u0078",null],"a":1}"#))
  }

  func testDifferences() {
    XCTAssertEqual(difference(#"{"a":1.0}"#, #"{"a":1.00}"#), ".a: values differ")
    XCTAssertEqual(difference(#"{"a":[1,2]}"#, #"{"a":[2,1]}"#), ".a[0]: values differ")
    XCTAssertEqual(difference(#"{"a":[1,2]}"#, #"{"a":[1]}"#), ".a[1]: only on the left")
    XCTAssertEqual(difference(#"{"a":1}"#, #"{"a":1,"b":{}}"#), ".b: only on the right")
    XCTAssertEqual(difference(#"{"a":1,"c":2}"#, #"{"a":1}"#), ".c: only on the left")
    XCTAssertEqual(difference(#"{"a":1}"#, #"{"a":"1"}"#), ".a: number on the left, string on the right")
    XCTAssertEqual(
      difference(#"{"resourceType":"X","a":[{"b":true}]}"#, #"{"resourceType":"X","a":[{"b":false}]}"#),
      "X.a[0].b: values differ")
  }
}
