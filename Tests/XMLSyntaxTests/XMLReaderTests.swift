import Diagnostics
import SourceTree
import XCTest

@testable import XMLSyntax

final class XMLReaderTests: XCTestCase {
  func testTreeOfElementsAttributesAndText() {
    let parsed = ParsedXML("<a b='1' c=\"&lt;é\">x &amp; y<d/><e></e>z</a>")
    XCTAssertEqual(
      parsed.tree,
      [
        "element a", "  attribute b \"1\"", "  attribute c \"&lt;é\"", "  text  \"x &amp; y\"", "  element d", "  element e",
        "  text  \"z\"",
      ])
    XCTAssertEqual(parsed.rules, [])
  }

  func testNodesAroundTheRootAreKeptBesideIt() {
    let parsed = ParsedXML("<?xml version=\"1.0\"?>\n<!-- c --><?p i?><a/>\n<!-- end -->")
    XCTAssertEqual(
      parsed.tree,
      [
        "processingInstruction xml \"<?xml version=\"1.0\"?>\"", "text  \"\n\"", "comment  \"<!-- c -->\"",
        "processingInstruction p \"<?p i?>\"", "element a", "text  \"\n\"", "comment  \"<!-- end -->\"",
      ])
  }

  func testSectionsHideMarkup() {
    let parsed = ParsedXML("<a><![CDATA[<b>&x;]]><!-- </a> --><?p </a>?></a>")
    XCTAssertEqual(
      parsed.tree,
      [
        "element a", "  cdata  \"<![CDATA[<b>&x;]]>\"", "  comment  \"<!-- </a> -->\"",
        "  processingInstruction p \"<?p </a>?>\"",
      ])
    XCTAssertEqual(parsed.rules, [])
  }

  func testSpansOfElementsAreExact() {
    let text = "\u{FEFF}<a>é<b x = 'ü' />\r\n<c>…</c ></a>"
    var document = SourceDocument(format: .xml)
    document.bytes = ContiguousArray(text.utf8)
    var findings = FindingList()
    var reader = XMLReader()
    reader.parse(&document, findings: &findings)
    let elements = document.nodes.indices.filter { document.nodes[$0].kind == .element }
      .map { document.rawText(of: NodeID(index: $0)) }
    XCTAssertEqual(elements, [String(text.unicodeScalars.dropFirst()), "<b x = 'ü' />", "<c>…</c >"])
    XCTAssertTrue(findings.isEmpty)
    XCTAssertEqual(document.roots.count, 1)
  }

