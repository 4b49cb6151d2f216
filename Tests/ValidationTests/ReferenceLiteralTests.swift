import XCTest

@testable import Validation

final class ReferenceLiteralTests: XCTestCase {
  func testForms() {
    let cases: [(String, ReferenceLiteral.Form, String, String)] = [
      ("", .empty, "", ""), ("#", .local, "", ""), ("#a", .local, "", "a"), ("urn:uuid:a", .urn, "", ""),
      ("Patient/1", .relative, "Patient", "1"), ("Patient/1/_history/2", .relative, "Patient", "1"),
      ("http://a.b/fhir/Patient/1", .absolute, "Patient", "1"),
      ("https://a.b/Patient/1/_history/2", .absolute, "Patient", "1"), ("Patient?identifier=a|b", .conditional, "Patient", ""),
      ("http://a.b/Patient?x=1", .other, "http://a.b/Patient", ""), ("Patient", .other, "", ""), ("a/Patient/1", .other, "", ""),
      ("Patient/a_b", .other, "", ""), ("Patient/", .other, "", ""), ("/", .other, "", ""), ("a/_history/1", .other, "", ""),
      ("_history/1", .relative, "_history", "1"), ("http://a", .absolute, "", "a"),
    ]
    for (text, form, type, id) in cases {
      let bytes = Array(text.utf8)
      let literal = ReferenceLiteral(bytes.span)
      XCTAssertEqual(literal.form, form, text)
      XCTAssertEqual(String(decoding: bytes[literal.type], as: UTF8.self), type, text)
      XCTAssertEqual(String(decoding: bytes[literal.id], as: UTF8.self), id, text)
    }
  }
}
