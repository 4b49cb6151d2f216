import Definitions
import EmbeddedDefinitions
import Terminology
import XCTest

/// The short lists of ISO that are part of the program.
final class CountryCodeTests: XCTestCase {
  private func terminology() throws -> Terminology { Terminology([try EmbeddedDefinitions.schema()], units: { .empty }) }

  private func look(_ system: String, _ codes: String...) throws -> [String] {
    let terminology = try terminology()
    return codes.map { code in
      switch terminology.lookUp(system: system, code: code) {
      case .known(let facts): facts.isInactive ? "withdrawn" : "known"
      case .unknown: "unknown"
      case .wrongCase: "case"
      case .malformed: "malformed"
      case .valid: "valid"
      case .undecided: "open"
      default: "other"
      }
    }
  }

  func testCountries() throws {
    XCTAssertEqual(
      try look("urn:iso:std:iso:3166", "GB", "GBR", "826", "NO", "YU", "UK", "gb", "XK", "XKX", "900", "ABC", "000"),
      ["known", "known", "known", "known", "withdrawn", "unknown", "case", "open", "open", "open", "unknown", "unknown"])
    XCTAssertEqual(
      try look("urn:iso:std:iso:3166:-2", "GB-ENG", "XX-1", "QA-1234", "UK-ENG"), ["open", "open", "malformed", "malformed"])
  }

  func testCurrencies() throws {
    XCTAssertEqual(
      try look("urn:iso:std:iso:4217", "GBP", "EUR", "DEM", "QQQ", "eur"), ["known", "known", "withdrawn", "unknown", "case"])
    let terminology = try terminology()
    func isCurrency(_ code: String) -> Bool? {
      terminology.membership(CodeQuestion(system: nil, code: code), of: "http://hl7.org/fhir/ValueSet/currencies").isMember
    }
    XCTAssertEqual(isCurrency("USD"), true)
    XCTAssertEqual(isCurrency("Dollars"), false)
  }

  func testLanguages() throws {
    XCTAssertEqual(
      try look(
        "urn:ietf:bcp:47", "en", "en-GB", "cy", "en-UK", "xx", "iw", "de-CH-1996", "en-EU", "gsw", "es-419", "x-own", "en_GB"),
      ["valid", "valid", "valid", "malformed", "malformed", "valid", "valid", "valid", "valid", "valid", "valid", "malformed"])
    XCTAssertEqual(try look("urn:iso:std:iso:639-2", "eng", "ger", "deu", "xyz"), ["known", "known", "known", "unknown"])
  }

  func testOldIdentifiersOfSNOMED() throws {
    XCTAssertEqual(try look("http://snomed.info/sct", "T-15460", "T15460"), ["malformed", "malformed"])
    let terminology = try terminology()
    XCTAssertEqual(terminology.lookUp(system: "http://snomed.info/sct", code: "DF-00000"), .malformed(.snomedLegacy))
    XCTAssertEqual(terminology.lookUp(system: "http://snomed.info/sct", code: "22298"), .malformed(.snomedDigits))
  }

  func testAskingTwiceGivesTheSameAnswer() throws {
    let terminology = try terminology()
    let sets = ["currencies", "iso3166-1-2", "iso3166-1-3", "all-languages", "jurisdiction", "administrative-gender"]
    for set in sets {
      for code in ["GBP", "GB", "GBR", "826", "en", "male", "", " ", "x"] {
        let question = CodeQuestion(system: nil, code: code)
        let url = "http://hl7.org/fhir/ValueSet/" + set
        XCTAssertEqual(terminology.membership(question, of: url), terminology.membership(question, of: url))
      }
    }
  }
}
