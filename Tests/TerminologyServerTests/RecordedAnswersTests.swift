import Definitions
import Terminology
import XCTest

@testable import TerminologyServer

final class RecordedAnswersTests: XCTestCase {
  private let line = String(repeating: "-", count: 60)

  private func pair(_ request: String, _ answer: String) -> String { "\(line)\n\(request)####\nv: \(answer)\n" }

  private func issue(_ severity: String, _ kind: String, _ text: String, _ place: String = "Coding.code") -> String {
    """
    {"severity":"\(severity)","code":"x","details":{"coding":[{"system":"http://hl7.org/fhir/tools/CodeSystem/tx-issue-type",
    "code":"\(kind)"}],"text":"\(text)"},"expression":["\(place)"]}
    """
  }

  private func recorded(_ pairs: String...) -> RecordedAnswers {
    var recorded = RecordedAnswers()
    recorded.add(Array((pairs.joined() + line + "\n").utf8))
    return recorded
  }

  private func answer(_ severity: String?, _ issues: String...) -> String {
    let severity = severity.map { #""severity":"\#($0)","error":"words","# } ?? #""display":"Name","#
    return "{\(severity)\"issues\":{\"resourceType\":\"OperationOutcome\",\"issue\":[\(issues.joined(separator: ","))]}}"
  }

  func testCodesOfASystem() {
    let recorded = recorded(
      pair(#"{"code":{"system":"http://s","code":"a"},"valueSet":null}"#, answer(nil)),
      pair(
        #"{"code":{"system":"http://s","code":"b"},"valueSet":null}"#, answer("error", issue("error", "invalid-code", "no b"))),
      pair(#"{"code":{"system":"http://t","code":"a"},"valueSet":null}"#, answer("error", issue("error", "not-found", "no t"))))
    func ask(_ system: String, _ code: String) -> CodeAnswer? {
      recorded.answer(to: CodeRequest(valueSet: nil, system: system, code: code))
    }
    XCTAssertEqual(recorded.count, 3)
    XCTAssertEqual(ask("http://s", "a"), CodeAnswer(.valid, display: "Name"))
    XCTAssertEqual(ask("http://s", "b"), CodeAnswer(.unknownCode, message: "no b"))
    XCTAssertEqual(ask("http://t", "a"), CodeAnswer(.undecided("no t")))
    XCTAssertNil(ask("http://s", "c"))
  }

  /// What was asked of several codings at once is known of each.
  func testConceptsAreTakenApart() {
    let recorded = recorded(
      pair(
        #"{"code":{"coding":[{"system":"http://s","code":"a","display":"A"},{"system":"http://s","code":"b"}]},"url":"http://v","version":"1"}"#,
        answer(
          "error", issue("error", "invalid-display", "wrong name", "CodeableConcept.coding[0].display"),
          issue("information", "this-code-not-in-vs", "b is not in v", "CodeableConcept.coding[1].code"))))
    func member(_ code: String, _ version: String = "|1") -> CodeAnswer.Result? {
      recorded.answer(to: CodeRequest(valueSet: "http://v" + version, system: "http://s", code: code))?.result
    }
    XCTAssertEqual(member("a"), .valid)
    XCTAssertEqual(member("b"), .notMember)
    XCTAssertEqual(member("b", ""), .notMember)
    XCTAssertNil(member("b", "|2"))
    let named = recorded.answer(to: CodeRequest(valueSet: nil, system: "http://s", code: "a", display: "A"))
    XCTAssertEqual(named?.displayFault, "wrong name")
    let otherwise = recorded.answer(to: CodeRequest(valueSet: nil, system: "http://s", code: "a", display: "B"))
    XCTAssertEqual(otherwise?.result, .valid)
    XCTAssertNil(otherwise?.displayFault)
  }

  func testWhatCannotBeReadIsCounted() {
    var recorded = RecordedAnswers()
    recorded.add(Array("\(line)\n{\"code\":####\nv: {}\n\(line)\n{}####\ne: {\n\(line)\n\u{0}\n".utf8))
    XCTAssertEqual(recorded.unreadable, 1)
    XCTAssertEqual(recorded.count, 0)
    XCTAssertThrowsError(try RecordedAnswers(folder: "/nowhere/at/all"))
  }

  /// The published recordings, where they are at hand.
  func testPublishedRecordings() throws {
    let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/shared/suites/tx-recorded"
    guard FileSystem.isFolder(folder) else { throw XCTSkip("the recorded answers are not here") }
    let recorded = try RecordedAnswers(folder: folder)
    XCTAssertEqual(recorded.count, 799)
    XCTAssertEqual(recorded.unreadable, 0)
  }

  func testAnswersOfAServerAreKept() throws {
    let folder = "\(NSTemporaryDirectory())/plumbline-answers-\(UInt32.random(in: 0 ... .max))"
    defer { try? FileSystem.removeFolder(folder) }
    let request = CodeRequest(valueSet: "http://v|1", system: "http://s", code: "a\"b", display: "x", language: "en")
    let own = CodeRequest(valueSet: nil, system: "http://s", code: "a", display: "x")
    let answers: [CodeAnswer] = [
      CodeAnswer(.notMember, message: "not there"), CodeAnswer(.valid, display: "y", displayFault: "no name"),
    ]
    let store = try AnswerStore(folder: folder, server: "http://server/r4")
    store.add([
      (request, answers[0]), (own, answers[1]), (CodeRequest(valueSet: nil, system: "u", code: "c"), CodeAnswer(.failed(""))),
    ])
    let again = try AnswerStore(folder: folder, server: "http://server/r4")
    XCTAssertEqual(again.answer(to: request), answers[0])
    XCTAssertEqual(again.answer(to: own), answers[1])
    XCTAssertNil(again.answer(to: CodeRequest(valueSet: nil, system: "u", code: "c")))
  }
}
