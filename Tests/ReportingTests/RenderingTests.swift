import Diagnostics
import SourceTree
import XCTest

@testable import Reporting

/// Renders a finding on a piece of a text that 1️⃣ and 2️⃣ mark.
final class RenderingTests: XCTestCase {
  private static let rule = Rule(
    "TEST", 9999, "sample", .error, .value, message: "`{value}` is wrong", summary: "A sample.", explanation: "For tests.")

  private func render(
    _ marked: String, _ format: SourceFormat, visibility: ValueVisibility = .masked, width: Int = 100
  ) -> Diagnostic {
    let parts = marked.split(separator: "1️⃣", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    let rest = parts[1].split(separator: "2️⃣", omittingEmptySubsequences: false)
    var document = SourceDocument(format: format)
    document.bytes = ContiguousArray((parts[0] + rest.joined()).utf8)
    let finding = Finding(RenderingTests.rule, span: SourceSpan(start..<(start + rest[0].utf8.count)))
    var renderer = DiagnosticRenderer(
      .init(registry: RuleRegistry([[RenderingTests.rule]]), phrases: PhraseTable([]), schema: nil), source: document,
      place: ChunkPlace(file: "f", linesBefore: 10, recordsBefore: 4), records: RecordIndex(document, findings: []),
      settings: RenderSettings(visibility: visibility, excerptWidth: width))
    return renderer.render(finding, in: document, source: document)
  }

  func testJSONKeepsNamesAndHidesValues() {
    let diagnostic = render(#"{"family": "Smith", "age": 1️⃣422️⃣, "active": true, "x": null}"#, .json)
    XCTAssertEqual(diagnostic.excerpt?.text, #"{"family": "Xxxxx", "age": 99, "active": xxxx, "x": xxxx}"#)
    XCTAssertEqual(diagnostic.excerpt?.caretStart, 27)
    XCTAssertEqual(diagnostic.excerpt?.caretLength, 2)
    XCTAssertEqual(diagnostic.message, "`99` is wrong")
    XCTAssertEqual(diagnostic.location, SourceLocation(file: "f", byteOffset: 27, byteLength: 2, line: 11, column: 28))
  }

  func testJSONKeepsWhatIsOfNoPerson() {
    let shown = #"{"resourceType":"Patient","system":"https://fhir.nhs.uk/Id/nhs-number","url":"http://hl7.org/fhir/x""#
    XCTAssertEqual(render(shown + #","a":1️⃣12️⃣}"#, .json, width: 200).excerpt?.text, shown + #","a":9}"#)
    let hidden = [
      #"{"system":"Smith","a":1️⃣12️⃣}"#, #"{"url":"Patient/12345","a":1️⃣12️⃣}"#, #"{"url":"http://a/Patient/12345","a":1️⃣12️⃣}"#,
      #"{"url":"http://a/b?name=Smith","a":1️⃣12️⃣}"#, #"{"resourceType":"Smith, John","a":1️⃣12️⃣}"#,
    ]
    for line in hidden {
      let text = render(line, .json).excerpt?.text ?? ""
      XCTAssertFalse(text.contains("Smith"), text)
      XCTAssertFalse(text.contains("12345"), text)
    }
  }

  func testBrokenJSONHidesWhatCouldBeAValue() {
    let lines = [
      #"{"family: "1️⃣Smith2️⃣", "given": ["John"]}"#, #"{"family": Smith1️⃣, "given": "John2️⃣}"#,
      #"{"a": "he said "Smith" : "1️⃣John"}2️⃣"#, #"{'family': 'Smith'1️⃣, 'given': 'John'2️⃣}"#,
    ]
    for line in lines {
      let text = render(line, .json).excerpt?.text ?? ""
      XCTAssertFalse(text.contains("John"), text)
      XCTAssertFalse(text.contains("Smith"), text)
    }
  }

  func testXMLKeepsMarkupAndHidesValues() {
    let diagnostic = render(#"<name><family value="1️⃣Smith2️⃣"/><given>Ann &amp; Lee</given><!-- Ann --></name>"#, .xml)
    XCTAssertEqual(
      diagnostic.excerpt?.text, #"<name><family value="Xxxxx"/><given>Xxx &xxx; Xxx</given><!-- Xxx --></name>"#)
  }

  func testBrokenXMLHidesWhatCouldBeAValue() {
    for line in [
      #"<given value="John/><family value="1️⃣Smith2️⃣"/>"#, #"<family value=Smith1️⃣ /><given John2️⃣ "/>"#,
      #"<family 'Smith1️⃣' John=2️⃣"#,
    ] {
      let text = render(line, .xml).excerpt?.text ?? ""
      XCTAssertFalse(text.contains("Smith"), text)
    }
  }

  func testHL7KeepsSegmentIDsAndDelimiters() {
    let diagnostic = render("MSH|^~\\&|LAB|X\rPID|1||9990000018^^^NHS||1️⃣SMITH2️⃣^JOHN\rSMITH LANE", .hl7v2)
    XCTAssertEqual(diagnostic.excerpt?.text, "PID|9||9999999999^^^XXX||XXXXX^XXXX")
    XCTAssertEqual(diagnostic.location?.line, 12)
    let stray = render("MSH|^~\\&|LAB\r1️⃣SMITH LANE2️⃣", .hl7v2)
    XCTAssertEqual(stray.excerpt?.text, "XXXXX XXXX")
  }

  func testValuesAreShownOnRequest() {
    let diagnostic = render(#"{"family": "1️⃣Smith2️⃣"}"#, .json, visibility: .shown)
    XCTAssertEqual(diagnostic.excerpt?.text, #"{"family": "Smith"}"#)
    XCTAssertEqual(diagnostic.message, "`Smith` is wrong")
  }

  func testLongLinesAreCutAroundThePlace() {
    let filler = String(repeating: #"{"a":"b"},"#, count: 5000)
    let excerpt = render("[" + filler + #"{"name":1️⃣"x"2️⃣},"# + filler + "{}]", .json, width: 60).excerpt
    let text = excerpt?.text ?? ""
    XCTAssertLessThanOrEqual(text.count, 62)
    XCTAssertTrue(text.hasPrefix("…") && text.hasSuffix("…"), text)
    let marked = text.unicodeScalars.dropFirst(excerpt?.caretStart ?? 0).prefix(excerpt?.caretLength ?? 0)
    XCTAssertEqual(String(String.UnicodeScalarView(marked)), "\"x\"")
    XCTAssertTrue(text.contains(#""name":"#), text)
  }

  func testControlAndInvisibleCharactersAreSpeltOut() {
    let text = render("PID|\u{1B}[31m\u{202E}|\t1️⃣x2️⃣\u{7F}", .hl7v2, visibility: .shown).excerpt?.text
    XCTAssertEqual(text, "PID|␛[31m<U+202E>|␉x␡")
  }

  func testMalformedBytesAreShownAsSuch() {
    var document = SourceDocument(format: .csv)
    document.bytes = [0x41, 0xE9, 0x42]
    var builder = ExcerptBuilder(format: .csv, width: 80, visibility: .shown)
    XCTAssertEqual(builder.excerpt(of: 1..<2, line: 0..<3, bytes: document.bytes.span).text, "A<E9>B")
    var masking = ExcerptBuilder(format: .csv, width: 80, visibility: .masked)
    XCTAssertEqual(masking.excerpt(of: 1..<2, line: 0..<3, bytes: document.bytes.span).text, "XxX")
  }

  func testCaretsStandUnderWideCharacters() {
    let bytes = TextFormat(style: TextStyle()).bytes(render("王小明1️⃣x2️⃣", .csv, visibility: .shown))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    XCTAssertEqual(lines.last { $0.contains("^") }, "   |       ^")
  }
}
