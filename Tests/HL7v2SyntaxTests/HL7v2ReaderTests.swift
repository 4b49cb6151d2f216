import HL7v2Syntax
import SourceTree
import XCTest

final class HL7v2ReaderTests: XCTestCase {
  private let header = "MSH|^~\\&|LAB|RNX\r"

  /// The lines of a picture without those of the header.
  private func body(_ text: String) -> [String] {
    Reading(text).lines.filter { !$0.hasPrefix("MSH") && $0 != "message" }
  }

  func testHeaderFieldsAreNumberedFromTheSeparator() {
    let reading = Reading("MSH|^~\\&|LAB||PAS^7A4^L\r")
    XCTAssertEqual(
      reading.lines, ["message", "MSH-1=|", "MSH-2=^~\\&", "MSH-3=LAB", "MSH-5.1=PAS", "MSH-5.2=7A4", "MSH-5.3=L"])
    XCTAssertEqual(reading.rules, [])
  }

  func testPartsHaveNodesOnlyWhereTheyAreSeparated() {
    XCTAssertEqual(body(header + "PID|1||A\r"), ["PID-1=1", "PID-3=A"])
    XCTAssertEqual(body(header + "PID|A^B\r"), ["PID-1.1=A", "PID-1.2=B"])
    XCTAssertEqual(body(header + "PID|A&B\r"), ["PID-1.1.1=A", "PID-1.1.2=B"])
    XCTAssertEqual(body(header + "PID|A^B&C^D\r"), ["PID-1.1=A", "PID-1.2.1=B", "PID-1.2.2=C", "PID-1.3=D"])
    XCTAssertEqual(body(header + "PID|A~B\r"), ["PID-1[1]=A", "PID-1[2]=B"])
    XCTAssertEqual(
      body(header + "PID|A^B&C~D~E&F^G|H\r"),
      [
        "PID-1[1].1=A", "PID-1[1].2.1=B", "PID-1[1].2.2=C", "PID-1[2]=D", "PID-1[3].1.1=E", "PID-1[3].1.2=F", "PID-1[3].2=G",
        "PID-2=H",
      ])
  }

  func testEmptyPartsHaveNoNodeButContainersAreNeverEmpty() {
    XCTAssertEqual(body(header + "PID|^^A\r"), ["PID-1.3=A"])
    XCTAssertEqual(body(header + "PID|^^\r"), ["PID-1.1="])
    XCTAssertEqual(body(header + "PID|~\r"), ["PID-1[1]="])
    XCTAssertEqual(body(header + "PID|~A^&\r"), ["PID-1[2].1=A", "PID-1[2].2.1="])
    XCTAssertEqual(body(header + "PID|&&A^B~\r"), ["PID-1[1].1.3=A", "PID-1[1].2=B"])
    XCTAssertEqual(body(header + "NTE|||\r"), ["NTE=NTE|||"])
    XCTAssertEqual(body(header + "NTE\r"), ["NTE=NTE"])
  }

  func testDelimitersComeFromTheHeader() {
    let reading = Reading("MSH*%$!#*LAB\rPID*A%B#C$D|E\rZZ1*x\r")
    XCTAssertEqual(
      reading.lines,
      [
        "message", "MSH-1=*", "MSH-2=%$!#", "MSH-3=LAB", "PID-1[1].1=A", "PID-1[1].2.1=B", "PID-1[1].2.2=C", "PID-1[2]=D|E",
        "ZZ1-1=x",
      ])
    XCTAssertEqual(Reading("MSH|^~\\&#|LAB\rPID|A#B\r").lines.last, "PID-1=A#B", "the truncation character splits nothing")
    XCTAssertEqual(Reading("MSH|^~\\|LAB\rPID|A&B\r").lines.last, "PID-1=A&B")
  }

  func testEachMessageHasItsOwnDelimiters() {
    let reading = Reading("MSH|^~\\&|A\rPID|1^2\rMSH#!@%*#B\rPID#1!2\r\nMSH|^~\\&|C\rPID|1^2\r")
    XCTAssertEqual(reading.rootCount, 3)
    XCTAssertEqual(reading.lines.filter { $0.hasPrefix("PID") }.count, 6)
  }

