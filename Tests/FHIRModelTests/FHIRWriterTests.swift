import Diagnostics
import SourceTree
import XCTest

@testable import FHIRModel

final class FHIRWriterTests: XCTestCase {
  private func rewrite(_ json: String, _ form: FHIRJSONWriter.Form = .compact) -> String {
    var findings = FindingList()
    let document = FHIRReading.json(json.utf8, &findings)
    return String(decoding: FHIRReading.writeJSON(document, form), as: UTF8.self)
  }

  func testPropertiesTakeTheOrderOfTheDefinition() {
    XCTAssertEqual(
      rewrite(
        #"{"_birthDate":{"id":"x"},"name":[{"given":["A"],"use":"usual"}],"birthDate":"1970","zebra":1,"id":"p","resourceType":"Patient","ant":2}"#
      ),
      #"{"resourceType":"Patient","id":"p","name":[{"use":"usual","given":["A"]}],"birthDate":"1970","_birthDate":{"id":"x"},"zebra":1,"ant":2}"#
    )
  }

  func testOrderInContainedAndBundledResources() {
    XCTAssertEqual(
      rewrite(
        #"{"resourceType":"Bundle","entry":[{"resource":{"active":true,"id":"b","resourceType":"Patient"},"fullUrl":"u"}],"type":"batch"}"#
      ),
      #"{"resourceType":"Bundle","type":"batch","entry":[{"fullUrl":"u","resource":{"resourceType":"Patient","id":"b","active":true}}]}"#
    )
  }

  func testManyPropertiesOutOfOrder() {
    let names = (0..<40).map { "\"x\(40 - $0)\":\($0)" }.joined(separator: ",")
    XCTAssertEqual(
      rewrite("{\(names),\"gender\":\"male\",\"active\":true,\"resourceType\":\"Patient\"}"),
      "{\"resourceType\":\"Patient\",\"active\":true,\"gender\":\"male\",\(names)}")
  }

  func testNumbersKeepTheirDigits() {
    let text =
      #"{"resourceType":"Observation","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":-0.010e+03}}]}"#
    XCTAssertEqual(rewrite(text), text)
  }