  func testWritesBackTokenForToken() {
    let texts = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='\"' c=\"'\">x<b/><c></c>&#233;<!--c--><![CDATA[<]]><?p q?></a>\n",
      "<f:a xmlns:f=\"u\"><f:b f:c=\"1\"/></f:a>",
    ]
    for text in texts { XCTAssertEqual(ParsedXML(text).rewritten, text) }
    XCTAssertEqual(ParsedXML("<a  b = '1'\n/>").rewritten, "<a b='1'/>")
  }

  func testFaultsAreFoundAtTheirBytes() {
    let cases: [(text: String, rule: Rule, marked: String)] = [
      ("<a><b></a></b>", XMLRules.mismatchedTag, "</a"), ("<a><b x='1'", XMLRules.unexpectedEnd, ""),
      ("<a>", XMLRules.unexpectedEnd, ""), ("<", XMLRules.unexpectedEnd, ""), ("<a/><b/>", XMLRules.contentOutsideRoot, "<b"),
      ("<a/>x", XMLRules.contentOutsideRoot, "x"), ("  hello", XMLRules.contentOutsideRoot, "h"),
      ("</a>", XMLRules.contentOutsideRoot, "</a"), ("", XMLRules.noRootElement, ""), ("  \n", XMLRules.noRootElement, ""),
      ("<p>ä&nbsp;b</p>", XMLRules.undefinedEntity, "&nbsp;"), ("<p t='ä&nbsp;'>b</p>", XMLRules.undefinedEntity, "&nbsp;"),
      ("<a ü='1' b='2' ü='3'/>", XMLRules.duplicateAttribute, "ü"), ("<a>ä\u{1}b</a>", XMLRules.invalidCharacter, "\u{1}"),
      ("<a b='\u{2}'/>", XMLRules.invalidCharacter, "\u{2}"), ("<a>\u{FFFE}</a>", XMLRules.invalidCharacter, "\u{FFFE}"),
      ("<a>x<f:b/></a>", XMLRules.unboundPrefix, "f"), ("<a><b f:c='1'/></a>", XMLRules.unboundPrefix, "f"),
      ("<a b=1/>", XMLRules.malformedTag, "1"), ("<a b/>", XMLRules.malformedTag, "/"),
      ("<a b='x'c='y'/>", XMLRules.malformedTag, "c"),
      ("<a b='x<y'/>", XMLRules.malformedTag, "<"), ("<a / >", XMLRules.malformedTag, " "), ("< a/>", XMLRules.malformedTag, "<"),
      ("<a>x & y</a>", XMLRules.malformedReference, "&"), ("<a>x &y z;</a>", XMLRules.malformedReference, "&"),
      ("<a b='x & y'/>", XMLRules.malformedReference, "&"), ("<a>&#0;</a>", XMLRules.malformedReference, "&#0;"),
      ("<a>&#xZ;</a>", XMLRules.malformedReference, "&#xZ;"), ("<1a/>", XMLRules.invalidName, "<1a"),
      ("<a>]]></a>", XMLRules.misplacedSectionEnd, "]"),
      ("<!DOCTYPE a><a/>", XMLRules.documentTypeRefused, "<!DOCTYPE"),
      (" <?xml version='1.0'?><a/>", XMLRules.malformedDeclaration, ""),
    ]
    for (text, rule, marked) in cases {
      let parsed = ParsedXML(text)
      XCTAssertEqual(parsed.findings.first?.rule.rawValue, rule.code.rawValue, text)
      if !marked.isEmpty { XCTAssertEqual(parsed.marked(), marked, text) }
      if rule.severity == .fatal { XCTAssertEqual(parsed.tree, [], text) }
    }
  }

  func testEarliestFaultWins() {
    let parsed = ParsedXML("<a>&nbsp;<b></a>")
    XCTAssertEqual(parsed.rules, [XMLRules.undefinedEntity.code.rawValue])
  }

  func testExamplesOfRules() {
    for rule in XMLRules.all {
      for example in rule.wrong {
        let parsed = parse(example.text, rule)
        XCTAssertTrue(parsed.rules.contains(rule.code.rawValue), "\(rule.id): \(example.text)")
      }
      for example in rule.right { XCTAssertEqual(ParsedXML(example.text).rules, [], "\(rule.id): \(example.text)") }
    }
  }

  /// A text is in the encoding that it declares.
  private func parse(_ text: String, _ rule: Rule) -> ParsedXML {
    guard text.contains("ISO-8859-1") else { return ParsedXML(text) }
    return ParsedXML(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
  }

  func testLimits() {
    let nested = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    XCTAssertEqual(ParsedXML(nested).rules, [LimitRules.depth.code.rawValue])
    XCTAssertEqual(ParsedXML(nested, limits: Limits(depth: 10_000)).rules, [])
    XCTAssertEqual(ParsedXML("<a><b/><b/></a>", limits: Limits(nodeCount: 2)).rules, [LimitRules.nodeCount.code.rawValue])
    XCTAssertEqual(ParsedXML("<a b='12345'/>", limits: Limits(valueSize: 4)).rules, [LimitRules.valueSize.code.rawValue])
    XCTAssertEqual(ParsedXML("<a>12345</a>", limits: Limits(valueSize: 4)).rules, [LimitRules.valueSize.code.rawValue])
    XCTAssertEqual(ParsedXML("<a/>", limits: Limits(documentSize: 3)).rules, [LimitRules.documentSize.code.rawValue])
  }

  func testAttributesAreLimited() {
    func tag(_ count: Int, _ name: String) -> String {
      "<a" + (0..<count).map { " \(name)\($0)=\"u\"" }.joined() + "/>"
    }
    let rule = XMLRules.tooManyAttributes.code.rawValue
    XCTAssertEqual(ParsedXML(tag(1000, "b")).rules, [])
    XCTAssertEqual(ParsedXML(tag(1001, "b")).rules, [rule])
    XCTAssertEqual(ParsedXML(tag(256, "xmlns:b")).rules, [])
    XCTAssertEqual(ParsedXML(tag(257, "xmlns:b")).rules, [rule])
    let nested = (0..<257).map { "<a xmlns=\"u\($0)\">" }.joined() + String(repeating: "</a>", count: 257)
    XCTAssertEqual(ParsedXML(nested).rules, [rule])
    let flat = "<a>" + (0..<300).map { "<b xmlns=\"u\($0)\"/>" }.joined() + "</a>"
    XCTAssertEqual(ParsedXML(flat).rules, [])
  }

  func testFaultsAreFatal() {
    XCTAssertEqual(ParsedXML("<?xml version=\"5.0\"?><a/>").findings.map(\.severity), [.fatal])
    XCTAssertEqual(ParsedXML("<?xml version=\"1.1\"?><a/>").findings.map(\.severity), [.warning])
  }

  func testLongValuesCrossChunks() {
    let value = String(repeating: "é&amp;", count: 60_000)
    let text = "<a b=\"\(value)\">\(value)<c/>&nbsp;</a>"
    let parsed = ParsedXML(text)
    XCTAssertEqual(parsed.rules, [XMLRules.undefinedEntity.code.rawValue])
    XCTAssertEqual(parsed.marked(), "&nbsp;")
    XCTAssertEqual(Int(parsed.findings[0].span.offset), text.utf8.count - "&nbsp;</a>".utf8.count)
  }

  func testEveryTruncationIsReported() {
    let text = "<?xml version=\"1.0\"?><!-- é --><a b=\"1\"><![CDATA[x]]><c d='&lt;'/>t&amp;<?p q?></a>"
    let bytes = Array(text.utf8)
    for length in 0..<bytes.count {
      XCTAssertEqual(ParsedXML(Array(bytes[..<length])).findings.last?.severity, .fatal, "cut at \(length)")
    }
    XCTAssertEqual(ParsedXML(bytes).rules, [])
  }

  func testNoByteCrashes() {
    let text = Array("<?xml version=\"1.0\"?><a b=\"1\"><![CDATA[x]]><c d='&lt;'/>t&amp;<?p q?><!-- c --></a>".utf8)
    for position in text.indices {
      for byte in [0, UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "\""), 0xFF, 0xC3] {
        var changed = text
        changed[position] = byte
        let parsed = ParsedXML(changed)
        if parsed.tree.isEmpty { XCTAssertFalse(parsed.findings.isEmpty) }
      }
    }
  }
}
