import Diagnostics
import SourceTree
import XCTest
import YAMLSyntax

final class YAMLReaderTests: XCTestCase {
  private func codes(_ text: String, limits: Limits = .standard) -> [RuleCode] {
    codes(ContiguousArray(text.utf8), limits: limits)
  }

  private func codes(_ bytes: ContiguousArray<UInt8>, limits: Limits = .standard) -> [RuleCode] {
    var findings = FindingList()
    _ = YAMLReader(limits: limits).parse(bytes, findings: &findings)
    return findings.findings.map(\.rule)
  }

  func testExamplesOfRules() {
    for rule in YAMLRules.all {
      for example in rule.wrong {
        XCTAssertTrue(codes(example.text).contains(rule.code), "\(rule.id) is not found in \(example.text)")
      }
      for example in rule.right { XCTAssertEqual(codes(example.text), [], "\(rule.id): \(example.text)") }
    }
  }

  func testSpansAreBytes() throws {
    let text = "näme: \"Zoë\"\nliste:\n  - plain tëxt # note\n  - 'it''s'\n"
    var findings = FindingList()
    let document = YAMLReader().parse(ContiguousArray(text.utf8), findings: &findings)
    XCTAssertTrue(findings.isEmpty)
    let root = try XCTUnwrap(document.source.roots.first)
    let name = try XCTUnwrap(document.source.child("näme", of: root))
    XCTAssertEqual(document.source.rawText(of: name), "\"Zoë\"")
    XCTAssertEqual(document.text(of: name), "Zoë")
    XCTAssertEqual(document.source[name].kind, .encodedString)
    let list = try XCTUnwrap(document.source.child("liste", of: root))
    let first = try XCTUnwrap(document.source.firstChild(of: list))
    XCTAssertEqual(document.source.rawText(of: first), "plain tëxt")
    XCTAssertEqual(document.source[first].kind, .string)
    let second = NodeID(first.rawValue + 1)
    XCTAssertEqual(document.source.rawText(of: second), "'it''s'")
    XCTAssertEqual(document.text(of: second), "it's")
    XCTAssertEqual(document.source.rawText(of: list), "- plain tëxt # note\n  - 'it''s'")
  }

  func testByteOrderMarkAndLineEndsDoNotShiftSpans() throws {
    let text = "\u{FEFF}a: 1\r\nb: zwei\r\n"
    var findings = FindingList()
    let document = YAMLReader().parse(ContiguousArray(text.utf8), findings: &findings)
    XCTAssertTrue(findings.isEmpty)
    let node = try XCTUnwrap(document.source.child("b", of: XCTUnwrap(document.source.roots.first)))
    XCTAssertEqual(document.source.rawText(of: node), "zwei")
  }

  func testLimits() {
    XCTAssertEqual(codes(String(repeating: "[", count: 10_000)), [LimitRules.depth.code])
    XCTAssertEqual(codes("[a, b, c]", limits: Limits(nodeCount: 2)), [LimitRules.nodeCount.code])
    XCTAssertEqual(codes("a: '1234567890'", limits: Limits(valueSize: 4)), [LimitRules.valueSize.code])
    XCTAssertEqual(codes("a: 1234567890", limits: Limits(documentSize: 4)), [LimitRules.documentSize.code])
  }

  func testBadBytesAreReportedAndDoNotCrash() {
    XCTAssertEqual(codes([0xFF, 0xFE, 0x61]), [YAMLRules.notUTF8.code])
    XCTAssertEqual(codes([0x61, 0x3A, 0x20, 0xC3]), [YAMLRules.notUTF8.code])
    XCTAssertEqual(codes([]), [YAMLRules.empty.code])
    var state: UInt64 = 42
    let alphabet = Array("abc:-[]{}#&*!|>'\"%@`,? \n\t\u{E9}".utf8)
    for _ in 0..<3000 {
      var text = ContiguousArray<UInt8>()
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      _ = codes(text)
    }
  }

  func testProblemsAreInOurWords() {
    let file = YAMLFile("a: 1\n b: 2\n".utf8, name: "x.yaml")
    XCTAssertNil(file.root)
    let diagnostic = file.diagnostics.diagnostics.first
    XCTAssertEqual(diagnostic?.message, "this is not YAML: a second `:` follows; put the text in quotes")
    XCTAssertEqual(diagnostic?.location?.line, 2)
  }
}
