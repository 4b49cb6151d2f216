import Diagnostics
import XCTest

@testable import Validation

final class QuestionnairePassTests: XCTestCase {
  private func lines(_ questions: String, _ items: String, status: String = "completed") throws -> [String] {
    let text =
      #"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":["#
      + questions + ##"]}],"questionnaire":"#q","status":"\##(status)","item":["## + items + "]}"
    let checked = try FullyChecked(text)
    let registry = RuleRegistry([QuestionnaireRules.all])
    return zip(checked.findings.findings, checked.lines).compactMap { finding, line in
      registry[finding.rule].map { "\(finding.severity) \($0.name) at \(line.split(separator: " ").last ?? "")" }
    }
  }

  private func condition(_ operator: String, _ answer: String) -> String {
    #"{"linkId":"1","type":"integer"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"\#(`operator`)",\#(answer)}]}"#
  }

  func testConditions() throws {
    let answered = #"{"linkId":"1","answer":[{"valueInteger":5}]},{"linkId":"2","answer":[{"valueString":"a"}]}"#
    let notEnabled = ["error answer-not-enabled at QuestionnaireResponse.item[1]"]
    for (operation, answer, isEnabled) in [
      ("=", #""answerInteger":5"#, true), ("=", #""answerInteger":4"#, false), ("!=", #""answerInteger":4"#, true),
      (">", #""answerInteger":4"#, true), (">", #""answerInteger":5"#, false), (">=", #""answerInteger":5"#, true),
      ("<", #""answerInteger":10"#, true), ("<=", #""answerInteger":4"#, false), ("exists", #""answerBoolean":true"#, true),
      ("exists", #""answerBoolean":false"#, false),
    ] {
      XCTAssertEqual(
        try lines(condition(operation, answer), answered), isEnabled ? [] : notEnabled, "\(operation) \(answer)")
    }
    let unanswered = #"{"linkId":"2","answer":[{"valueString":"a"}]}"#
    XCTAssertEqual(
      try lines(condition("!=", #""answerInteger":4"#), unanswered),
      ["error answer-not-enabled at QuestionnaireResponse.item[0]"])
    XCTAssertEqual(try lines(condition("exists", #""answerBoolean":false"#), unanswered), [])
  }

  func testGroupsThatRepeatDoNotSeeEachOthersAnswers() throws {
    let questions =
      #"{"linkId":"g","type":"group","repeats":true,"item":["# + condition("=", #""answerInteger":1"#) + "]}"
    func group(_ number: Int) -> String {
      #"{"linkId":"g","item":[{"linkId":"1","answer":[{"valueInteger":\#(number)}]},{"linkId":"2","answer":[{"valueString":"a"}]}]}"#
    }
    XCTAssertEqual(
      try lines(questions, group(1) + "," + group(2)),
      ["error answer-not-enabled at QuestionnaireResponse.item[1].item[1]"])
  }

  func testWhatIsMissingMayYetCome() throws {
    let questions = #"{"linkId":"1","type":"string","required":true},{"linkId":"2","type":"string"}"#
    let items = #"{"linkId":"2","answer":[{"valueString":"a"}]}"#
    XCTAssertEqual(try lines(questions, items), ["error answer-missing at QuestionnaireResponse"])
    XCTAssertEqual(
      try lines(questions, items, status: "in-progress"), ["warning answer-missing at QuestionnaireResponse"])
  }

  func testDatesAreComparedByTheirFirstInstant() throws {
    let limit =
      #"{"linkId":"1","type":"date","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDate":"2022-06"}]}"#
    for (date, isAllowed) in [("2022", true), ("2022-06", true), ("2022-06-30", false), ("2022-07", false), ("2021-12-31", true)]
    {
      XCTAssertEqual(
        try lines(limit, #"{"linkId":"1","answer":[{"valueDate":"\#(date)"}]}"#),
        isAllowed ? [] : ["error answer-above-maximum at QuestionnaireResponse.item[0].answer[0].value"], date)
    }
  }

  func testItemsInAnswersAreCheckedInTheirPlace() throws {
    let questions =
      #"{"linkId":"1","type":"boolean","item":[{"linkId":"2","type":"integer","required":true}]}"#
    XCTAssertEqual(
      try lines(questions, #"{"linkId":"1","answer":[{"valueBoolean":true}]}"#),
      ["error answer-missing at QuestionnaireResponse.item[0].answer[0]"])
    XCTAssertEqual(
      try lines(
        questions, #"{"linkId":"1","answer":[{"valueBoolean":true,"item":[{"linkId":"2","answer":[{"valueString":"a"}]}]}]}"#),
      ["error answer-type at QuestionnaireResponse.item[0].answer[0].item[0].answer[0].value"])
  }

  func testContainedValueSetsAreDecidedHere() throws {
    let valueSet =
      ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","answerValueSet":"#v"}]},{"resourceType":"ValueSet","id":"v","status":"draft","compose":{"include":[{"system":"http://example.org/s","concept":[{"code":"a"}]}]}}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueCoding":{"system":"http://example.org/s","code":"CODE"}}]}]}"##
    let registry = RuleRegistry([QuestionnaireRules.all])
    func names(_ code: String) throws -> [String] {
      try FullyChecked(valueSet.replacing("CODE", with: code)).findings.findings.compactMap { registry[$0.rule]?.name }
    }
    XCTAssertEqual(try names("a"), [])
    XCTAssertEqual(try names("b"), ["answer-not-an-option"])
  }
}
