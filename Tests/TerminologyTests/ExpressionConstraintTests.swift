import Terminology
import XCTest

final class ExpressionConstraintTests: XCTestCase {
  private static let right = [
    "404684003", "<< 404684003 |Clinical finding|", "< 19829001 OR < 301867009", "^ 700043003", "*",
    "^ [targetComponentId] 900000000000527005",
    "<< 404684003: 363698007 = << 39057004, 116676008 = *", "(< 404684003 MINUS << 64572001): {363698007 = 39057004}",
    "< 373873005: 1142135004 >= #5.5", "< 404684003: ({363698007 = 39057004} OR 116676008 = *)",
    "< 404684003: [1..3] 127489000 = < 105590001", "< 105590001: R 127489000 = 111115", "<< 125605004 . 363698007",
    "< 64572001 {{ term = \"heart }} attack\", language = en }}", "<< 64572001 /* any */ and << 404684003",
    "< 404684003: 363698007 = (39057004 OR 64572001)", "< 27658006: 3264475007 = \"PANADOL\"",
    "< 27658006: 3264475007 = (\"A\" \"B\")",
    "< 27658006: 1142139005 = (#1 #2)", "LOINC#54486-6", "!!> 404684003", "<!404684003 MINUS (404684003 OR 64572001)",
  ]

  func testRight() {
    for text in Self.right { XCTAssertNil(ExpressionConstraint.fault(in: text), text) }
  }

  /// `⟨` stands before what is wrong.
  func testWrong() {
    for marked in [
      "⟨", "404684003 ⟨<< 404684003", "<<⟨", "(404684003⟨", "404684003:⟨", "abc⟨", "404684003 |⟨Clinical", "⟨12", "404684003 ⟨)",
      "404684003 AND 64572001 ⟨OR 39057004", "404684003 MINUS 64572001 ⟨MINUS 39057004", "< 404684003: 363698007 ⟨39057004",
      "< 404684003: 363698007 = ⟨", "< 404684003: [1.⟨", "< 404684003: {363698007 = 39057004⟨", "< 404684003 {{ ⟨term = \"x",
    ] {
      let parts = marked.split(separator: "⟨", maxSplits: 1, omittingEmptySubsequences: false)
      let text = parts.joined()
      let fault = ExpressionConstraint.fault(in: text)
      XCTAssertNotNil(fault, text)
      // Blanks before the place may or may not count.
      let expected = parts[0].utf8.count
      if let fault, !marked.contains("[1."), !marked.contains("{{") {
        XCTAssertTrue(abs(fault - expected) <= 1, "\(text): \(fault)")
      }
    }
    XCTAssertNotNil(ExpressionConstraint.fault(in: String(repeating: "(", count: 100_000)))
    XCTAssertNotNil(ExpressionConstraint.fault(in: "404684003:" + String(repeating: "(", count: 100_000)))
  }

  /// Whatever the text, there is an answer, and its place is in the text.
  func testHostileTexts() {
    var random = SystemRandomNumberGenerator()
    let pieces =
      Self.right + ["<<", "(", ")", "{", "}", ":", "=", "|", "\"", "/*", "[", "]", "#", "\u{0}", "é", "AND", "{{", "}}"]
    for _ in 0..<3_000 {
      var bytes = Array(
        (0..<Int.random(in: 0...6)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " ").utf8)
      if !bytes.isEmpty, Bool.random() { bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...127) }
      let text = String(decoding: bytes, as: UTF8.self)
      let fault = ExpressionConstraint.fault(in: text)
      XCTAssertEqual(fault, ExpressionConstraint.fault(in: text))
      if let fault { XCTAssertTrue(0...text.utf8.count ~= fault, text) }
    }
  }
}
