import FHIRPath
import XCTest

final class FHIRPathOperatorTests: XCTestCase {
  func testThreeValuedLogic() {
    let values = ["true", "false", "{}"]
    let and = ["[true]", "[false]", "[]", "[false]", "[false]", "[false]", "[]", "[false]", "[]"]
    let or = ["[true]", "[true]", "[true]", "[true]", "[false]", "[]", "[true]", "[]", "[]"]
    let xor = ["[false]", "[true]", "[]", "[true]", "[false]", "[]", "[]", "[]", "[]"]
    let implies = ["[true]", "[false]", "[]", "[true]", "[true]", "[true]", "[true]", "[]", "[]"]
    for (name, table) in [("and", and), ("or", or), ("xor", xor), ("implies", implies)] {
      for (index, result) in table.enumerated() {
        let expression = "\(values[index / 3]) \(name) \(values[index % 3])"
        XCTAssertEqual(Evaluation.run(expression), result, expression)
      }
    }
  }

  func testDecimalsAreExact() {
    assertResults([
      ("0.1 + 0.2", "[0.3]"), ("1 / 3", "[0.3333333333333333333333333333]"), ("1.10 = 1.1", "[true]"),
      ("9.16 * 8.22", "[75.2952]"),
      ("57.3 mod 3", "[0.3]"), ("-5.5 div 2", "[-2]"), ("1 / 0", "[]"), ("9999999999999999999999999999 + 1", "[]"),
      ("9223372036854775807 + 1", "[]"), ("'a' * 2", "FPATH-5041"), ("(1 | 2) + 1", "FPATH-5040"), ("1 + {}", "[]"),
      ("2L * 4", #"["8"]"#),
    ])
  }

  func testEqualityAndEquivalence() {
    assertResults([
      ("{} = {}", "[]"), ("1 = {}", "[]"), ("(1 | 2) = (1 | 2)", "[true]"), ("(1 | 2) = (2 | 1)", "[false]"),
      ("(1 | 2) ~ (2 | 1)", "[true]"),
      ("{} ~ {}", "[true]"), ("'aB' ~ 'Ab'", "[true]"), ("1.1 ~ 1.12", "[true]"), ("name = name", "[true]"),
      ("name[0] = name[1]", "[false]"),
      ("@2018 = @2018-02", "[]"), ("@2018 ~ @2018-02", "[false]"), ("@2018 = @T12", "[false]"), ("1 in (1 | 2)", "[true]"),
      ("(1 | 2) contains 3", "[false]"), ("'a' < 'b'", "[true]"), ("1 < 'b'", "FPATH-5041"), ("@2018-03 < @2018-03-01", "[]"),
    ])
  }

  func testDatesAndTimes() {
    assertResults([
      ("@1973-12-25 + 7 days", #"["1974-01-01"]"#), ("@2016-02-29 + 1 year", #"["2017-02-28"]"#),
      ("@2016 + 364 days", #"["2016"]"#),
      ("@2016-01-31 + 1 month", #"["2016-02-29"]"#), ("@T23:59 + 2.9 minutes", #"["00:01"]"#), ("@2018 + 1 'a'", "FPATH-5041"),
      ("@T09:45 + 2 years", "FPATH-5041"), ("@9999-12-31 + 1 day", "[]"), ("@2019-02-29", "FPATH-5002"),
      ("@2019-02-03T01:00Z = @2019-02-02T21:00-04:00", "[true]"), ("@T10:30.highBoundary()", #"["10:30:59.999"]"#),
      ("@2014.lowBoundary(6)", #"["2014-01"]"#), ("@2014-01-01T08.lowBoundary(17)", #"["2014-01-01T08:00:00.000+14:00"]"#),
      ("birthDate + 1 day", #"["1974-12-26"]"#), ("today().toString().length()", "[10]"), ("(@2012-03-04T05:06).hourOf()", "[5]"),
    ])
  }

  func testQuantities() {
    assertResults([
      ("4 'g' = 4000 'mg'", "[true]"), ("1 year = 12 months", "[true]"), ("1 year = 1 'a'", "[]"), ("1 year ~ 1 'a'", "[true]"),
      ("23 'Cel' ~ 73.4 '[degF]'", "[true]"), ("0 'Cel' = 273.15 'K'", "[true]"), ("3 'm' + 3 'cm' = 303 'cm'", "[true]"),
      ("10 'kg' / 5 'm' = 2 'kg/m'", "[true]"), ("1 'kg' < 2 's'", "[]"), ("7 days + 12 hours", #"["180 hours"]"#),
      ("1 'B' + 1 'B'", "[]"),
      ("1 'm' / 1 'm'", #"["1 '1'"]"#), ("5 '[iU]' = 5 '[iU]'", "[true]"), ("5 '[iU]' < 6 '[arb\\'U]'", "[]"),
    ])
  }

  func testPrecedence() {
    assertResults([
      ("1 + 2 * 3", "[7]"), ("-1.convertsToInteger()", "FPATH-5041"), ("true or false and false", "[true]"),
      ("1 | 1 is Integer", "[1,true]"),
      ("1 > 2 is Boolean", "FPATH-5041"), ("2 + /* two */ 2 // four", "[4]"), ("'a' & {} & 'b'", #"["ab"]"#),
    ])
  }
}