  func testFiveLineEndsParseAlike() {
    let message = [header.dropLast(), "PID|1||A^B", "NTE|1||x", "PV1|1|I"].map { Array($0.utf8) }
    let expected = Reading(message.joined(separator: [0x0D]) + [0x0D]).lines
    let ends: [[UInt8]: String] = [[0x0D]: "", [0x0A]: "line-feed-line-ends", [0x0D, 0x0A]: "crlf-line-ends"]
    for (end, rule) in ends.merging([[0x85]: "next-line-ends"], uniquingKeysWith: { $1 }) {
      let bytes = Array(message.joined(separator: end)) + end
      let reading = Reading(bytes)
      XCTAssertEqual(reading.lines, expected)
      XCTAssertEqual(reading.rules, rule.isEmpty ? [] : [rule])
      XCTAssertEqual(reading.written, bytes)
    }
    let mixed = message[0] + [0x0D] + message[1] + [0x0A] + message[2] + [0x0D, 0x0A] + message[3] + [0x0D]
    let reading = Reading(mixed)
    XCTAssertEqual(reading.lines, expected)
    XCTAssertEqual(reading.rules, ["mixed-line-ends"])
    XCTAssertEqual(reading.written, mixed)
  }

  func testLineFeedInsideAFieldBelongsToTheValueWhereCarriageReturnsEndSegments() {
    let text = header + "NTE|1||first\nsecond\n\nthird|x\rPV1|1\r"
    let reading = Reading(text)
    XCTAssertEqual(reading.lines.suffix(4), ["NTE-1=1", "NTE-3=first\nsecond\n\nthird", "NTE-4=x", "PV1-1=1"])
    XCTAssertEqual(Set(reading.rules), ["line-feed-in-value"])
    XCTAssertEqual(reading.places.first, 29..<30)
  }

  func testBlankLinesBetweenMessagesDoNotMakeLineEndsMixed() {
    let reading = Reading(header + "PID|1\r\n" + header + "PID|2\r\r\n" + header + "PID|3\r\n")
    XCTAssertEqual(reading.rootCount, 3)
    XCTAssertEqual(Set(reading.rules), ["blank-line"])
  }

  func testFrames() {
    let framed = "\u{0B}" + header + "PID|1\r\u{1C}\r"
    let reading = Reading(framed + framed)
    XCTAssertEqual(reading.rootCount, 2)
    XCTAssertEqual(reading.rules, ["mllp-framing-in-file", "mllp-framing-in-file"])
    XCTAssertEqual(Reading("\u{0B}" + header + "PID|1\u{1C}\r").lines.last, "PID-1=1")
    let cut = Reading("\u{0B}" + header + "PID|1\u{0B}" + header + "PID|2\r\u{1C}\r")
    XCTAssertEqual(cut.lines.filter { $0.hasPrefix("PID") }, ["PID-1=1", "PID-1=2"])
    XCTAssertTrue(cut.rules.contains("mllp-frame-incomplete"))
    let junk = Reading("\r\n\0" + framed)
    XCTAssertEqual(junk.rootCount, 1)
    XCTAssertEqual(junk.rules, ["blank-line", "text-outside-message", "mllp-framing-in-file"])
  }

  func testTextBeforeTheHeaderIsReportedAndTheMessageRead() {
    let reading = Reading("2025-10-14 12:00:01 INFO MSH|^~\\&|LAB\rPID|1\r")
    XCTAssertEqual(reading.rules, ["text-outside-message"])
    XCTAssertEqual(reading.places, [0..<25])
    XCTAssertEqual(reading.lines.last, "PID-1=1")
    XCTAssertEqual(Reading("hello\r\rworld\r\r" + header).places, [0..<12])
  }

  func testOddLinesStayInTheirPlace() {
    let reading = Reading(header + "pid|1\r OBX|2\rPV1 |3\rPIDX|4\r\tzz\rOBX|5\r")
    XCTAssertEqual(
      reading.lines.suffix(6), ["PID-1=1", "OBX-1=2", "PV1-1=3", "=PIDX|4", "=\tzz", "OBX-1=5"])
    XCTAssertEqual(
      reading.rules,
      ["segment-id-lower-case", "segment-id-padded", "segment-id-padded", "not-a-segment", "not-a-segment"])
  }

  func testBatchesAreCounted() {
    let message = header + "PID|1\r"
    let text = "FHS|^~\\&|A\rBHS|^~\\&|B\r" + message + message + "BTS|2\rBHS|^~\\&|C\r" + message + "BTS|3\rFTS|2\r"
    let reading = Reading(text)
    XCTAssertEqual(reading.rules, ["batch-message-count-differs"])
    XCTAssertEqual(reading.rootCount, 9)
    XCTAssertEqual(reading.written, Array(text.utf8))
  }

