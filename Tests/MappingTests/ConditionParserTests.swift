import Foundation
import TestSupport
import XCTest

@testable import Mapping

final class ConditionParserTests: XCTestCase {
  private func tree(_ text: String) throws -> Condition { try ConditionParser.parse(text).condition }

  private func element(_ text: String) throws -> ElementReference { try XCTUnwrap(ElementReference(text)) }

  func testPredicates() throws {
    let value = try element("PID-3.1")
    XCTAssertEqual(try tree("IF PID-3.1 VALUED"), .valued(value))
    XCTAssertEqual(try tree("if pid_3 exists"), .valued(ElementReference(name: "pid_3", path: [])))
    XCTAssertEqual(try tree("IF PID.3.1 IS NOT VALUED"), .notValued(value))
    XCTAssertEqual(try tree("IF PID-3.1 IS EMPTY"), .notValued(value))
    XCTAssertEqual(try tree("IF PID-3.1 DOES NOT EQUAL TO 'a b'"), .notEqual(value, .text("a b")))
    XCTAssertEqual(try tree("IF PID-3.1 = PID-4"), .equal(value, .element(try element("PID-4"))))
    XCTAssertEqual(try tree("IF PID-3.1 IS \"A\""), .equal(value, .text("A")))
    XCTAssertEqual(try tree("IF PID-3.1 IS NOT IN (\"A\", \"B\")"), .isNotIn(value, ["A", "B"]))
    XCTAssertEqual(try tree("IF PID-3.1 LST.count GREATER THAN OR EQUALS 2"), .count(value, .greaterOrEqual, 2))
    XCTAssertEqual(try tree("IF PID-3.1 LENGTH < 9"), .length(value, .less, 9))
    XCTAssertEqual(try tree("IF NOT MAPPED"), .notMapped(.subject))
  }

  func testAndBindsTighterThanOr() throws {
    let (a, b, c) = (try element("A"), try element("B"), try element("C"))
    XCTAssertEqual(
      try tree("IF A VALUED OR B VALUED AND C VALUED"), .or([.valued(a), .and([.valued(b), .valued(c)])]))
    XCTAssertEqual(
      try tree("IF (A VALUED OR B VALUED) AND NOT (C VALUED)"), .and([.or([.valued(a), .valued(b)]), .notValued(c)]))
  }

  func testBareReferencesBorrowTheNextPredicate() throws {
    let (first, second) = (try element("TQ1-7"), try element("TQ1-8"))
    XCTAssertEqual(try tree("IF TQ1-7 AND TQ1-8 NOT VALUED"), .and([.notValued(first), .notValued(second)]))
    XCTAssertEqual(try tree("IF TQ1-7"), .valued(first))
  }

  func testTestsWithoutReferenceAreAboutTheLastSubject() throws {
    let value = try element("IAM-15")
    XCTAssertEqual(try tree("IF IAM-15 VALUED AND NOT \"SEL\""), .and([.valued(value), .notEqual(value, .text("SEL"))]))
  }

  func testErrorMark() throws {
    XCTAssertTrue(try ConditionParser.parse("IF OBR-25 NOT VALUED ERROR").isError)
    XCTAssertFalse(try ConditionParser.parse("IF OBR-25 NOT VALUED").isError)
  }

  func testBrokenConditionsAreRefused() {
    for text in [
      "", "PID-3 VALUED", "IF", "IF PID-3 EQUALS", "IF (PID-3 VALUED", "IF PID-3 IN (\"A\"", "IF PID-3 \"A",
      "IF PID-3 VALUED VALUED",
      "IF PID-3 LENGTH", "IF é VALUED", "IF " + String(repeating: "(", count: 200) + "A VALUED",
    ] {
      XCTAssertThrowsError(try ConditionParser.parse(text), text)
    }
  }

  /// The conditions of the published tables, with their trees: 238 as published, 8 after the documented repairs.
  func testPublishedConditions() throws {
    guard let path = SuiteFolder.path("standards/v2-to-fhir/conditions.json") else { throw XCTSkip("the suites are not here") }
    let data = try XCTUnwrap(FileManager.default.contents(atPath: path))
    let file = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let conditions = try XCTUnwrap(file["conditions"] as? [[String: Any]])
    XCTAssertEqual(conditions.count, 246)
    for entry in conditions {
      let text = try XCTUnwrap(entry["patched"] as? String ?? entry["text"] as? String)
      let expected = try XCTUnwrap(entry["ast"] as? [Any])
      if expected.first as? String == "true" { continue }
      let parsed = try ConditionParser.parse(text)
      XCTAssertEqual(written(parsed.condition) as NSArray, expected as NSArray, text)
      XCTAssertEqual(parsed.isError, entry["error"] as? Bool ?? false, text)
    }
  }

  private func written(_ condition: Condition) -> [Any] {
    switch condition {
    case .and(let parts): ["and"] + parts.map(written)
    case .or(let parts): ["or"] + parts.map(written)
    case .not(let inner): ["not", written(inner)]
    case .valued(let subject): ["valued", subject.description]
    case .notValued(let subject): ["not-valued", subject.description]
    case .mapped(let subject): ["mapped", subject.description]
    case .notMapped(let subject): ["not-mapped", subject.description]
    case .equal(let subject, let operand): ["eq", subject.description, written(operand)]
    case .notEqual(let subject, let operand): ["ne", subject.description, written(operand)]
    case .isIn(let subject, let list): ["in", subject.description, list]
    case .isNotIn(let subject, let list): ["not-in", subject.description, list]
    case .inRegistry(let subject, let url): ["in-registry", subject.description, url]
    case .notInRegistry(let subject, let url): ["not-in-registry", subject.description, url]
    case .count(let subject, let comparison, let number): ["count", subject.description, comparison.rawValue, number]
    case .length(let subject, let comparison, let number): ["length", subject.description, comparison.rawValue, number]
    }
  }

  private func written(_ operand: ConditionOperand) -> Any {
    switch operand {
    case .text(let text): ["text": text]
    case .number(let number): number
    case .element(let reference): ["ref": reference.description]
    }
  }
}
