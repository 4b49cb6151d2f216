import CSVSyntax
import Diagnostics
import SourceTree
import XCTest

final class CSVReaderTests: XCTestCase {
  func testPlainRows() {
    let table = Table("a,b,c\r\n1,,3\r\n\"x, y\",\"say \"\"hi\"\"\",\"two\r\nlines\"\r\n")
    XCTAssertEqual(table.rows, [["a", "b", "c"], ["1", "", "3"], ["x, y", "say \"hi\"", "two\r\nlines"]])
    XCTAssertEqual(table.rules, [])
    XCTAssertEqual(table.dialect.columnNames, ["a", "b", "c"])
  }

  func testEveryCellHasANodeAndBlankIsNotEmpty() {
    XCTAssertEqual(Table("a,b,c\n,,\n , \"\" ,\n").rows, [["a", "b", "c"], ["", "", ""], [" ", "", ""]])
    XCTAssertEqual(Table("a,b\n1,").rows.last, ["1", ""])
    XCTAssertEqual(Table("a,b\n1,2").rows.last, ["1", "2"])
  }

  func testLineEnds() {
    for (end, rules) in ["\n": [], "\r\n": [], "\r": ["carriage-return-line-ends"]] {
      let table = Table("a,b" + end + "1,2" + end)
      XCTAssertEqual(table.rows, [["a", "b"], ["1", "2"]])
      XCTAssertEqual(table.rules, rules)
    }
    let mixed = Table("a,b\r\n1,2\n3,4\r5,6\r\n\r\n7,8\n")
    XCTAssertEqual(mixed.rows.count, 5)
    XCTAssertEqual(mixed.rules, ["mixed-line-ends", "blank-line"])
  }

  func testRaggedRows() {
    let table = Table("a,b,c\n1,2\n1,2,3,4\n1,2,3,\n")
    XCTAssertEqual(table.rules, ["row-too-short", "row-too-long", "trailing-delimiter"])
    XCTAssertEqual(table.places, [6..<9, 10..<17, 18..<24])
  }

  func testQuotesThatAreNotAsTheyShouldBe() {
    let cases: [(String, [String], String)] = [
      ("5\" needle,y", ["5\" needle", "y"], "quote-in-unquoted-cell"), ("\"x\"tra,y", ["x\"tra", "y"], "text-after-quote"),
      ("\"a \"b\" c\",y", ["a \"b\" c", "y"], "quote-not-doubled"), (" \"x\" ,y", ["x", "y"], "blank-around-quotes"),
      ("\"\"x\"\",y", ["\"x\"", "y"], "text-after-quote"),
    ]
    for (row, cells, rule) in cases {
      let table = Table("a,b\n" + row + "\nlast,row\n")
      XCTAssertEqual(table.rows.dropFirst().first, cells, row)
      XCTAssertEqual(table.rows.last, ["last", "row"], row)
      XCTAssertTrue(table.rules.contains(rule), "\(row): \(table.rules)")
    }
  }

  func testAnUnclosedQuoteCostsNoOtherRow() {
    let rest = (0..<100).map { "\($0),name \($0),town\n" }.joined()
    let quoted = (0..<100).map { "\"\($0)\",\"name \($0)\",\"town\"\n" }.joined()
    for (bad, following) in [("\"x,y,z\n", rest), ("x,\"y,z\n", rest), ("x,y,\"z\n", rest), ("x,\"y,z\n", quoted)] {
      let table = Table("id,name,town\n" + bad + following)
      XCTAssertEqual(table.rows.count, 102, bad)
      XCTAssertEqual(table.rows.dropFirst().first, ["x", "y", "z"], bad)
      XCTAssertEqual(table.rules, ["quote-not-closed"], bad)
    }
  }

  func testAQuoteThatALaterRowClosesIsFoundOut() {
    let table = Table("id,name,town\n1,\"y,z\n2,b,c\n3,d,e\n4,f,g\n5,h\",i\n6,j,k\n")
    XCTAssertEqual(table.rows.map(\.count), [3, 3, 3, 3, 3, 3, 3])
    XCTAssertEqual(table.rules, ["quote-not-closed", "quote-in-unquoted-cell"])
  }

  func testLongTextInQuotesIsKept() {
    let text = (0..<60).map { "line \($0) of a letter" }.joined(separator: "\n")
    let table = Table("id,letter\n1,\"\(text)\"\n2,x\n")
    XCTAssertEqual(table.rows, [["id", "letter"], ["1", text], ["2", "x"]])
    XCTAssertEqual(table.rules, [])
  }