  func testStringsAreEscapedMinimally() {
    XCTAssertEqual(
      rewrite(#"{"resourceType":"Patient","id":"\u00e9\/\"\\\u0041\n\u000a\u0001\ud83d\ude00\t"}"#),
      #"{"resourceType":"Patient","id":"é/\"\\A\n\n\u0001😀\t"}"#)
    XCTAssertEqual(rewrite(#"{"a\"b":"\"\\"}"#), #"{"a\"b":"\"\\"}"#)
  }

  func testNullsInArraysStay() {
    let text = #"{"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,{"id":"x"}]}]}"#
    XCTAssertEqual(rewrite(text), text)
  }

  func testPrettyForm() {
    XCTAssertEqual(
      rewrite(#"{"resourceType":"Patient","name":[{"given":["A"]}],"photo":[],"text":{}}"#, .pretty),
      """
      {
        "resourceType": "Patient",
        "text": {},
        "name": [
          {
            "given": [
              "A"
            ]
          }
        ],
        "photo": []
      }
      """)
  }

  func testLines() {
    var findings = FindingList()
    let document = FHIRReading.json(#"{ "resourceType" : "Basic" }"#.utf8, &findings)
    var output = ContiguousArray<UInt8>()
    var writer = FHIRJSONWriter(schema: FHIRReading.schema)
    writer.writeLine(document, document.roots[0], into: &output)
    writer.writeLine(document, document.roots[0], into: &output)
    XCTAssertEqual(String(decoding: output, as: UTF8.self), "{\"resourceType\":\"Basic\"}\n{\"resourceType\":\"Basic\"}\n")
  }

  func testVerbatimValuesOfMaps() {
    var document = SourceDocument(format: .canonical, seed: FHIRReading.schema.seed)
    let root = document.open(.object, offset: 0, name: Symbol.none.rawValue)
    document.roots.append(root)
    for (name, value) in [("gender", "a\"b\\c\nd"), ("resourceType", "Patient")] {
      let offset = document.bytes.count
      document.bytes.append(contentsOf: value.utf8)
      document.append(.string, offset: offset, length: value.utf8.count, name: document.names.intern(name).rawValue)
    }
    document.close(root, at: document.bytes.count)
    XCTAssertEqual(
      String(decoding: FHIRReading.writeJSON(document), as: UTF8.self),
      #"{"resourceType":"Patient","gender":"a\"b\\c\nd"}"#)
  }

  func testDocumentsWithOtherNamesAreUnderstood() {
    var document = SourceDocument(format: .canonical)
    let root = document.open(.object, offset: 0, name: Symbol.none.rawValue)
    document.roots.append(root)
    for (name, value) in [("gender", "male"), ("resourceType", "Patient"), ("id", "x")] {
      let offset = document.bytes.count
      document.bytes.append(contentsOf: value.utf8)
      document.append(.string, offset: offset, length: value.utf8.count, name: document.names.intern(name).rawValue)
    }
    document.close(root, at: document.bytes.count)
    XCTAssertEqual(
      String(decoding: FHIRReading.writeJSON(document), as: UTF8.self),
      #"{"resourceType":"Patient","id":"x","gender":"male"}"#)
  }

  // MARK: XML

  private func expectXML(_ json: String, _ xml: String, _ rules: [Rule] = [], line: UInt = #line) {
    let result = FHIRReading.xmlFromJSON(#"{"resourceType":"Patient"\#(json.isEmpty ? "" : ",")\#(json)}"#)
    let contents = xml.isEmpty ? "/>" : ">\(xml)</Patient>"
    XCTAssertEqual(result.xml, "<Patient xmlns=\"http://hl7.org/fhir\"\(contents)", line: line)
    XCTAssertEqual(result.rules, rules.map(\.code.rawValue), line: line)
  }

  func testXMLForm() {
    expectXML("", "")
    expectXML(
      #""gender":"male","name":[{"given":["A",null],"_given":[null,{"id":"x"}],"id":"n"}],"active":true"#,
      #"<active value="true"/><name id="n"><given value="A"/><given id="x"/></name><gender value="male"/>"#)
    expectXML(
      #""id":"p","contained":[{"resourceType":"Organization","id":"o"}],"extension":[{"url":"u","valueDecimal":1.50}]"#,
      #"<id value="p"/><contained><Organization><id value="o"/></Organization></contained>"#
        + #"<extension url="u"><valueDecimal value="1.50"/></extension>"#)
    expectXML(
      #""_birthDate":{"extension":[{"url":"u","_valueCode":{"id":"i"}}]}"#,
      #"<birthDate><extension url="u"><valueCode id="i"/></extension></birthDate>"#)
    expectXML(#""language":"a<b>&\"\t\né""#, #"<language value="a&lt;b&gt;&amp;&quot;&#9;&#10;é"/>"#)
  }

  func testNarrativeInXML() {
    let div = #"<div xmlns='http://www.w3.org/1999/xhtml'>a&amp;b</div>"#
    expectXML(#""text":{"status":"empty","div":"\#(div)"}"#, "<text><status value=\"empty\"/>\(div)</text>")
    expectXML(
      #""text":{"div":"<div>a&nbsp;b</div>"}"#, #"<text><div value="&lt;div&gt;a&amp;nbsp;b&lt;/div&gt;"/></text>"#,
      [FHIRFormRules.narrativeNotXML])
  }

  func testWhatXMLCannotHoldIsReported() {
    expectXML(#""colour":"red""#, #"<colour value="red"/>"#, [FHIRFormRules.writtenUnknown])
    expectXML(
      #""shape":{"sides":[1,2],"a":{}}"#, #"<shape><sides value="1"/><sides value="2"/><a/></shape>"#,
      [FHIRFormRules.writtenUnknown])
    expectXML(#""active":true,"a b":"red""#, #"<active value="true"/>"#, [FHIRFormRules.notWritten])
    expectXML(#""shape":{"a b":"red"}"#, #"<shape></shape>"#, [FHIRFormRules.writtenUnknown, FHIRFormRules.notWritten])
    expectXML(#""gender":"a\u0001b""#, "<gender value=\"a\u{FFFD}b\"/>", [FHIRFormRules.characterReplaced])
  }

  func testExamplesOfRules() {
    for rule in FHIRFormRules.all {
      for example in rule.wrong where example.language == .json {
        XCTAssertEqual(FHIRReading.xmlFromJSON(example.text).rules, [rule.code.rawValue], "\(rule.id): \(example.text)")
      }
      for example in rule.right where example.language == .json {
        XCTAssertEqual(FHIRReading.xmlFromJSON(example.text).rules, [], "\(rule.id): \(example.text)")
      }
      XCTAssertFalse(rule.wrong.isEmpty || rule.right.isEmpty, rule.id)
    }
  }

  func testPrettyXML() {
    var findings = FindingList()
    let document = FHIRReading.json(
      #"{"resourceType":"Patient","contained":[{"resourceType":"Basic","id":"b"}],"active":true}"#.utf8, &findings)
    XCTAssertEqual(
      String(decoding: FHIRReading.writeXML(document, .pretty, &findings), as: UTF8.self),
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Patient xmlns="http://hl7.org/fhir">
        <contained>
          <Basic>
            <id value="b"/>
          </Basic>
        </contained>
        <active value="true"/>
      </Patient>

      """)
  }
}
