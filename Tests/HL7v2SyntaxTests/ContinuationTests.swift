import HL7v2Syntax
import XCTest

final class ContinuationTests: XCTestCase {
  private let head = "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4"

  private func header(_ pointer: String) -> String { head + "||" + pointer }

  /// The lines of the joined messages without their headers.
  private func joined(_ text: String) -> [String] {
    let reading = Reading(text)
    XCTAssertEqual(reading.written, Array(text.utf8), "written back differently")
    XCTAssertEqual(reading.joinedBytes.count, text.utf8.count, "places move")
    return reading.joinedLines.filter { !$0.hasPrefix("MSH") }
  }

  func testAnAddendumGoesOnInTheMiddleOfAField() {
    for end in ["\r", "\n", "\r\n"] {
      let text = [head, "NTE|1||first pa", "ADD|rt, seco", "ADD|nd part|RE", "NTE|2||x", ""].joined(separator: end)
      XCTAssertEqual(
        joined(text), ["message", "NTE-1=1", "NTE-3=first part, second part", "NTE-4=RE", "NTE-1=2", "NTE-3=x"],
        end.debugDescription)
    }
  }

  func testAMessageGoesOnInTheNext() {
    let text = [head, "NTE|1||a", "DSC|p1|F", header("p1"), "ADD| b", "NTE|2||c", "DSC|p2|F", header("p2"), "NTE|3||d", ""]
      .joined(separator: "\r")
    XCTAssertEqual(joined(text), ["message", "NTE-1=1", "NTE-3=a b", "NTE-1=2", "NTE-3=c", "NTE-1=3", "NTE-3=d"])
    XCTAssertEqual(Reading(text).rules, [])
  }

  func testPartsThatDoNotFitStayAndAreTold() {
    let other = [head, "NTE|1||a", "DSC|p1|F", header("p9"), "NTE|2||c", ""].joined(separator: "\r")
    XCTAssertFalse(Reading(other).isJoined)
    XCTAssertEqual(Reading(other).rules, ["continuation-missing", "continuation-of-nothing"])
    let bare = [head, "ADD|x", "NTE|2||c", ""].joined(separator: "\r")
    XCTAssertEqual(Reading(bare).rules, ["addendum-of-nothing"])
    XCTAssertTrue(joined(bare).contains("ADD-1=x"))
    XCTAssertFalse(Reading([head, "NTE|1||a", "DSC||I", ""].joined(separator: "\r")).isJoined)
  }

  func testManyAddendaTakeLinearTime() {
    let count = 50_000
    let text = head + "\rNTE|1||a" + String(repeating: "\rADD|b", count: count) + "\r"
    let clock = ContinuousClock()
    let time = clock.measure { XCTAssertEqual(Reading(text).joinedLines.last?.utf8.count, "NTE-3=a".utf8.count + count) }
    XCTAssertLessThan(time, .seconds(5))
  }

  func testAStreamIsNotCutBetweenTheParts() throws {
    let parts = [head + "\rNTE|1||a\rDSC|p1|F\r", header("p1") + "\rNTE|2||b\r", head + "\rNTE|3||c\r", head + "\rNTE|4||d\r"]
    let bytes = ContiguousArray(parts.joined().utf8)
    let cut = try XCTUnwrap(HL7v2Splitter().lastBoundary(in: bytes.span, atEnd: false))
    XCTAssertTrue(cut == (parts[0] + parts[1]).utf8.count || cut == (parts[0] + parts[1] + parts[2]).utf8.count)
    let short = ContiguousArray((parts[0] + parts[1]).utf8)
    XCTAssertNil(HL7v2Splitter().lastBoundary(in: short.span, atEnd: false))
  }
}
