import Diagnostics
import SourceTree
import XCTest

@testable import FHIRModel

final class FHIRXMLConverterTests: XCTestCase {
  private func patient(_ contents: String) -> (json: String, rules: [UInt16]) {
    FHIRReading.jsonFromXML("<Patient xmlns=\"http://hl7.org/fhir\">\(contents)</Patient>")
  }

  private func expect(_ contents: String, _ json: String, _ rules: [Rule] = [], line: UInt = #line) {
    let result = patient(contents)
    XCTAssertEqual(result.json, "{\"resourceType\":\"Patient\"\(json.isEmpty ? "" : ",")\(json)}", line: line)
    XCTAssertEqual(result.rules, rules.map(\.code.rawValue), line: line)
  }

  func testValuesTakeTheTypeOfTheSchema() {
    expect("<active value='true'/><multipleBirthInteger value='2'/>", #""active":true,"multipleBirthInteger":2"#)
    expect("<active value='yes'/>", #""active":"yes""#)
    expect("<multipleBirthInteger value='+2'/>", #""multipleBirthInteger":"+2""#)
    let quantity = FHIRReading.jsonFromXML(
      "<Observation xmlns='http://hl7.org/fhir'><valueQuantity><value value='1.50'/></valueQuantity>"
        + "<component><valueQuantity><value value='-1E3'/></valueQuantity></component></Observation>")
    XCTAssertEqual(
      quantity.json,
      #"{"resourceType":"Observation","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":-1E3}}]}"#)
  }

  func testRepeatingElementsAreArrays() {
    expect(
      "<name><family value='A'/><given value='B'/></name><name><given value='C'/><given value='D'/></name>",
      #""name":[{"family":"A","given":["B"]},{"given":["C","D"]}]"#)
  }

  func testElementThatMayNotRepeatIsKeptAsArray() {
    expect("<gender value='male'/><gender value='female'/>", #""gender":["male","female"]"#)
  }

  func testPrimitiveExtensions() {
    expect(
      "<birthDate id='a' value='1970-01'><extension url='u'><valueString value='x'/></extension></birthDate>",
      #""birthDate":"1970-01","_birthDate":{"id":"a","extension":[{"url":"u","valueString":"x"}]}"#)
    expect(
      "<birthDate><extension url='u'><valueCode value='x'/></extension></birthDate>",
      #""_birthDate":{"extension":[{"url":"u","valueCode":"x"}]}"#)
    expect(
      "<name><given value='A'/><given><extension url='u'/></given><given id='i' value='C'/></name>",
      #""name":[{"given":["A",null,"C"],"_given":[null,{"extension":[{"url":"u"}]},{"id":"i"}]}]"#)
  }

  func testContainedResourcesAndReferences() {
    expect(
      "<id value='p'/><contained><Organization><id value='o'/><name value='N'/></Organization></contained>"
        + "<contained><Practitioner><id value='q'/></Practitioner></contained>"
        + "<managingOrganization id='x'><reference value='#o'/></managingOrganization>",
      ##""id":"p","contained":[{"resourceType":"Organization","id":"o","name":"N"},"##
        + ##"{"resourceType":"Practitioner","id":"q"}],"managingOrganization":{"id":"x","reference":"#o"}"##)
  }

  func testBundle() {
    let result = FHIRReading.jsonFromXML(
      "<Bundle xmlns='http://hl7.org/fhir'><type value='collection'/><entry><fullUrl value='urn:x'/><resource><Basic/></resource>"
        + "</entry></Bundle>")
    XCTAssertEqual(
      result.json,
      #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:x","resource":{"resourceType":"Basic"}}]}"#)
    XCTAssertEqual(result.rules, [])
  }

  func testNarrativeIsKeptAsItStands() {
    let div = #"<div xmlns="http://www.w3.org/1999/xhtml"><p class='a'>x &amp; y&#160;<!-- c --><br/></p></div>"#
    let escaped = div.replacing("\"", with: "\\\"")
    expect("<text><status value='generated'/>\(div)</text>", #""text":{"status":"generated","div":"\#(escaped)"}"#)
  }

  func testReferencesAndBlanksInValues() {
    expect("<language value='a&amp;b &lt;&#x1F600;&quot;&#10;\n\t'/>", #""language":"a&b <😀\"\n  ""#)
  }

  func testPrefixesAreAllowed() {
    let result = FHIRReading.jsonFromXML(
      "<f:Patient xmlns:f='http://hl7.org/fhir'><f:gender value='male'/><f:name><f:given value='A'/></f:name></f:Patient>")
    XCTAssertEqual(result.json, #"{"resourceType":"Patient","name":[{"given":["A"]}],"gender":"male"}"#)
    XCTAssertEqual(result.rules, [FHIRFormRules.elementOrder.code.rawValue])
  }

  func testCommentsAndSchemaLocationAreTolerated() {
    let result = FHIRReading.jsonFromXML(
      "<?xml version='1.0'?><!-- a --><Patient xmlns='http://hl7.org/fhir' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        + "xsi:schemaLocation='http://hl7.org/fhir fhir.xsd'>\n <!-- b --><?p q?><active value='true'/></Patient>")
    XCTAssertEqual(result.json, #"{"resourceType":"Patient","active":true}"#)
    XCTAssertEqual(result.rules, [])
  }

  func testUnknownElementsAreKeptForTheValidator() {
    expect(
      "<colour value='red'/><shape><side value='1'/><side value='2'/></shape>",
      #""colour":"red","shape":{"side":["1","2"]}"#)
    expect("<name value='x'/><gender value='a'><b value='c'/></gender>", #""name":["x"],"gender":"a","_gender":{"b":"c"}"#)
  }

  func testDisorderIsReportedAndRepaired() {
    expect(
      "<name><family value='A'/></name><gender value='male'/><name><family value='B'/></name>",
      #""name":[{"family":"A"},{"family":"B"}],"gender":"male""#, [FHIRFormRules.notAdjacent])
    expect(
      "<gender value='male'/><active value='true'/><id value='x'/>", #""id":"x","active":true,"gender":"male""#,
      [FHIRFormRules.elementOrder])
  }

  func testFormFaultsAreReportedOnce() {
    expect("<gender>male</gender>", "", [FHIRFormRules.textNotAllowed])
    expect("<gender/>", "", [FHIRFormRules.missingValue])
    expect("<gender value='male'>x</gender>", #""gender":"male""#, [FHIRFormRules.textNotAllowed])
    expect("a<active value='true'/>b", #""active":true"#, [FHIRFormRules.textNotAllowed])
    expect("<active value='true' a='b'/>", #""active":true,"_active":{}"#, [FHIRFormRules.unknownAttribute])
    expect("<contained id='a'><Basic/></contained>", #""contained":[{"resourceType":"Basic"}]"#, [FHIRFormRules.unknownAttribute])
    expect("<contained/>", #""contained":[{}]"#, [FHIRFormRules.resourceCount])
    expect(
      "<contained><Basic/><Basic/></contained>", #""contained":[{"resourceType":"Basic"},{"resourceType":"Basic"}]"#,
      [FHIRFormRules.resourceCount])
  }

  func testFindingsPointAtTheirBytes() {
    let text = "<Patient xmlns=\"http://hl7.org/fhir\">é<gender value='male'/><active value='true' b='ü'/></Patient>"
    var findings = FindingList()
    let document = FHIRReading.xml(text.utf8, &findings)
    let marked = findings.findings.map { String(decoding: document.bytes[$0.span.range], as: UTF8.self) }
    XCTAssertEqual(marked, ["é", "active", "b"])
  }

  func testOtherXMLIsRefused() {
    for text in ["<ClinicalDocument xmlns='urn:hl7-org:v3'/>", "<html/>"] {
      let result = FHIRReading.jsonFromXML(text)
      XCTAssertEqual(result.json, "")
      XCTAssertEqual(result.rules, [FHIRFormRules.notFHIR.code.rawValue])
    }
  }

  func testSpansOfTheCanonicalTree() {
    let text = "<Patient xmlns=\"http://hl7.org/fhir\"><name><given value='Zoë'/></name></Patient>"
    var findings = FindingList()
    let document = FHIRReading.xml(text.utf8, &findings)
    let texts = document.nodes.indices.map { document.rawText(of: NodeID(index: $0)) }
    XCTAssertEqual(
      texts,
      [
        text, "Patient", "<name><given value='Zoë'/></name>", "<name><given value='Zoë'/></name>", "<given value='Zoë'/>", "Zoë",
      ])
  }

  func testExamplesOfRules() {
    for rule in FHIRFormRules.all {
      for example in rule.wrong where example.language == .xml {
        XCTAssertEqual(FHIRReading.jsonFromXML(example.text).rules, [rule.code.rawValue], "\(rule.id): \(example.text)")
      }
      for example in rule.right where example.language == .xml {
        XCTAssertEqual(FHIRReading.jsonFromXML(example.text).rules, [], "\(rule.id): \(example.text)")
      }
    }
  }

  func testDeepNestingStops() {
    var text = "<Patient xmlns=\"http://hl7.org/fhir\">"
    for _ in 0..<3000 { text += "<extension url=\"u\">" }
    for _ in 0..<3000 { text += "</extension>" }
    var findings = FindingList()
    _ = FHIRReading.xml((text + "</Patient>").utf8, &findings, limits: Limits(depth: 5000))
    XCTAssertEqual(findings.findings.map(\.rule), [LimitRules.depth.code])
  }
}
