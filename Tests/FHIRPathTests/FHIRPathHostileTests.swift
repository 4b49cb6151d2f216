import FHIRPath
import XCTest

/// Whatever stands in an expression, the answer is a result or a problem, never a crash.
final class FHIRPathHostileTests: XCTestCase {
  func testDeepAndLongExpressions() {
    let many = 20_000
    for expression in [
      String(repeating: "(", count: many), String(repeating: "-", count: many) + "1",
      "1" + String(repeating: " + 1", count: many), "name" + String(repeating: ".first()", count: many),
      "name" + String(repeating: "[0]", count: many), String(repeating: "iif(", count: many),
    ] {
      XCTAssertEqual(Evaluation.run(expression).prefix(8), "FPATH-50", String(expression.prefix(20)))
    }
    let nested = String(repeating: "iif(true,", count: 100) + "1" + String(repeating: ")", count: 100)
    XCTAssertEqual(Evaluation.run(nested), "[1]")
  }

  func testCostlyPatternsAreStopped() {
    XCTAssertEqual(Evaluation.run("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a|a)+$')"), "FPATH-5044")
    XCTAssertEqual(Evaluation.run("'aaaa'.matches('(a*)*b')"), "[false]")
    XCTAssertEqual(Evaluation.run("1.repeat($this + 1).count()").prefix(5), "FPATH")
  }

  func testRandomExpressionsNeverTrap() {
    var generator = SeededGenerator(state: 42)
    let parts = [
      "name", ".given", ".where(", ")", "(", "1", "2.50", "'a'", " + ", " - ", " / ", " mod ", " = ", " ~ ", " | ", " and ",
      " is Integer", "[0]",
      "@2015-02", "@T14:00", " 4 days", " 5 'mg'", ".first()", ".count()", "$this", "$index", "%resource", "{}", ".toString()",
      ".substring(1)",
      ".lowBoundary()", ".power(9)", "-", ".matches('a+')", "9223372036854775807", ",", ".select(", ".children()",
      ".extension('x')", "true",
      ".repeat(", ".sort()", ".type()", ".round(3)", ".toQuantity('d')", " * ", "0.0000000001", ".exp()", ".highBoundary(30)",
      " in ", " & ",
    ]
    for _ in 0..<4_000 {
      var expression = ""
      for _ in 0..<Int.random(in: 1...9, using: &generator) { expression += parts.randomElement(using: &generator) ?? "" }
      let open = expression.filter { $0 == "(" }.count - expression.filter { $0 == ")" }.count
      if open > 0 { expression += String(repeating: ")", count: open) }
      XCTAssertFalse(Evaluation.run(expression, checks: true).isEmpty)
    }
  }
}

private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
