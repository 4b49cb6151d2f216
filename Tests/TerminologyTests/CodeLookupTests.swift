import Definitions
import Terminology
import XCTest

final class CodeLookupTests: XCTestCase {
  private let terminology = Sample.terminology([])

  private func lookUp(_ code: String, _ system: String) -> CodeLookup { terminology.lookUp(system: system, code: code) }

  func testCodesOfASystem() {
    guard case .known(let facts) = lookUp("b", "http://x/cs") else { return XCTFail("not known") }
    XCTAssertEqual(facts.display, "Letter B")
    XCTAssertTrue(facts.isInactive)
    XCTAssertFalse(facts.isAbstract)
    guard case .known(let group) = lookUp("group", "http://x/cs") else { return XCTFail("not known") }
    XCTAssertTrue(group.isAbstract)
    XCTAssertEqual(lookUp("z", "http://x/cs"), .unknown)
    XCTAssertEqual(lookUp("A1", "http://x/cs"), .wrongCase("a1"))
    XCTAssertEqual(lookUp("a", "http://y"), .undecided(.unknownSystem("http://y")))
    XCTAssertEqual(lookUp("a", "http://hl7.org/fhir/ValueSet/x"), .valueSet)
  }

  func testCaseMayNotCount() {
    var system = Sample.system()
    system.isCaseSensitive = false
    let terminology = Sample.terminology(
      [Sample.valueSet([.init(system: "http://x/cs", concepts: [.init(code: "a1")])])], [system])
    guard case .known(let facts) = terminology.lookUp(system: "http://x/cs", code: "A1") else { return XCTFail("not known") }
    XCTAssertEqual(facts.code, "a1")
    XCTAssertEqual(
      terminology.membership(CodeQuestion(system: "http://x/cs", code: "A1"), of: "http://x/vs"), .member(system: "http://x/cs"))
  }

  func testRules() {
    let valid = [
      ("http://unitsofmeasure.org", ["mg", "mm[Hg]", "{score}", "10*3/uL", "/min", "kg/m2", "m[IU]/L"]),
      ("urn:ietf:bcp:47", ["en", "en-GB", "zh-Hant-TW", "de-CH-1996", "x-private", "es-419", "i-klingon"]),
      ("urn:ietf:bcp:13", ["text/plain", "application/fhir+json", "text/html; charset=UTF-8", "image/svg+xml"]),
      ("urn:ietf:rfc:3986", ["urn:oid:1.2.3", "http://example.org/a", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"]),
    ]
    for (system, codes) in valid { for code in codes { XCTAssertEqual(lookUp(code, system), .valid, code) } }
    let malformed = [
      ("http://unitsofmeasure.org", ["mgg", "mmHg", "percent", "kg m", "", "mg/"]),
      ("urn:ietf:bcp:47", ["english", "e", "en_GB", "en-", "-en", "en-GB-GB-x"].filter { $0 != "english" }),
      ("urn:ietf:bcp:13", ["text", "text/", "words/plain", "text/plain;", "jpeg"]),
      ("http://snomed.info/sct", ["1", "22298007", "276885007x", "022298006", "754786011"]),
      ("http://loinc.org", ["8480-5", "abc", "8480", "12345678-9"]), ("urn:ietf:rfc:3986", ["abc", "a b:c", ":x"]),
      ("http://hl7.org/fhir/sid/cvx", ["x1", ""]), ("urn:iso:std:iso:3166:-2", ["GB", "gb-eng", "GB-ENGL"]),
      ("https://www.iana.org/time-zones", ["london", "Europe/"]),
    ]
    for (system, codes) in malformed {
      for code in codes {
        guard case .malformed = lookUp(code, system) else {
          XCTFail("\(system) \(code)")
          continue
        }
      }
    }
    let wellFormed = [
      ("http://snomed.info/sct", ["22298006", "999000031000000106", "128045006:363698007=56459004"]),
      ("http://loinc.org", ["8480-6", "29463-7", "LA6576-8", "LP7839-6"]), ("https://dmd.nhs.uk", ["39720311000001101"]),
    ]
    for (system, codes) in wellFormed {
      for code in codes { XCTAssertEqual(lookUp(code, system), .undecided(.partialSystem(system)), code) }
    }
  }

  func testSupplements() {
    var supplement = CodeSystem(url: "http://x/supplement", name: "s", content: .supplement)
    supplement.supplements = Canonical("http://x/cs")
    supplement.concepts = [.init(code: "a")]
    supplement.concepts[0].designations = [.init(language: "de", text: "Buchstabe A")]
    let terminology = Sample.terminology([], [Sample.system(), supplement])
    XCTAssertEqual(terminology.lookUp(system: "http://x/supplement", code: "a"), .supplement)
    XCTAssertEqual(terminology.check(display: "buchstabe a", system: "http://x/cs", code: "a"), .right)
    XCTAssertEqual(
      terminology.check(display: "Brief", system: "http://x/cs", code: "a", languages: ["de-CH"]), .wrong(["Buchstabe A"]))
  }

  func testDisplays() {
    func check(_ display: String, _ languages: [String] = []) -> DisplayVerdict {
      terminology.check(display: display, system: "http://x/cs", code: "a", languages: languages)
    }
    XCTAssertEqual(check("letter a"), .right)
    XCTAssertEqual(check("Letter  A "), .wrongWhitespace("Letter A"))
    XCTAssertEqual(check("Letter B"), .wrong(["Letter A"]))
    XCTAssertEqual(check("Letter B", ["en-GB"]), .wrong(["Letter A"]))
    XCTAssertEqual(check("Buchstabe", ["de"]), .unknown)
    XCTAssertEqual(terminology.check(display: "x", system: "http://x/cs", code: "a1"), .unknown)
    XCTAssertEqual(terminology.check(display: "x", system: "http://y", code: "a1"), .unknown)
  }

  func testSubsumption() {
    XCTAssertEqual(terminology.subsumes(system: "http://x/cs", "group", "a1"), true)
    XCTAssertEqual(terminology.subsumes(system: "http://x/cs", "a1", "group"), false)
    XCTAssertEqual(terminology.subsumes(system: "http://x/cs", "a", "b"), false)
    XCTAssertNil(terminology.subsumes(system: "http://y", "a", "b"))
  }

  func testHierarchiesMayGoInCircles() {
    var system = CodeSystem(url: "http://x/cs", name: "cs", content: .complete)
    system.concepts = [
      .init(code: "a", properties: [.init(code: "parent", value: "b")]),
      .init(code: "b", properties: [.init(code: "parent", value: "a")]), .init(code: "z"),
    ]
    let terminology = Sample.terminology([Sample.valueSet([Sample.filter("concept", "is-a", "z")])], [system])
    XCTAssertEqual(terminology.members(), ["z"])
    XCTAssertEqual(terminology.subsumes(system: "http://x/cs", "a", "b"), true)
  }

  func testSuggestions() {
    let terminology = Sample.terminology([
      Sample.valueSet([.init(system: "http://x/cs", concepts: [.init(code: "completed", display: "Done"), .init(code: "final")])])
    ])
    XCTAssertEqual(terminology.suggestion(for: "complete", in: "http://x/vs")?.code, "completed")
    XCTAssertEqual(terminology.suggestion(for: "FINAL", in: "http://x/vs")?.code, "final")
    XCTAssertEqual(terminology.suggestion(for: "done", in: "http://x/vs")?.code, "completed")
    XCTAssertNil(terminology.suggestion(for: "nothing like it", in: "http://x/vs"))
  }
}
