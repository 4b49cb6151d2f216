import Diagnostics
import JSONSyntax
import SourceTree

/// A JSON text as a tree, and reading from it by name.
struct JSONText: ~Copyable {
  let document: SourceDocument
  let root: NodeID

  /// Nil for a text that is not JSON or not an object.
  init?(_ bytes: some Sequence<UInt8>) {
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: .empty)
    document.bytes = ContiguousArray(bytes)
    var reader = JSONReader()
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    guard let root = document.roots.first, document[root].kind == .object else { return nil }
    self.document = document
    self.root = root
  }

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

extension SourceDocument {
  /// The text of a scalar member.
  func scalar(_ name: String, of node: NodeID) -> String? {
    guard let child = child(name, of: node), self[child].isScalar, self[child].kind != .null else { return nil }
    return text(of: child)
  }

  /// The objects of an array member.
  func items(_ name: String, of node: NodeID) -> [NodeID] {
    guard let list = child(name, of: node), self[list].kind == .array else { return [] }
    var result: [NodeID] = []
    forEachChild(of: list) { if self[$0].kind == .object { result.append($0) } }
    return result
  }

  /// The scalars of an array member.
  func texts(_ name: String, of node: NodeID) -> [String] {
    guard let list = child(name, of: node), self[list].kind == .array else { return [] }
    var result: [String] = []
    forEachChild(of: list) { if self[$0].isScalar { result.append(text(of: $0)) } }
    return result
  }

  func object(_ name: String, of node: NodeID) -> NodeID? {
    guard let child = child(name, of: node), self[child].kind == .object else { return nil }
    return child
  }
}
