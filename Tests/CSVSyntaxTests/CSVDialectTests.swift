import CSVSyntax
import XCTest

final class CSVDialectTests: XCTestCase {
  private func delimiter(_ text: String) -> String {
    String(Unicode.Scalar(Table(text).dialect.delimiter))
  }

  func testDelimiters() {
    XCTAssertEqual(delimiter("a,b,c\n1,2,3\n"), ",")
    XCTAssertEqual(delimiter("a;b;c\n1,5;2,5;3\n1;2;3\n"), ";")
    XCTAssertEqual(delimiter("a\tb\n\"x, y\"\t2\n"), "\t")
    XCTAssertEqual(delimiter("\"A\"|\"B\"\n\"x, y\"|\"2;3\"\n"), "|")
    XCTAssertEqual(delimiter("just one\n1\n2\n"), ",")
    XCTAssertEqual(delimiter(""), ",")
  }

  func testQuotes() {
    let table = Table("a,b\n'x, y','it''s'\n'z','w'\n")
    XCTAssertEqual(table.rows.dropFirst().first, ["x, y", "it's"])
    XCTAssertEqual(table.rules, [])
    XCTAssertEqual(Table("a,b\n'tis,x\n").rows.last, ["'tis", "x"])
  }

  func testHeaderOrNot() {
    XCTAssertTrue(Table("NHS_NUMBER,DATE\n9990000018,20240101\n").dialect.hasHeader)
    XCTAssertFalse(Table("9990000018,20240101\n9990000026,20240102\n").dialect.hasHeader)
    XCTAssertFalse(Table("Smith,M\nJones,F\nBrown,M\n").dialect.hasHeader)
    XCTAssertTrue(Table("a,b\n1,2\na,b\n3,4\n").dialect.hasHeader, "a header that comes again is one all the same")
  }

  func testEvidence() {
    let dialect = Table("a,b\n1,2\n3\n4,5\n").dialect
    XCTAssertEqual(dialect.columnCount, 2)
    XCTAssertEqual(dialect.evidence.rows, 4)
    XCTAssertEqual(dialect.evidence.agreeingRows, 3)
    XCTAssertFalse(dialect.evidence.isGiven)
  }

  func testAGivenDialectIsKept() {
    let given = CSVDialect(delimiter: UInt8(ascii: ";"), quote: nil, hasHeader: false)
    let table = Table("a,\"b;c,d\"\n", dialect: given)
    XCTAssertEqual(table.rows, [["a,\"b", "c,d\""]])
    XCTAssertEqual(table.rules, [])
  }
}
