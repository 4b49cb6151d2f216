import Diagnostics
import JSONSyntax
import SourceTree
import XCTest

final class JSONReaderTests: XCTestCase {
  func testTreeHasExactSpansAndNames() throws {
    let parsed = Parsed(#"{"id":"x1", "active" : true,"n":[1.50,-0,{"a":"b\n"}],"e":{},"f":[ ]}"#)
    XCTAssertEqual(parsed.rules, [])
    XCTAssertEqual(parsed.document.roots.count, 1)
    let lines = parsed.document.nodes.indices.map { index -> String in
      let node = NodeID(index: index)
      let entry = parsed.document[node]
      return "\(entry.kind) \(parsed.document.name(of: node)) \(entry.end) \(parsed.document.rawText(of: node))"
    }
    XCTAssertEqual(
      lines,
      [
        "object  10 " + #"{"id":"x1", "active" : true,"n":[1.50,-0,{"a":"b\n"}],"e":{},"f":[ ]}"#,
        "string id 2 x1", "boolean active 3 true", #"array n 8 [1.50,-0,{"a":"b\n"}]"#, "number  5 1.50", "number  6 -0",
        #"object  8 {"a":"b\n"}"#, #"encodedString a 8 b\n"#, "object e 9 {}", "array f 10 [ ]",
      ])
  }

  func testEveryRuleExample() {
    for rule in JSONRules.all {
      for example in rule.wrong {
        XCTAssertEqual(Parsed(example.text).rules, [rule.id], "\(rule.id): \(example.text)")
      }
      for example in rule.right { XCTAssertEqual(Parsed(example.text).rules, [], "\(rule.id): \(example.text)") }
    }
  }

  func testRepeatedNamesAreFoundInLargeAndNestedObjects() {
    for count in [2, 31, 32, 33, 34, 100, 1000] {
      var members = (0..<count).map { #""name\#($0)":{"name0":1,"name1":2}"# }
      XCTAssertEqual(Parsed("{" + members.joined(separator: ",") + "}").rules, [], "\(count)")
      members.append(#""name\#(count / 2)":0"#)
      let parsed = Parsed("{" + members.joined(separator: ",") + "}")
      XCTAssertEqual(parsed.rules, ["JSON-0101"], "\(count)")
      XCTAssertEqual(parsed.marked, ["\"name\(count / 2)\""])
      XCTAssertEqual(parsed.document.rawText(of: parsed.findings.findings[0].node), "0")
    }
  }

  func testPlacesAreExact() {
    let cases: [(String, String, Int)] = [
      (#"{"a":1,"b":tru}"#, "tru", 11), (#"{"a":012}"#, "012", 5), (#"{"a":"x\qy"}"#, #"\q"#, 7),
      (#"["\uD800x"]"#, #"\uD800"#, 2),
      (#"{"a":1,}"#, ",", 6), (#"{"a":1 , }"#, ",", 7), (#"{"a":1"#, "", 6), (#"["abc"#, "\"", 1), (#"{"a":'x'}"#, "'", 5),
    ]
    for (text, marked, offset) in cases {
      let parsed = Parsed(text)
      XCTAssertEqual(parsed.marked, [marked], text)
      XCTAssertEqual(parsed.findings.findings.first.map { Int($0.span.offset) }, offset, text)
    }
  }

  func testReadingGoesOnAfterFaultsOfPlainMeaning() {
    let cases: [(text: String, rules: [String], nodes: Int)] = [
      ("{ // a\n\"a\" /* b */ : 1 /**/ }", ["JSON-0110", "JSON-0110", "JSON-0110"], 2),
      ("// a\n{}// b", ["JSON-0110", "JSON-0110"], 1), (#"{"a":[1 2],"b":3 "c":4}"#, ["JSON-0108", "JSON-0108"], 6),
      ("{a:Sarah, _b:['x','it\\'s']}", ["JSON-0112", "JSON-0106", "JSON-0112", "JSON-0111", "JSON-0111"], 5),
      (#"{'a':'say "no"'}"#, ["JSON-0111", "JSON-0111"], 0), ("{/* a", ["JSON-0110", "JSON-0103"], 0),
      ("// a", ["JSON-0110", "JSON-0100"], 0), ("{a}", ["JSON-0112", "JSON-0109"], 0), ("['a", ["JSON-0111"], 0),
    ]
    for (text, rules, nodes) in cases {
      let parsed = Parsed(text)
      XCTAssertEqual(parsed.rules, rules, text)
      XCTAssertEqual(parsed.document.nodes.count, nodes, text)
    }
    let lines = Parsed("{\"a\":1} // a\n/* b\n{\"a\":2}", lines: true)
    XCTAssertEqual(lines.rules, ["JSON-0110", "JSON-0110", "JSON-0100"])
    XCTAssertEqual(lines.document.roots.count, 2)
  }

  func testCommentsCanBeAllowed() {
    var document = SourceDocument(format: .json)
    document.bytes.append(contentsOf: "/* a */ {\"a\":1} // b".utf8)
    var findings = FindingList()
    var reader = JSONReader(allowsComments: true)
    reader.parse(&document, findings: &findings)
    XCTAssertTrue(findings.isEmpty)
    XCTAssertEqual(document.roots.count, 1)
  }

  func testMalformedUTF8IsFoundAtItsByteAndReadingGoesOn() {
    let cases: [([UInt8], Int)] = [
      ([0x22, 0x61, 0x80, 0x22], 2), ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xE2, 0x82, 0x22], 1),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xC3, 0xA9, 0xFF, 0x22], 3),
    ]
    for (bytes, offset) in cases {
      let parsed = Parsed(bytes)
      XCTAssertEqual(Set(parsed.rules), ["JSON-0118"])
      XCTAssertEqual(parsed.findings.findings.first?.span, SourceSpan(offset..<offset + 1))
      XCTAssertEqual(parsed.document.roots.count, 1)
    }
    XCTAssertEqual(Parsed("[\"é€😀\u{10FFFF}\u{FFFD}\"]").rules, [])
  }

  func testSpecialBytesAreFoundAtEveryOffsetOfAWord() {
    for length in 0..<20 {
      let plain = String(repeating: "a", count: length)
      XCTAssertEqual(Parsed("[\"\(plain)\"]").rules, [], "\(length)")
      XCTAssertEqual(Parsed("[\"\(plain)\u{1}\(plain)\"]").rules, ["JSON-0115"], "\(length)")
      XCTAssertEqual(Parsed("[\"\(plain)\u{1F}\u{7F}!\"]").rules, ["JSON-0115"], "\(length)")
      XCTAssertEqual(Parsed("[\"\(plain)\\\"\(plain)\"]").rules, [], "\(length)")
      XCTAssertEqual(Parsed("[\"\(plain)").rules, ["JSON-0104"], "\(length)")
    }
  }

  func testByteOrderMarkAndOtherEncodings() {
    XCTAssertEqual(Parsed([0xEF, 0xBB, 0xBF] + Array("{}".utf8)).rules, ["JSON-0119"])
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B], [0x7B, 0, 0x7D, 0], [0, 0x7B, 0, 0x7D], [0, 0, 0, 0x7B],
    ] {
      XCTAssertEqual(Parsed(bytes).rules, ["JSON-0120"])
    }
  }

  func testLimits() {
    let deep = String(repeating: "[", count: 10_000)
    XCTAssertEqual(Parsed(deep).rules, ["SRC-0001"])
    XCTAssertEqual(Parsed(deep, limits: Limits(depth: 20_000)).rules, ["JSON-0121"])
    XCTAssertEqual(Parsed(deep + String(repeating: "]", count: 10_000), limits: Limits(depth: 10_000)).rules, [])
    XCTAssertEqual(Parsed("[[]]", limits: Limits(depth: 1)).rules, ["SRC-0001"])
    XCTAssertEqual(Parsed("[1,2,3]", limits: Limits(nodeCount: 3)).rules, ["SRC-0002"])
    XCTAssertEqual(Parsed("[1,2]", limits: Limits(nodeCount: 3)).rules, [])
    XCTAssertEqual(Parsed(#"["12345"]"#, limits: Limits(valueSize: 4)).rules, ["SRC-0003"])
    XCTAssertEqual(Parsed("[12345]", limits: Limits(valueSize: 4)).rules, ["SRC-0003"])
    XCTAssertEqual(Parsed(#"["12345"]"#, limits: Limits(valueSize: 5)).rules, [])
    XCTAssertEqual(Parsed("[1234]", limits: Limits(documentSize: 5)).rules, ["SRC-0004"])
  }

  func testEveryPrefixOfADocumentIsRefusedOnce() {
    let text = Array(#"{"a":[1.5e3,true,null,"x\u00e9é\n"],"b":{"c":-12}}"#.utf8)
    for length in 0..<text.count {
      let parsed = Parsed(text.prefix(length))
      XCTAssertEqual(parsed.document.roots.count, 0, "\(length)")
      XCTAssertEqual(parsed.findings.worst, .fatal, "\(length)")
      XCTAssertTrue(parsed.findings.findings.allSatisfy { Int($0.span.offset) <= length }, "\(length)")
    }
  }
}
