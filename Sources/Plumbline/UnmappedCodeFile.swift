import Definitions
import Diagnostics
import JSONSyntax
import Mapping
import SourceTree

/// A ConceptMap that people fill in: codes that maps know nothing of, with counts, each beside the place for what it means. The next run
/// reads what was filled in, and adds what is new.
///
/// A group is a code map (`source` is `urn:plumbline:hl7v2:code-map:AdministrativeSex`). A code without translation has the equivalence
/// `unmatched`; giving it a `code` is all there is to do. `target` of the group is the code system of the codes given, where the element
/// is a Coding.
public struct UnmappedCodeFile: Sendable {
  struct Entry: Sendable {
    var code: String
    /// What it means; empty where nobody has said so.
    var target = ""
    var display = ""
    var count = 0
  }

  struct Group: Sendable {
    var map: String
    var system = ""
    var entries: [Entry] = []
  }

  static let prefix = "urn:plumbline:hl7v2:code-map:"
  private(set) var groups: [Group] = []

  public init() {}

  /// Reads a file that this wrote, edited or not; nil where it is no ConceptMap.
  public init?(_ bytes: [UInt8]) {
    var document = SourceDocument(format: .json)
    document.bytes.append(contentsOf: bytes)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    guard findings.isEmpty, let root = document.roots.first, let type = document.child("resourceType", of: root),
      document.text(of: type) == "ConceptMap"
    else { return nil }
    for group in UnmappedCodeFile.items("group", of: root, document) { read(group, document) }
  }

  private mutating func read(_ node: NodeID, _ document: borrowing SourceDocument) {
    let source = UnmappedCodeFile.text("source", of: node, document)
    guard source.hasPrefix(UnmappedCodeFile.prefix) else { return }
    var group = Group(map: String(source.dropFirst(UnmappedCodeFile.prefix.count)))
    group.system = UnmappedCodeFile.text("target", of: node, document)
    for element in UnmappedCodeFile.items("element", of: node, document) {
      var entry = Entry(code: UnmappedCodeFile.text("code", of: element, document))
      for target in UnmappedCodeFile.items("target", of: element, document) {
        entry.target = UnmappedCodeFile.text("code", of: target, document)
        entry.display = UnmappedCodeFile.text("display", of: target, document)
        entry.count = UnmappedCodeFile.count(UnmappedCodeFile.text("comment", of: target, document))
      }
      if !entry.code.isEmpty { group.entries.append(entry) }
    }
    groups.append(group)
  }

  /// The number in `seen 12 times`.
  private static func count(_ comment: String) -> Int {
    comment.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  private static func items(_ name: String, of node: NodeID, _ document: borrowing SourceDocument) -> [NodeID] {
    guard let list = document.child(name, of: node), document[list].kind == .array else { return [] }
    var items: [NodeID] = []
    document.forEachChild(of: list) { items.append($0) }
    return items
  }

  private static func text(_ name: String, of node: NodeID, _ document: borrowing SourceDocument) -> String {
    document.child(name, of: node).map { document.text(of: $0) } ?? ""
  }

  // MARK: Use

  /// What was filled in, as maps over the others.
  public var maps: [MapFile] {
    groups.compactMap { group in
      let known = group.entries.filter { !$0.target.isEmpty }
      guard !known.isEmpty else { return nil }
      var text = "kind: code\nmap: \(UnmappedCodeFile.quoted(group.map))\nlayering: overrides\n"
      if !group.system.isEmpty { text += "system: \(UnmappedCodeFile.quoted(group.system))\n" }
      text += "codes:\n"
      for entry in known {
        let display = entry.display.isEmpty ? "" : ", display: \(UnmappedCodeFile.quoted(entry.display))"
        text += "  \(UnmappedCodeFile.quoted(entry.code)): {code: \(UnmappedCodeFile.quoted(entry.target))\(display)}\n"
      }
      return MapFile(name: "unmapped/\(group.map).yaml", text: ContiguousArray(text.utf8))
    }
  }

  /// Adds the codes of a run.
  public mutating func add(_ codes: UnmappedCodes) {
    for (code, count) in codes.counts.sorted(by: { $0.key < $1.key }) {
      let index = groups.firstIndex { $0.map == code.map } ?? groups.endIndex
      if index == groups.endIndex { groups.append(Group(map: code.map)) }
      if let entry = groups[index].entries.firstIndex(where: { $0.code == code.code }) {
        groups[index].entries[entry].count += count
      } else {
        groups[index].entries.append(Entry(code: code.code, count: count))
      }
    }
    groups.sort { $0.map < $1.map }
  }

  /// The file: a ConceptMap in JSON, one code a line.
  public var bytes: [UInt8] {
    var text = "{\n  \"resourceType\": \"ConceptMap\",\n  \"name\": \"UnmappedCodes\",\n  \"status\": \"draft\""
    if !groups.isEmpty {
      text += ",\n  \"group\": [\n" + groups.map(UnmappedCodeFile.text).joined(separator: ",\n") + "\n  ]"
    }
    return Array((text + "\n}\n").utf8)
  }

  private static func text(_ group: Group) -> String {
    var text = "    {\n      \"source\": \(quoted(prefix + group.map)),\n"
    if !group.system.isEmpty { text += "      \"target\": \(quoted(group.system)),\n" }
    let elements = group.entries.map { entry in
      let comment = "\"comment\": \"seen \(entry.count) times\""
      let display = entry.display.isEmpty ? "" : "\"display\": \(quoted(entry.display)), "
      let target =
        entry.target.isEmpty
        ? "{\"equivalence\": \"unmatched\", \(comment)}"
        : "{\"code\": \(quoted(entry.target)), \(display)\"equivalence\": \"equivalent\", \(comment)}"
      return "        {\"code\": \(quoted(entry.code)), \"target\": [\(target)]}"
    }
    return text + "      \"element\": [\n" + elements.joined(separator: ",\n") + "\n      ]\n    }"
  }

  /// A text in double quotes, as JSON and YAML both take it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
