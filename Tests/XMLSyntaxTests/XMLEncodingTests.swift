import Diagnostics
import SourceTree
import XCTest

@testable import XMLSyntax

final class XMLEncodingTests: XCTestCase {
  private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let high = UInt8(unit >> 8)
      let low = UInt8(unit & 0xFF)
      return bigEndian ? [high, low] : [low, high]
    }
  }

  func testUTF16IsConverted() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b=\"é\">😀</a>"
    for bigEndian in [true, false] {
      for mark in [true, false] {
        let parsed = ParsedXML(utf16(text, bigEndian: bigEndian, mark: mark))
        XCTAssertEqual(parsed.rules, [XMLEncodingRules.transcoded.code.rawValue])
        XCTAssertEqual(Array(parsed.tree.dropFirst()), ["element a", "  attribute b \"é\"", "  text  \"😀\""])
        XCTAssertEqual(parsed.rewritten, "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><a b=\"é\">😀</a>")
      }
    }
  }

  func testOneByteEncodingsAreConverted() {
    for (name, byte, text) in [("ISO-8859-1", UInt8(0xE9), "é"), ("iso-8859-15", 0xA4, "€"), ("windows-1252", 0x80, "€")] {
      let parsed = ParsedXML(Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><a>".utf8) + [byte] + Array("</a>".utf8))
      XCTAssertEqual(parsed.rules, [XMLEncodingRules.transcoded.code.rawValue], name)
      XCTAssertEqual(parsed.tree.last, "  text  \"\(text)\"")
    }
  }

  func testMalformedTextIsFoundAtItsByte() {
    let parsed = ParsedXML(Array("<a>é".utf8) + [0xE9] + Array("</a>".utf8))
    XCTAssertEqual(parsed.rules, [XMLEncodingRules.malformedText.code.rawValue])
    XCTAssertEqual(parsed.findings[0].span.offset, 5)
    XCTAssertEqual(parsed.tree.last, "  text  \"é?\"")
    let odd = ParsedXML([0xFF, 0xFE, 0x3C, 0x00, 0x61])
    XCTAssertEqual(odd.rules, [XMLEncodingRules.malformedText.code.rawValue])
    let lone = ParsedXML([0xFE, 0xFF, 0x00, 0x3C, 0xD8, 0x00, 0x00, 0x3E])
    XCTAssertEqual(lone.rules, [XMLEncodingRules.malformedText.code.rawValue])
  }

  func testUnsupportedEncodingsAreRefused() {
    XCTAssertEqual(
      ParsedXML([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]).rules, [XMLEncodingRules.unsupportedEncoding.code.rawValue])
    XCTAssertEqual(
      ParsedXML("<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>").rules,
      [XMLEncodingRules.unsupportedEncoding.code.rawValue])
  }

  func testDisagreementIsReported() {
    let mismatch = XMLEncodingRules.encodingMismatch.code.rawValue
    XCTAssertEqual(ParsedXML("<?xml version='1.0' encoding='UTF-16'?><a/>").rules, [mismatch])
    XCTAssertEqual(ParsedXML("\u{FEFF}<?xml version='1.0' encoding='latin1'?><a>é</a>").rules, [mismatch])
    XCTAssertEqual(
      ParsedXML("<?xml version='1.0' encoding='latin1'?><a>é</a>").rules, [mismatch, XMLEncodingRules.transcoded.code.rawValue])
  }

  func testBinaryIsRefused() {
    for bytes: [UInt8] in [[0x1F, 0x8B, 8, 0], [0], [0x50, 0x4B, 3, 4], Array(repeating: 0, count: 100), [0xEF, 0xBB, 0xBF]] {
      XCTAssertEqual(ParsedXML(bytes).findings.last?.severity, .fatal)
    }
  }
}
