import Validation
import XCTest

/// One fault put into a right record must give one finding, at its place.
final class FaultTests: XCTestCase {
  private static let record = ##"""
    {"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a",
    "resource":{"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2024-01-01T00:00:00Z"},
    "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a\">Ann &amp; Bea</p></div>"},
    "contained":[{"resourceType":"Organization","id":"org","name":"Trust"}],
    "extension":[{"url":"http://example.org/e","valueCodeableConcept":{"text":"x"}}],
    "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}],"active":true,
    "name":[{"use":"official","family":"Bell","given":["Ann","Bea"],"_given":[null,{"id":"g2"}],"period":{"start":"2001-02-03"}}],
    "gender":"female","birthDate":"1970-01-01","deceasedBoolean":false,"multipleBirthInteger":2,
    "photo":[{"contentType":"image/png","data":"YWJj","size":3}],
    "managingOrganization":{"reference":"#org"}}},
    {"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0b","resource":{"resourceType":"Observation","id":"o1","status":"final",
    "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
    "subject":{"reference":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"},
    "effectiveDateTime":"2024-02-29T10:00:00+00:00","valueQuantity":{"value":72.50,"unit":"kg"},
    "component":[{"code":{"text":"c"},"valueString":"s"}]}}]}
    """##

  private static let patient = "Bundle.entry[0].resource"
  private static let observation = "Bundle.entry[1].resource"

  /// What is replaced, by what, and the finding: rule, place, marked text.
  private static let faults: [(String, String, String, String, String)] = [
    (#""gender":"female""#, #""gendre":"female""#, "unknown-element", patient + ".gendre", "female"),
    (#""gender":"female""#, #""gender":"F""#, "code-not-in-value-set", patient + ".gender", "F"),
    (#""gender":"female""#, #""gender":["female"]"#, "single-value-expected", patient + ".gender", #"["female"]"#),
    (#""gender":"female""#, #""gender":null"#, "null-not-allowed", patient + ".gender", "null"),
    (#""gender":"female""#, #""gender":"female ""#, "invalid-code", patient + ".gender", "female "),
    (#""active":true"#, #""active":"true""#, "wrong-json-type", patient + ".active", "true"),
    (#""active":true"#, #""active":1"#, "wrong-json-type", patient + ".active", "1"),
    (#""birthDate":"1970-01-01""#, #""birthDate":"1970-02-30""#, "invalid-date", patient + ".birthDate", "1970-02-30"),
    (#""birthDate":"1970-01-01""#, #""birthDate":{}"#, "wrong-json-type", patient + ".birthDate", "{}"),
    (#""deceasedBoolean":false"#, #""deceasedString":"no""#, "choice-type-unknown", patient + ".deceasedString", "no"),
    (
      #""deceasedBoolean":false"#, #""deceasedBoolean":false,"deceasedDateTime":"2020""#, "choice-more-than-one",
      patient + ".deceasedDateTime", "2020"
    ),
    (#""multipleBirthInteger":2"#, #""multipleBirthInteger":2.0"#, "invalid-integer", patient + ".multipleBirthInteger", "2.0"),
    (#""data":"YWJj""#, #""data":"YWJ""#, "invalid-base64binary", patient + ".photo[0].data", "YWJ"),
    (#""size":3"#, #""size":-3"#, "invalid-unsignedint", patient + ".photo[0].size", "-3"),
    (#"[null,{"id":"g2"}]"#, #"[{"id":"g2"}]"#, "companion-length", patient + ".name[0].given", #"[{"id":"g2"}]"#),
    (#""given":["Ann","Bea"]"#, #""given":["Ann",""]"#, "invalid-string", patient + ".name[0].given[1]", ""),
    (#""given":["Ann","Bea"]"#, #""given":[null,"Bea"]"#, "null-not-allowed", patient + ".name[0].given[0]", "null"),
    (#""period":{"start":"2001-02-03"}"#, #""period":{}"#, "empty-object", patient + ".name[0].period", "{}"),
    (
      #""period":{"start":"2001-02-03"}"#, #""period":[{"start":"2001"}]"#, "single-value-expected", patient + ".name[0].period",
      #"[{"start":"2001"}]"#
    ),
    (#""id":"org","#, "", "contained-without-id", patient + ".contained[0]", "{"),
    (
      ##""reference":"#org""##, ##""reference":"#o""##, "local-reference-unresolved", patient + ".managingOrganization.reference",
      "#o"
    ),
    (
      ##""reference":"#org""##, #""reference":"Patient/1""#, "reference-target-type", patient + ".managingOrganization.reference",
      "Patient/1"
    ),
    (#""valueCodeableConcept":{"text":"x"}"#, #""valueFoo":"x""#, "choice-type-unknown", patient + ".extension[0].valueFoo", "x"),
    (#","valueCodeableConcept":{"text":"x"}"#, "", "extension-without-value", patient + ".extension[0]", "{"),
    (#"<p class=\"a\">"#, #"<p onclick=\"a\">"#, "narrative-attribute-not-allowed", patient + ".text.div", "onclick"),
    (#"Bea</p>"#, "Bea</b>", "narrative-not-well-formed", patient + ".text.div", "</b"),
    (
      #"<p class=\"a\">Ann &amp; Bea</p>"#, #"<p class=\"a\">é</p><script>x</script>"#, "narrative-element-not-allowed",
      patient + ".text.div", "<script"
    ),
    (#""status":"final","#, "", "cardinality-below-minimum", observation, "{"),
    (#""status":"final""#, #""_status":{"id":"s"}"#, "", "", ""),
    (
      #""code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]}"#, #""code":[]"#, "single-value-expected",
      observation + ".code", "[]"
    ),
    (
      #""coding":[{"system":"http://loinc.org","code":"29463-7"}]"#, #""coding":[]"#, "empty-array", observation + ".code.coding",
      "[]"
    ),
    (
      #""coding":[{"system":"http://loinc.org","code":"29463-7"}]"#, #""coding":{"code":"29463-7"}"#, "array-expected",
      observation + ".code.coding", #"{"code":"29463-7"}"#
    ),
    (#""value":72.50"#, #""value":"72.50""#, "wrong-json-type", observation + ".valueQuantity.value", "72.50"),
    (#"T10:00:00+00:00"#, "T10:00+00:00", "invalid-datetime", observation + ".effectiveDateTime", "2024-02-29T10:00+00:00"),
    (#"T10:00:00+00:00"#, "T10:00:00", "invalid-datetime", observation + ".effectiveDateTime", "2024-02-29T10:00:00"),
    (#""2024-02-29T"#, #""2023-02-29T"#, "invalid-datetime", observation + ".effectiveDateTime", "2023-02-29T10:00:00+00:00"),
    (#"[{"code":{"text":"c"},"#, #"[{"#, "cardinality-below-minimum", observation + ".component[0]", "{"),
    (
      #""resourceType":"Observation""#, #""resourceType":"Observations""#, "resource-type-unknown", observation + ".resourceType",
      "Observations"
    ),
    (#""resourceType":"Observation","#, "", "resource-type-missing", observation, "{"),
    ("945f0b", "945f0a", "full-url-repeated", "Bundle.entry[1].fullUrl", "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"),
    ("945f0b", "945f0", "invalid-uri", "Bundle.entry[1].fullUrl", "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0"),
    (#""type":"collection""#, #""type":"message""#, "message-first-entry", "Bundle.entry[0]", "{"),
    (#""type":"collection","#, "", "cardinality-below-minimum", "Bundle", "{"),
  ]

  func testTheRecordIsRight() throws {
    XCTAssertEqual(try Checked(json: FaultTests.record).lines, [])
  }

  func testEachFaultIsFoundOnceAtItsPlace() throws {
    for (original, replacement, rule, place, marked) in FaultTests.faults {
      XCTAssertTrue(FaultTests.record.contains(original), original)
      let checked = try Checked(json: FaultTests.record.replacingOccurrences(of: original, with: replacement))
      XCTAssertEqual(checked.lines, rule.isEmpty ? [] : ["\(rule) at \(place)"], replacement)
      XCTAssertEqual(checked.marked, rule.isEmpty ? [] : [marked], replacement)
    }
  }

  func testReferencesAreResolvedInsideTheBundle() throws {
    let text = FaultTests.record.replacingOccurrences(of: #""subject":"#, with: #""encounter":"#)
    XCTAssertEqual(
      try Checked(json: text).lines, ["reference-target-type at Bundle.entry[1].resource.encounter.reference"])
  }
}
