import Diagnostics
import JSONSyntax
import Validation
import XCTest

/// Damaged and hostile records: findings, never a stop, and time in proportion to size.
final class HostileInputTests: XCTestCase {
  private static let record = ##"""
    {"resourceType":"Patient","id":"p","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A&amp;</p></div>"},
    "contained":[{"resourceType":"Organization","id":"o"}],"managingOrganization":{"reference":"#o"},"deceasedBoolean":true,
    "name":[{"given":["a",null],"_given":[null,{"id":"x"}]}],"birthDate":"1970-01-01","extension":[{"url":"u:a","valueDecimal":1.50}]}
    """##

  func testChangedBytesNeverStopTheProgram() throws {
    var random = Sequence64(state: 1)
    let text = Array(HostileInputTests.record.utf8)
    let alphabet = Array("{}[]\",:\\<>&;/#_0a -\u{1}".utf8) + [0x80, 0xFF]
    for _ in 0..<3000 {
      var changed = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changed[place] = alphabet.randomElement(using: &random) ?? 0
        case 1: changed.remove(at: place)
        default: changed.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let checked = try Checked(changed)
      for finding in checked.findings.findings {
        XCTAssertLessThanOrEqual(finding.span.range.upperBound, changed.count, String(decoding: changed, as: UTF8.self))
      }
    }
  }

  func testTimeIsInProportionToSize() throws {
    let many = 30_000
    func repeated(_ part: String) -> String { Array(repeating: part, count: many).joined(separator: ",") }
    let records = [
      #"{"resourceType":"Patient",\#(repeated(#""deceasedBoolean":true"#))}"#,
      #"{"resourceType":"Patient","name":[{\#(repeated(#""given":[null]"#))}]}"#,
      #"{"resourceType":"Patient",\#(repeated(#""x":1"#))}"#,
      #"{"resourceType":"Patient","text":{"status":"generated","div":"<div>\#(repeated(#"<x a=\"1\"/>"#))</div>"}}"#,
      ##"{"resourceType":"Patient","link":[\##(repeated(##"{"type":"refer","other":{"reference":"#a"}}"##))]}"##,
      #"{"resourceType":"Bundle","type":"collection","entry":[\#(repeated(#"{"fullUrl":"u:a","resource":{"resourceType":"Basic"}}"#))]}"#,
    ]
    for record in records {
      let start = ContinuousClock.now
      XCTAssertFalse(try Checked(json: record).findings.isEmpty)
      XCTAssertLessThan(ContinuousClock.now - start, .seconds(5), String(record.prefix(60)))
    }
  }

  func testDeepRecordsAreRefusedByTheReader() throws {
    let deep = String(repeating: #"{"extension":[{"url":"u:a","extension":["#, count: 10_000)
    XCTAssertEqual(try Checked(json: #"{"resourceType":"Patient","extension":["# + deep).ruleIDs, ["SRC-0001"])
  }
}

/// The same numbers in every run (Knuth, MMIX).
private struct Sequence64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
