import Diagnostics
import JSONSyntax
import SourceTree
import XCTest

final class JSONWriterTests: XCTestCase {
  func testTokensAreKept() {
    let text = #"{ "a\"b\\" : [ 1.50, -0.0e+10, "\u00e9\/" , true,null , {} , [ ] ], "\\" : "" ,"x":{"y":[[1]]}}"#
    XCTAssertEqual(
      Parsed(text).written, #"{"a\"b\\":[1.50,-0.0e+10,"\u00e9\/",true,null,{},[]],"\\":"","x":{"y":[[1]]}}"#)
  }

  func testScalarsMayBeDocuments() {
    for text in ["1", "\"x\"", "null", "[]", "{}", "\"\""] { XCTAssertEqual(Parsed(text).written, text) }
  }

  func testIndentedLayoutReadsBackToTheSameTokens() {
    let text = #"{"a":[1,{"b":"c"},[]],"d":{}}"#
    let parsed = Parsed(text)
    var output = ContiguousArray<UInt8>()
    JSONWriter(layout: .indented(2)).write(parsed.document, parsed.document.roots[0], into: &output)
    let expected = """
      {
        "a": [
          1,
          {
            "b": "c"
          },
          []
        ],
        "d": {}
      }
      """
    XCTAssertEqual(String(decoding: output, as: UTF8.self), expected)
    XCTAssertEqual(Parsed(output).written, text)
  }

  func testMemberNamesAreFoundInTheBytes() {
    let parsed = Parsed(#"{"a\"" :[{"b":1,"\\":"v"}]}"#)
    let names = parsed.document.nodes.indices.map { index -> String in
      guard let span = parsed.document.memberName(of: NodeID(index: index)) else { return "-" }
      return String(decoding: parsed.document.bytes[span.range], as: UTF8.self)
    }
    XCTAssertEqual(names, ["-", #"a\""#, "-", "b", #"\\"#])
  }
}
