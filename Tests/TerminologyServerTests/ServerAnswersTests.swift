import Synchronization
import Terminology
import XCTest

@testable import TerminologyServer

/// A server in the test: what it is asked, and what it replies.
private final class Script: Transport {
  private let log = Mutex<[String]>([])
  private let reply: @Sendable (String, String) throws(TransportFailure) -> Reply

  init(_ reply: @escaping @Sendable (_ url: String, _ body: String) throws(TransportFailure) -> Reply) { self.reply = reply }

  var urls: [String] { log.withLock { $0 } }

  func post(_ body: [UInt8], to url: String, milliseconds: Int) throws(TransportFailure) -> Reply {
    log.withLock { $0.append(url) }
    return try reply(url, String(decoding: body, as: UTF8.self))
  }
}

final class ServerAnswersTests: XCTestCase {
  private static func parameters(_ result: Bool, _ more: String = "") -> String {
    #"{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":\#(result)}\#(more)]}"#
  }

  private static func reply(_ text: String, _ status: Int = 200) -> Reply { Reply(status: status, body: Array(text.utf8)) }

  private let requests = [
    CodeRequest(valueSet: nil, system: "http://s", code: "a"), CodeRequest(valueSet: "http://v|2", system: "http://s", code: "b"),
  ]

  func testSeveralQuestionsAreABatch() {
    let script = Script { _, body in
      XCTAssertTrue(body.contains(#""type":"batch""#) && body.contains(#""url":"ValueSet/$validate-code""#), body)
      XCTAssertTrue(body.contains(#"{"name":"valueSetVersion","valueString":"2"}"#), body)
      let parts = [true, false].map { #"{"resource":\#(ServerAnswersTests.parameters($0)),"response":{"status":"200"}}"# }
      return ServerAnswersTests.reply(#"{"resourceType":"Bundle","entry":[\#(parts.joined(separator: ","))]}"#)
    }
    let server = ServerAnswers(url: "http://server/r4/", transport: script)
    XCTAssertEqual(server.answers(to: requests).map(\.result), [.valid, .notMember])
    XCTAssertEqual(script.urls, ["http://server/r4"])
  }

  func testAServerWithoutBatchesIsAskedOneByOne() {
    let script = Script { url, _ in
      url.hasSuffix("$validate-code")
        ? ServerAnswersTests.reply(ServerAnswersTests.parameters(true)) : ServerAnswersTests.reply("no", 405)
    }
    let server = ServerAnswers(url: "http://server", transport: script)
    XCTAssertEqual(server.answers(to: requests).map(\.result), [.valid, .valid])
    XCTAssertEqual(server.answers(to: requests).map(\.result), [.valid, .valid])
    XCTAssertEqual(script.urls.filter { $0 == "http://server" }.count, 1)
  }

  func testIssuesSayWhatIsWrong() {
    func result(_ kind: String, _ severity: String = "error", _ valueSet: String? = nil) -> CodeAnswer {
      let more =
        #",{"name":"message","valueString":"m"},{"name":"issues","resource":{"resourceType":"OperationOutcome","issue":[{"severity":"\#(severity)","code":"invalid","details":{"coding":[{"system":"http://hl7.org/fhir/tools/CodeSystem/tx-issue-type","code":"\#(kind)"}],"text":"t"}}]}}"#
      let script = Script { _, _ in ServerAnswersTests.reply(ServerAnswersTests.parameters(severity != "error", more)) }
      return ServerAnswers(url: "http://server", transport: script)
        .answers(to: [CodeRequest(valueSet: valueSet, system: "http://s", code: "a")])[0]
    }
    XCTAssertEqual(result("invalid-code"), CodeAnswer(.unknownCode, message: "t"))
    XCTAssertEqual(result("invalid-display"), CodeAnswer(.valid, displayFault: "t"))
    XCTAssertEqual(result("not-found"), CodeAnswer(.undecided("t")))
    XCTAssertEqual(result("not-in-vs", "error", "http://v"), CodeAnswer(.notMember, message: "t"))
    XCTAssertEqual(result("invalid-code", "error", "http://v"), CodeAnswer(.unknownCode, message: "t"))
    XCTAssertEqual(result("code-comment", "warning").remarks, [.init(severity: .warning, text: "t")])
  }

  /// A server without issues: whether the code or its display is wrong shows when it is asked without the display.
  func testDisplaysOfServersThatSayNothing() {
    let script = Script { _, body in
      ServerAnswersTests.reply(
        ServerAnswersTests.parameters(!body.contains("display"), #",{"name":"message","valueString":"m"}"#))
    }
    let server = ServerAnswers(url: "http://server", transport: script)
    let answer = server.answers(to: [CodeRequest(valueSet: nil, system: "http://s", code: "a", display: "x")])[0]
    XCTAssertEqual(answer.result, .valid)
    XCTAssertEqual(answer.displayFault, "m")
  }

  func testGarbageIsNoAnswer() {
    let outcome = #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","diagnostics":"no such system"}]}"#
    for (text, status) in [("<html>", 200), ("", 200), (#"{"resourceType":"Patient"}"#, 200), ("{", 404), (outcome, 404)] {
      let server = ServerAnswers(url: "http://server", transport: Script { _, _ in ServerAnswersTests.reply(text, status) })
      let answer = server.answers(to: [requests[0]])[0]
      XCTAssertNil(answer.isValid, text)
      if text == outcome { XCTAssertEqual(answer.result, .undecided("no such system")) }
    }
  }

  func testAServerThatIsDownIsLeftAlone() {
    let script = Script { _, _ throws(TransportFailure) in throw TransportFailure("connection refused") }
    let server = ServerAnswers(url: "http://server", transport: script)
    for _ in 0..<5 { XCTAssertNil(server.answers(to: [requests[0]])[0].isValid) }
    XCTAssertEqual(script.urls.count, 2)
    XCTAssertEqual(server.answers(to: [requests[0]])[0].result, .failed("http://server: connection refused"))
  }

  func testTimeIsLimited() {
    var bounds = ServerAnswers.Bounds()
    bounds.totalMilliseconds = 1
    let script = Script { _, _ in
      Thread.sleep(forTimeInterval: 0.01)
      return ServerAnswersTests.reply(ServerAnswersTests.parameters(true))
    }
    let server = ServerAnswers(url: "http://server", bounds: bounds, transport: script)
    let answers = (0..<4).map { _ in server.answers(to: [requests[0]])[0].isValid }
    XCTAssertEqual(answers, [true, nil, nil, nil])
  }

  func testAnswersAreRemembered() {
    let script = Script { _, _ in ServerAnswersTests.reply(ServerAnswersTests.parameters(true)) }
    let sources = TerminologySources(server: ServerAnswers(url: "http://server", transport: script))
    for _ in 0..<3 { XCTAssertEqual(sources.answers(to: [requests[0]]).map(\.isValid), [true]) }
    XCTAssertEqual(script.urls.count, 1)
    let nobody = TerminologySources(recorded: RecordedAnswers())
    XCTAssertNil(nobody.answer(to: requests[0]).isValid)
  }
}
