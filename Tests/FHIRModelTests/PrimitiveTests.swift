import XCTest

@testable import FHIRModel

final class FHIRDecimalTests: XCTestCase {
  private func decimal(_ text: String) throws -> FHIRDecimal { try XCTUnwrap(FHIRDecimal(text), text) }

  func testDigitsAreKept() throws {
    let value = try decimal("1.50")
    XCTAssertEqual(value.description, "1.50")
    XCTAssertEqual(value.digits, [1, 5, 0])
    XCTAssertEqual(value.exponent, -2)
    XCTAssertEqual(value.fractionDigits, 2)
    XCTAssertEqual(try decimal("-0.010e+03").exponent, 0)
    XCTAssertTrue(try decimal("-0.00").isZero)
  }

  func testOnlyTheLexicalFormIsRead() {
    for text in ["", "-", "1.", ".5", "+1", "01", "1e", "1e+", "0x1", " 1", "1 ", "NaN", "1,5", "1e9999999"] {
      XCTAssertNil(FHIRDecimal(text), text)
    }
  }

  func testValuesAndPrecision() throws {
    for (left, right) in [("1.5", "1.50"), ("0", "-0.00"), ("100", "1E2"), ("-12e-1", "-1.2"), ("1e3", "1000.0")] {
      XCTAssertTrue(try decimal(left).hasSameValue(as: decimal(right)), "\(left) \(right)")
      XCTAssertFalse(try decimal(left).isLess(than: decimal(right)))
    }
    XCTAssertFalse(try decimal("1.5").isIdentical(to: decimal("1.50")))
    XCTAssertTrue(try decimal("1.50").isIdentical(to: decimal("150e-2")))
  }

  func testOrder() throws {
    let ordered = ["-1e30", "-10", "-9.99", "-0.1", "0", "0.0999999999999999999999", "0.1", "1", "1.01", "9", "10", "1e30"]
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      XCTAssertTrue(try decimal(left).isLess(than: decimal(right)), "\(left) \(right)")
      XCTAssertFalse(try decimal(right).isLess(than: decimal(left)), "\(left) \(right)")
    }
  }
}

final class FHIRDateTimeTests: XCTestCase {
  func testPrecisionIsKept() throws {
    let cases: [(String, FHIRDateTime.Precision)] = [
      ("1970", .year), ("1970-12", .month), ("2000-02-29", .day), ("2015-02-07T13:28:17Z", .second),
      ("2015-02-07T13:28:17.239-05:00", .fraction), ("2016-12-31T23:59:60+14:00", .second),
    ]
    for (text, precision) in cases {
      let value = try XCTUnwrap(FHIRDateTime(text), text)
      XCTAssertEqual(value.precision, precision)
      XCTAssertEqual(value.description, text)
    }
    let time = try XCTUnwrap(FHIRDateTime.time("12:00:00.50"))
    XCTAssertEqual(time.fraction, [5, 0])
    XCTAssertEqual(time.description, "12:00:00.50")
  }

  func testOnlyTheLexicalFormIsRead() {
    for text in [
      "", "70", "0000", "1970-", "1970-13", "1970-00", "1970-1", "1999-02-29", "1900-02-29", "1970-01-32", "1970-01-01T",
      "1970-01-01T12:00Z", "1970-01-01T12:00:00", "1970-01-01T24:00:00Z", "1970-01-01T12:60:00Z", "1970-01-01T12:00:61Z",
      "1970-01-01T12:00:00.Z", "1970-01-01T12:00:00+14:30", "1970-01-01T12:00:00+5:00", "1970-01-01 12:00:00Z", "1970-01Z",
      " 1970",
    ] {
      XCTAssertNil(FHIRDateTime(text), text)
    }
    for text in ["12:00", "24:00:00", "12:00:00Z", "", "T12:00:00"] { XCTAssertNil(FHIRDateTime.time(text), text) }
  }

  func testOrder() throws {
    func order(_ left: String, _ right: String) throws -> Int? {
      try XCTUnwrap(FHIRDateTime(left)).order(XCTUnwrap(FHIRDateTime(right)))
    }
    XCTAssertEqual(try order("1970", "1971"), -1)
    XCTAssertEqual(try order("1970-02", "1970-01"), 1)
    XCTAssertEqual(try order("1970-02", "1970-02"), 0)
    XCTAssertNil(try order("1970", "1970-01"))
    XCTAssertEqual(try order("1970", "1971-01"), -1)
    XCTAssertEqual(try order("2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00"), 0)
    XCTAssertEqual(try order("2020-03-01T00:30:00+01:00", "2020-02-29T23:29:59.9Z"), 1)
    XCTAssertEqual(try order("2020-01-01T00:00:00.5Z", "2020-01-01T00:00:00.50Z"), 0)
    XCTAssertEqual(try order("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.1Z"), -1)
    XCTAssertNil(try order("2020-01-01", "2020-01-01T00:00:00Z"))
    XCTAssertEqual(try order("2020-01-02", "2020-01-01T00:00:00Z"), 1)
    let early = try XCTUnwrap(FHIRDateTime.time("10:00:00"))
    XCTAssertEqual(early.order(try XCTUnwrap(FHIRDateTime.time("10:00:00.5"))), -1)
  }
}
