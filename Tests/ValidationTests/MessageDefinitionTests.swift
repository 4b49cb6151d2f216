import Diagnostics
import FHIRModel
import SourceTree
import XCTest

@testable import Validation

/// Messages against a definition that is supplied.
final class MessageDefinitionTests: XCTestCase {
  /// One resource, whatever is asked for.
  private struct OneResource: SuppliedResources {
    let text: String

    func resource(for reference: String, into document: inout SourceDocument) -> NodeID? {
      guard reference == "http://example.org/message" else { return nil }
      guard let schema = try? R4.schema.get(), let found = ResourceBytes.document(Array(text.utf8), schema: schema) else {
        return nil
      }
      document = found
      return document.roots.first
    }
  }

  private func names(focus: String, _ definition: String) throws -> [String] {
    let supplied = OneResource(
      text: #"{"resourceType":"MessageDefinition","url":"http://example.org/message","status":"draft","date":"2024","#
        + #""eventCoding":{"system":"urn:e","code":"new"},\#(definition)}"#)
    let context = ValidationContext(schema: try TestProfiles.loaded.get().schema, supplied: supplied)
    let text = #"""
      {"resourceType":"Bundle","type":"message","timestamp":"2024-01-01T00:00:00Z","entry":[
      {"fullUrl":"http://example.org/fhir/MessageHeader/1","resource":{"resourceType":"MessageHeader","id":"1",
      "eventCoding":{"system":"urn:e","code":"new"},"source":{"endpoint":"http://example.org"},
      "definition":"http://example.org/message","focus":[{"reference":"Patient/2"}]}},
      {"fullUrl":"http://example.org/fhir/Patient/2","resource":{"resourceType":"Patient","id":"2",\#(focus)}}]}
      """#
    return try FullyChecked(text, context).findings.findings.filter { $0.severity >= .error }.map {
      RuleRegistry([BundleRules.all])[$0.rule]?.name ?? "\($0.rule)"
    }
  }

  func testFocus() throws {
    let profiled = #""focus":[{"code":"Patient","profile":"\#(TestProfiles.url)simple","min":1,"max":"1"}]"#
    XCTAssertEqual(try names(focus: #""birthDate":"1970""#, profiled), [])
    XCTAssertEqual(try names(focus: #""active":true"#, profiled), ["message-focus-profile"])
    XCTAssertEqual(
      try names(focus: #""active":true"#, #""focus":[{"code":"Patient","min":2,"max":"*"}]"#), ["message-focus-missing"])
    XCTAssertEqual(
      try names(focus: #""active":true"#, #""focus":[{"code":"Patient","min":0,"max":"0"}]"#), ["message-focus-too-many"])
  }
}