  func testEscapesAreCheckedWhereTheyStand() {
    let start = header.utf8.count
    let reading = Reading(header + "NTE|\\F\\\\X0D\\\\.sp2\\|\\Q\\|a\\|C:\\\r")
    XCTAssertEqual(reading.rules, ["escape-unknown", "escape-not-closed", "escape-not-closed"])
    XCTAssertEqual(reading.places.first, (start + 19)..<(start + 22))
  }

  func testLimits() {
    let message = header + "PID|1|2|3|4|5|6^7\r"
    let small = Reading(message + message, limits: Limits(nodeCount: 6))
    XCTAssertEqual(small.rootCount, 0)
    XCTAssertEqual(small.rules, ["too-many-nodes", "too-many-nodes"])
    XCTAssertEqual(small.written, Array((message + message).utf8), "nothing is lost")
    let value = Reading(header + "PID|12345678\r" + header + "PID|1\r", limits: Limits(valueSize: 7))
    XCTAssertEqual(value.rules, ["value-too-large"])
    XCTAssertEqual(value.rootCount, 1)
    XCTAssertEqual(Reading(header, limits: Limits(documentSize: 3)).rules, ["document-too-large"])
    for limit in 0..<24 {
      let text = header + "PID|1~2^3&4~5&6|~^&\rPIDX\rBTS|1\r"
      XCTAssertEqual(Reading(text, limits: Limits(nodeCount: limit)).written, Array(text.utf8))
    }
  }

  func testNothingToRead() {
    for text in ["", "\r\n \n", "PID|1\r", "{}", "\u{FEFF}"] {
      XCTAssertTrue(Reading(text).rules.contains("no-message"), text)
      XCTAssertEqual(Reading(text).written, Array(text.utf8))
    }
  }

  func testMessagesJoinedWithoutALineEnd() {
    let text = header + "PID|1\rPV1|2\\Q|3^4" + header + "PID|5" + header + "PIDX" + header + "PID|6"
    let reading = Reading(text)
    XCTAssertEqual(reading.rootCount, 4)
    XCTAssertEqual(
      reading.lines.filter { $0.hasPrefix("P") || $0.hasPrefix("=") },
      ["PID-1=1", "PV1-1=2\\Q", "PV1-2.1=3", "PV1-2.2=4", "PID-1=5", "=PIDX", "PID-1=6"])
    XCTAssertEqual(reading.rules.filter { $0 == "missing-last-line-end" }.count, 4)
    XCTAssertEqual(reading.rules.filter { $0 == "escape-not-closed" }.count, 1, "nothing is told twice")
    XCTAssertEqual(reading.written, Array(text.utf8))
  }

  func testATrailerJoinedWithAMessage() {
    let reading = Reading("BHS|^~\\&|A\rBTS" + header + "PID|5\r")
    XCTAssertEqual(reading.rootCount, 3)
    XCTAssertEqual(
      reading.lines.suffix(6), ["message", "MSH-1=|", "MSH-2=^~\\&", "MSH-3=LAB", "MSH-4=RNX", "PID-1=5"])
  }

  /// Time must grow with the length of the text and no faster; naive look-ahead makes it quadratic on these.
  func testHostileTextTakesLinearTime() {
    let lineFeeds = header + "PID|1|" + String(repeating: "\n", count: 200_000) + "\r"
    XCTAssertEqual(Reading(lineFeeds).rootCount, 1)
    XCTAssertEqual(Reading(String(repeating: "MSH|^~\\&|", count: 20_000)).rootCount, 20_000)
  }

  func testUTF16() {
    let text = header + "PID|1||Sørensen\r"
    for order in [UTF16Text.ByteOrder.littleEndian, .bigEndian] {
      for mark in ["", "\u{FEFF}"] {
        let bytes = Array(UTF16Text.encode(ContiguousArray((mark + text).utf8), order))
        XCTAssertEqual(Reading(bytes).lines.last, "PID-3=Sørensen")
        XCTAssertTrue(Reading(bytes).rules.contains("utf-16"))
        XCTAssertTrue(Reading(bytes + [0x41]).rules.contains("utf-16-damaged"))
      }
    }
  }
}
