import Diagnostics
import EmbeddedDefinitions
import FHIRModel
import FHIRPath
import JSONSyntax
import Schema
import SourceTree
import Validation
import XCTest
import XMLSyntax

/// The definitions of FHIR R4, loaded once for all tests.
enum R4 {
  static let schema = Result { try EmbeddedDefinitions.schema() }
  static let units: UnitTable = {
    let files = try? EmbeddedDefinitions.files(under: "ucum/")
    return files?.first.map { UnitTable($0.contents) } ?? .empty
  }()
  static let validator = schema.map { StructuralValidator(schema: $0) }
  static let registry = RuleRegistry([JSONRules.all, LimitRules.all, FHIRFormRules.all, ValidationRules.all])
}

/// A text that was read and checked.
struct Checked: ~Copyable {
  var document: SourceDocument
  var findings = FindingList()
  let schema: Schema

  init(_ bytes: some Sequence<UInt8>, isXML: Bool = false) throws {
    var validator = try R4.validator.get()
    schema = try R4.schema.get()
    document = SourceDocument(format: .json, seed: schema.seed)
    if isXML {
      var source = SourceDocument(format: .xml, seed: schema.seed)
      source.bytes.append(contentsOf: bytes)
      var reader = XMLReader()
      reader.parse(&source, findings: &findings)
      var converter = FHIRXMLConverter(schema: schema)
      converter.convert(&source, into: &document, findings: &findings)
    } else {
      document.bytes.append(contentsOf: bytes)
      var reader = JSONReader()
      reader.parse(&document, findings: &findings)
    }
    for root in document.roots { validator.validate(document, root: root, findings: &findings) }
  }

  init(json: String) throws { try self.init(json.utf8) }

  init(_ example: RuleExample) throws { try self.init(example.text.utf8, isXML: example.language == .xml) }

  /// `rule at path` for each finding.
  var lines: [String] {
    findings.findings.map { finding in
      let path = finding.node == .none ? "" : InstancePath.fhir(document, finding.node)
      return "\(R4.registry[finding.rule]?.name ?? "unknown") at \(path)"
    }
  }

  var ruleIDs: [String] { findings.findings.map { R4.registry[$0.rule]?.id ?? "unknown" } }

  /// The bytes that the findings mark.
  var marked: [String] {
    findings.findings.map { String(decoding: document.bytes[$0.span.range], as: UTF8.self) }
  }
}
