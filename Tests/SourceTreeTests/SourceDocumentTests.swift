import SourceTree
import XCTest

final class SourceDocumentTests: XCTestCase {
  func testANodeTakesSixteenBytes() {
    XCTAssertEqual(MemoryLayout<Node>.stride, 16)
  }

  func testChildrenAreWalkedByEnds() {
    var document = SourceDocument(format: .json)
    document.bytes = ContiguousArray(#"{"a":[1,2],"b":"x"}"#.utf8)
    let a = document.names.intern("a").rawValue
    let b = document.names.intern("b").rawValue
    let root = document.open(.object, offset: 0, name: Symbol.none.rawValue)
    let list = document.open(.array, offset: 5, name: a)
    document.append(.number, offset: 6, length: 1, name: Symbol.none.rawValue)
    document.append(.number, offset: 8, length: 1, name: Symbol.none.rawValue)
    document.close(list, at: 10)
    document.append(.string, offset: 16, length: 1, name: b)
    document.close(root, at: 19)
    var children: [String] = []
    document.forEachChild(of: root) { children.append(document.name(of: $0)) }
    XCTAssertEqual(children, ["a", "b"])
    XCTAssertEqual(document.child("b", of: root).map { document.text(of: $0) }, "x")
    XCTAssertNil(document.child("c", of: root))
    XCTAssertEqual(document.rawText(of: list), "[1,2]")
    XCTAssertNil(document.firstChild(of: NodeID(2)))
  }

  func testContainersLongerThanANodeCanSaySaturate() {
    let node = Node(kind: .object, offset: 7, length: Node.maximumLength + 5, end: 1, name: 0)
    XCTAssertEqual(node.length, Node.maximumLength)
    XCTAssertEqual(node.kind, .object)
  }

  func testEveryKindSurvivesPacking() {
    var raw: UInt8 = 0
    while let kind = NodeKind(rawValue: raw) {
      XCTAssertEqual(Node(kind: kind, offset: 1, length: 2, end: 3, name: 4).kind, kind)
      raw += 1
    }
    XCTAssertLessThan(raw, 32)
  }
}

final class ValueDecodingTests: XCTestCase {
  private func decode(_ text: String, _ kind: NodeKind, _ encoding: ValueEncoding) -> String {
    var document = SourceDocument(format: .json, valueEncoding: encoding)
    document.bytes = ContiguousArray(text.utf8)
    let node = document.append(kind, offset: 0, length: document.bytes.count, name: 0)
    return document.text(of: node)
  }

  func testJSONEscapes() {
    XCTAssertEqual(decode(#"a\"\\\/\b\f\n\r\t\u00e9"#, .encodedString, .json), "a\"\\/\u{8}\u{C}\n\r\t\u{E9}")
    XCTAssertEqual(decode(#"\ud83d\ude00"#, .encodedString, .json), "😀")
    XCTAssertEqual(decode(#"\ud83dx"#, .encodedString, .json), "\u{FFFD}x")
    XCTAssertEqual(decode(#"\u12"#, .encodedString, .json), #"\u12"#)
    XCTAssertEqual(decode(#"tail\"#, .encodedString, .json), #"tail\"#)
  }

  func testXMLReferences() {
    XCTAssertEqual(decode("&lt;&amp;&#65;&#x42;&unknown;&", .attribute, .xml), "<&AB&unknown;&")
    XCTAssertEqual(decode("a\r\nb\tc", .attribute, .xml), "a b c")
    XCTAssertEqual(decode("a\r\nb\tc", .text, .xml), "a\nb\tc")
    XCTAssertEqual(decode("&#xD800;", .attribute, .xml), "&#xD800;")
  }

  func testQuotedCells() {
    for (source, kind) in [(#""say ""hi""""#, NodeKind.field), (#"'it''s'"#, .field)] {
      var document = SourceDocument(format: .csv, valueEncoding: .csv)
      document.bytes = ContiguousArray(source.utf8)
      let cell = document.append(kind, offset: 1, length: source.utf8.count - 2, name: 1)
      XCTAssertEqual(document.text(of: cell), source.hasPrefix("'") ? "it's" : #"say "hi""#)
    }
    XCTAssertEqual(decode(#"two "" quotes in an unquoted cell"#, .field, .csv), #"two "" quotes in an unquoted cell"#)
  }
}

final class LineIndexTests: XCTestCase {
  func testEveryLineEndCounts() {
    let bytes = ContiguousArray("one\rtwo\r\nthree\nfour".utf8)
    let index = LineIndex(bytes.span)
    XCTAssertEqual(Array(index.lineStarts), [0, 4, 9, 15])
    XCTAssertTrue(index.position(of: 0, in: bytes.span) == (1, 1))
    XCTAssertTrue(index.position(of: 6, in: bytes.span) == (2, 3))
    XCTAssertTrue(index.position(of: 15, in: bytes.span) == (4, 1))
    XCTAssertEqual(index.contents(ofLine: 1, in: bytes.span), 4..<7)
    XCTAssertEqual(index.contents(ofLine: 3, in: bytes.span), 15..<19)
  }

  func testColumnsCountScalars() {
    let bytes = ContiguousArray("é😀x".utf8)
    let index = LineIndex(bytes.span)
    XCTAssertEqual(index.position(of: 6, in: bytes.span).column, 3)
  }

  func testEmptyAndOffsetPastTheEnd() {
    let bytes = ContiguousArray<UInt8>()
    XCTAssertTrue(LineIndex(bytes.span).position(of: 10, in: bytes.span) == (1, 1))
  }
}

final class LimitsTests: XCTestCase {
  func testLimitsNeverExceedWhatNodesCanHold() {
    let limits = Limits(depth: 3, nodeCount: .max, valueSize: .max, documentSize: .max)
    XCTAssertEqual(limits.valueSize, Node.maximumLength)
    XCTAssertLessThan(limits.documentSize, Int(UInt32.max))
    XCTAssertLessThan(limits.nodeCount, Int(UInt32.max))
  }
}
