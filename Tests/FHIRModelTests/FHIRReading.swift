import Diagnostics
import EmbeddedDefinitions
import JSONSyntax
import Schema
import SourceTree
import XCTest
import XMLSyntax

@testable import FHIRModel

/// Reads and writes FHIR for tests.
enum FHIRReading {
  static let schema: Schema = {
    do {
      return try EmbeddedDefinitions.schema()
    } catch {
      XCTFail("the embedded definitions do not load: \(error)")
      return Schema(Schema.Tables())
    }
  }()

  // Made once: they hold tables made from the schema.
  private static let converter = FHIRXMLConverter(schema: schema)
  private static let compactJSON = FHIRJSONWriter(schema: schema)
  private static let prettyJSON = FHIRJSONWriter(schema: schema, form: .pretty)
  private static let compactXML = FHIRXMLWriter(schema: schema)
  private static let prettyXML = FHIRXMLWriter(schema: schema, form: .pretty)

  static func json(_ text: some Sequence<UInt8>, _ findings: inout FindingList) -> SourceDocument {
    var document = SourceDocument(format: .json, seed: schema.seed)
    document.bytes = ContiguousArray(text)
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    return document
  }

  static func xml(
    _ text: some Sequence<UInt8>, _ findings: inout FindingList, limits: Limits = .standard
  ) -> SourceDocument {
    var source = SourceDocument(format: .xml, seed: schema.seed)
    source.bytes = ContiguousArray(text)
    var reader = XMLReader(limits: limits)
    reader.parse(&source, findings: &findings)
    var document = SourceDocument(format: .xml, seed: schema.seed)
    var converter = converter
    converter.convert(&source, into: &document, findings: &findings)
    return document
  }

  static func writeJSON(_ document: borrowing SourceDocument, _ form: FHIRJSONWriter.Form = .compact) -> ContiguousArray<UInt8> {
    var output = ContiguousArray<UInt8>()
    guard let root = document.roots.first else { return output }
    var writer = form == .compact ? compactJSON : prettyJSON
    writer.write(document, root, into: &output)
    return output
  }

  static func writeXML(
    _ document: borrowing SourceDocument, _ form: FHIRXMLWriter.Form = .compact, _ findings: inout FindingList
  ) -> ContiguousArray<UInt8> {
    var output = ContiguousArray<UInt8>()
    guard let root = document.roots.first else { return output }
    var writer = form == .compact ? compactXML : prettyXML
    writer.write(document, root, into: &output, findings: &findings)
    return output
  }

  /// XML as compact JSON in canonical order, with the rules that were broken.
  static func jsonFromXML(_ text: String) -> (json: String, rules: [UInt16]) {
    var findings = FindingList()
    let document = xml(text.utf8, &findings)
    return (String(decoding: writeJSON(document), as: UTF8.self), findings.findings.map(\.rule.rawValue))
  }

  static func xmlFromJSON(_ text: String) -> (xml: String, rules: [UInt16]) {
    var findings = FindingList()
    let document = json(text.utf8, &findings)
    let output = writeXML(document, .compact, &findings)
    let text = String(decoding: output, as: UTF8.self).split(separator: "\n").dropFirst().joined(separator: "\n")
    return (text, findings.findings.map(\.rule.rawValue))
  }
}
