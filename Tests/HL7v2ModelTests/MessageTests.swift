import HL7v2Model
import HL7v2Syntax
import SourceTree
import XCTest

final class MessageTests: XCTestCase {
  private func message(_ value: [UInt8], characterSet: String = "", version: String = "2.5.1") -> Feed {
    let header = "MSH|^~\\&#|LAB|RNX|PAS|RNX|20251014||ADT^A08^ADT_A01|17|P|\(version)||||||\(characterSet)\r"
    return Feed(Array((header + "NTE|1||").utf8) + value + [0x0D])
  }

  private func text(_ value: String, characterSet: String = "") -> String? {
    message(Array(value.utf8), characterSet: characterSet).text("NTE-3")
  }

  func testEscapesBecomeText() {
    let cases = [
      "a\\F\\b": "a|b", "\\S\\\\T\\\\R\\\\E\\": "^&~\\", "\\P\\": "#", "x\\.br\\y": "x\ny", "a\\.sp\\b": "a\nb",
      "a\\.sp2\\b": "a\n\nb",
      "a\\.sk3\\b": "a   b", "\\.in+4\\a\\.ti-2\\b\\.fi\\\\.nf\\": "ab", "a\\.ce\\b": "a\nb", "\\H\\bold\\N\\": "bold",
      "\\X0D\\\\X0A\\": "\r\n", "\\X41\\": "A", "\\XC3A0\\": "à", "\\XC3\\\\XA0\\": "à", "\\X00E0\\": "à", "\\XE0\\": "à",
      "\\C2842\\x": "\\C2842\\x", "\\M2442\\": "\\M2442\\", "\\ZABC\\": "\\ZABC\\", "\\Q\\F\\": "\\Q\\F\\", "a\\": "a\\",
      "\\X0\\": "\\X0\\", "\\X00\\": "\\X00\\", "C:\\a\\b": "C:\\a\\b", "\\\\": "\\\\", "\\.sp99999\\": "\\.sp99999\\",
    ]
    for (value, expected) in cases { XCTAssertEqual(text(value), expected, value) }
  }

  func testHexadecimalEscapesFollowTheDeclaredCharacterSet() {
    XCTAssertEqual(text("\\XE0\\", characterSet: "8859/5"), "р")
    XCTAssertEqual(text("\\XA4\\", characterSet: "8859/15"), "€")
    XCTAssertEqual(text("\\XC3A0\\", characterSet: "8859/1"), "Ã\u{A0}")
  }

  func testEscapesUseTheDelimitersOfTheMessage() {
    let feed = Feed("MSH*%$!@*LAB\rNTE*1**!F!!S!\\F\\\r")
    XCTAssertEqual(feed.text("NTE-3"), "*%\\F\\")
  }

  func testCharacterSetsAreDecidedByTheBytes() {
    let latin: [UInt8] = [0x53, 0xF8, 0x72]
    let windows: [UInt8] = [0x53, 0x92, 0x72]
    let utf8 = Array("Sør".utf8)
    let cases: [([UInt8], String, String, [String])] = [
      (utf8, "UNICODE UTF-8", "Sør", []), (utf8, "", "Sør", ["character-set-undeclared"]),
      (utf8, "UNICODE", "Sør", ["unicode-means-utf-8"]), (utf8, "8859/1", "Sør", ["character-set-differs"]),
      (utf8, "ASCII", "Sør", ["character-set-differs"]), (latin, "8859/1", "Sør", []),
      (latin, "", "Sør", ["character-set-undeclared"]), (latin, "UNICODE UTF-8", "Sør", ["character-set-differs"]),
      (latin, "UNICODE", "Sør", ["character-set-differs"]), (windows, "8859/1", "S’r", ["character-set-differs"]),
      (latin, "8859/2", "Sřr", []), (latin, "8859/5", "Sјr", []), (latin, "8859/7", "Sψr", []), (latin, "8859/9", "Sør", []),
      (latin, "ISO IR87", "Sør", ["character-set-not-supported"]), (latin, "KLINGON", "Sør", ["character-set-unknown"]),
      (Array("x".utf8), "KLINGON", "x", ["character-set-unknown"]), (Array("x".utf8), "UNICODE", "x", []),
      (Array("x".utf8), "UNICODE UTF-16", "x", ["character-set-differs"]), (Array("x".utf8), "", "x", []),
      (Array("x".utf8), "8859/1~ISO IR87", "x", []),
    ]
    for (value, characterSet, expected, rules) in cases {
      let feed = message(value, characterSet: characterSet)
      XCTAssertEqual(feed.text("NTE-3"), expected, characterSet)
      XCTAssertEqual(feed.characterSetRules(), rules, "\(value) \(characterSet)")
    }
  }

  func testOneBadByteDoesNotCostTheMessage() {
    let feed = message(Array("ä ö ü".utf8) + [0xC3], characterSet: "UNICODE UTF-8")
    XCTAssertEqual(feed.text("NTE-3"), "ä ö üÃ")
    XCTAssertEqual(feed.characterSetRules(), ["malformed-utf-8"])
  }

  func testTheHeaderSaysWhatTheMessageIs() throws {
    let feed = message([])
    let message = Message(feed.document, root: try XCTUnwrap(feed.document.roots.first))
    XCTAssertEqual(message.code(in: feed.document), "ADT")
    XCTAssertEqual(message.triggerEvent(in: feed.document), "A08")
    XCTAssertEqual(message.structure(in: feed.document), "ADT_A01")
    XCTAssertEqual(message.controlID(in: feed.document), "17")
    XCTAssertEqual(message.version(in: feed.document), "2.5.1")
    let bare = Feed("MSH|^~\\&|LAB||||||ACK\r")
    let acknowledgment = Message(bare.document, root: try XCTUnwrap(bare.document.roots.first))
    XCTAssertEqual(acknowledgment.code(in: bare.document), "ACK")
    XCTAssertNil(acknowledgment.triggerEvent(in: bare.document))
  }

  func testExamplesBreakAndKeepTheirRules() {
    for rule in HL7v2ModelRules.all {
      for example in rule.wrong { XCTAssertEqual(Feed(example.text).characterSetRules().map { "hl7-" + $0 }, [rule.name]) }
      for example in rule.right { XCTAssertEqual(Feed(example.text).characterSetRules(), []) }
    }
    XCTAssertTrue(HL7v2ModelRules.all.allSatisfy { 450..<500 ~= $0.code.rawValue })
  }
}
