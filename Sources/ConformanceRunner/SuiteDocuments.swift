import Definitions
import Diagnostics
import FHIRModel
import JSONSyntax
import Schema
import SourceTree
import XMLSyntax

/// Reads the records that suites evaluate on.
enum SuiteDocuments {
  /// A FHIR record in JSON or XML as a canonical tree; a tree without roots where it cannot be read.
  static func record(_ path: String, schema: Schema?) -> SourceDocument {
    guard let bytes = try? FileSystem.read(path) else { return SourceDocument(format: .json) }
    guard path.hasSuffix(".xml"), let schema else { return json(bytes, schema: schema) }
    var findings = FindingList()
    var source = xml(bytes, seed: schema.seed)
    var target = SourceDocument(format: .xml, valueEncoding: .xml, seed: schema.seed)
    var converter = FHIRXMLConverter(schema: schema)
    converter.convert(&source, into: &target, findings: &findings)
    return target
  }

  static func json(_ bytes: [UInt8], schema: Schema?) -> SourceDocument {
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: schema?.seed ?? .empty)
    document.bytes = ContiguousArray(bytes)
    var reader = JSONReader()
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    return document
  }

  static func xml(_ bytes: [UInt8], seed: NameSeed = .empty) -> SourceDocument {
    var document = SourceDocument(format: .xml, valueEncoding: .xml, seed: seed)
    document.bytes = ContiguousArray(bytes)
    var reader = XMLReader()
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    return document
  }
}

extension SourceDocument {
  /// The children of a node.
  func childList(of node: NodeID) -> [NodeID] {
    var result: [NodeID] = []
    forEachChild(of: node) { result.append($0) }
    return result
  }

  /// The text of a scalar member of a JSON object.
  func value(_ name: String, of node: NodeID) -> String? {
    guard let child = child(name, of: node), self[child].isScalar, self[child].kind != .null else { return nil }
    return text(of: child)
  }

  /// The texts of a list of scalars in a JSON object.
  func values(_ name: String, of node: NodeID) -> [String] {
    guard let child = child(name, of: node), self[child].kind == .array else { return [] }
    var result: [String] = []
    for item in childList(of: child) where self[item].isScalar { result.append(text(of: item)) }
    return result
  }

  /// Child elements of an XML element with a name.
  func elements(_ name: String, of node: NodeID) -> [NodeID] {
    var result: [NodeID] = []
    for child in childList(of: node) where self[child].kind == .element && self.name(of: child) == name { result.append(child) }
    return result
  }

  func attribute(_ name: String, of node: NodeID) -> String? {
    for child in childList(of: node) where self[child].kind == .attribute && self.name(of: child) == name {
      return text(of: child)
    }
    return nil
  }

  /// The character data of an XML element.
  func content(of node: NodeID) -> String {
    var result = ""
    for child in childList(of: node) where self[child].kind == .text || self[child].kind == .cdata { result += text(of: child) }
    return result
  }
}

/// Writes the answers of a suite as JSON text.
enum AnswerText {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