  func testEncodings() {
    XCTAssertEqual(Table("\u{FEFF}a,b\nä,ö\n").rows, [["a", "b"], ["ä", "ö"]])
    XCTAssertEqual(Table("\u{FEFF}a,b\nä,ö\n").rules, ["byte-order-mark"])
    let windows = Table(Array("a,b\nd".utf8) + [0x92] + Array("Arcy,x\nä,ö\n".utf8))
    XCTAssertEqual(windows.rows, [["a", "b"], ["d’Arcy", "x"], ["ä", "ö"]])
    XCTAssertEqual(windows.rules, ["not-utf-8"])
    XCTAssertEqual(windows.dialect.encoding, .windows1252)
    for (order, mark) in [(UTF16Text.ByteOrder.littleEndian, [0xFF, 0xFE]), (.bigEndian, [0xFE, 0xFF])] as [(_, [UInt8])] {
      let bytes = mark + Array(UTF16Text.encode(ContiguousArray("a,b\nä,😀\n".utf8), order))
      let table = Table(bytes)
      XCTAssertEqual(table.rows, [["a", "b"], ["ä", "😀"]])
      XCTAssertTrue(table.rules.contains("utf-16"))
      XCTAssertEqual(table.written, bytes)
      XCTAssertTrue(Table(bytes + [0x61]).rules.contains("utf-16-damaged"))
    }
  }

  func testHeaders() {
    XCTAssertEqual(Table("a,a, \n1,2,3\n").rules, ["column-name-repeated", "column-name-missing"])
    XCTAssertEqual(Table("a,b\n").rules, ["header-only"])
    XCTAssertEqual(Table("a").rows, [["a"]])
    for text in ["", "\n\n", "\u{FEFF}"] { XCTAssertTrue(Table(text).rules.contains("empty"), text) }
  }

  func testLimits() {
    let table = Table("a,b\n12345678,2\n3,4\n", limits: Limits(valueSize: 7))
    XCTAssertEqual(table.rows, [["a", "b"], ["3", "4"]])
    XCTAssertEqual(table.rules, ["value-too-large"])
    XCTAssertEqual(table.written, Array("a,b\n12345678,2\n3,4\n".utf8))
    let small = Table("a,b\n1,2\n3,4\n", limits: Limits(nodeCount: 5))
    XCTAssertEqual(small.rows, [["a", "b"]])
    XCTAssertEqual(small.rules, ["too-many-nodes", "too-many-nodes", "header-only"])
  }

  func testAChangedCellIsWrittenInQuotesWhereItMustBe() {
    let text = "a;\"b\" ;c\r\n\r\n1;\"x\"\"y\";3;\n"
    let cases = [("a", "new", "new"), ("x\"y", "p;q\"", "\"p;q\"\"\""), ("3", "", ""), ("1", " 1", "\" 1\"")]
    for (old, new, expected) in cases {
      var document = SourceDocument(format: .csv)
      document.bytes = ContiguousArray(text.utf8)
      var findings = FindingList()
      var reader = CSVReader()
      reader.parse(&document, findings: &findings)
      guard let dialect = reader.dialect,
        let index = document.nodes.indices.first(where: {
          document.nodes[$0].kind == .field && document.text(of: NodeID(index: $0)) == old
        })
      else { return XCTFail(old) }
      let count = document.bytes.count
      let node = document.nodes[index]
      document.nodes[index] = Node(
        kind: .field, offset: UInt32(count), length: new.utf8.count, end: node.end, name: node.name)
      document.bytes.append(contentsOf: new.utf8)
      var output = ContiguousArray<UInt8>()
      CSVWriter(dialect: dialect).write(document, sourceCount: count, into: &output)
      let raw = old == "x\"y" ? "\"x\"\"y\"" : old
      var changed = text
      changed.replaceSubrange(changed.range(of: raw) ?? text.startIndex..<text.startIndex, with: expected)
      XCTAssertEqual(String(decoding: output, as: UTF8.self), changed)
    }
  }

  func testExamplesBreakAndKeepTheirRules() {
    for rule in CSVRules.all where ![300, 301].contains(rule.code.rawValue) {
      for example in rule.wrong {
        let rules = Table(example.text).rules
        XCTAssertTrue(rules.contains(Table.shortName(rule)), "\(rule.name): \(rules)")
      }
      for example in rule.right { XCTAssertFalse(Table(example.text).rules.contains(Table.shortName(rule)), rule.name) }
    }
    XCTAssertTrue(CSVRules.all.allSatisfy { 300..<400 ~= $0.code.rawValue })
    XCTAssertEqual(Set(CSVRules.all.map(\.code)).count, CSVRules.all.count)
  }
}
