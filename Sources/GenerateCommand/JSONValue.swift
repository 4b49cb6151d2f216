import Definitions
import Diagnostics
import JSONSyntax
import SourceTree

/// A JSON file, for the generators that read published material.
indirect enum JSONValue {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case text(String)
  case none

  init(file: String) throws {
    var document = SourceDocument(format: .json, valueEncoding: .json)
    document.bytes = ContiguousArray(try FileSystem.read(file))
    var findings = FindingList()
    var reader = JSONReader(limits: Limits(depth: 64, nodeCount: 20_000_000))
    reader.parse(&document, findings: &findings)
    guard let root = document.roots.first else {
      self = .none
      return
    }
    self = JSONValue(root, in: document)
  }

  private init(_ node: NodeID, in document: borrowing SourceDocument) {
    switch document[node].kind {
    case .object:
      var members: [(key: String, value: JSONValue)] = []
      document.forEachChild(of: node) { members.append((document.name(of: $0), JSONValue($0, in: document))) }
      self = .object(members)
    case .array:
      var items: [JSONValue] = []
      document.forEachChild(of: node) { items.append(JSONValue($0, in: document)) }
      self = .array(items)
    case .null: self = .none
    default: self = .text(document.text(of: node))
    }
  }

  subscript(key: String) -> JSONValue {
    guard case .object(let members) = self else { return .none }
    return members.first { $0.key == key }?.value ?? .none
  }

  subscript(index: Int) -> JSONValue {
    guard case .array(let items) = self, index < items.count else { return .none }
    return items[index]
  }

  var members: [(key: String, value: JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  var items: [JSONValue] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The text of a string, number or truth value; empty for anything else.
  var string: String {
    guard case .text(let text) = self else { return "" }
    return text
  }
}
