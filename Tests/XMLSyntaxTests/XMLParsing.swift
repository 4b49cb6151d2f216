import Diagnostics
import SourceTree
import XCTest

@testable import XMLSyntax

/// A parsed text, put into words for comparison.
struct ParsedXML {
  /// Each node as `kind name "bytes"`, indented by depth.
  var tree: [String] = []
  var findings: [Finding] = []
  var rewritten = ""
  var bytes: ContiguousArray<UInt8> = []

  var rules: [UInt16] { findings.map(\.rule.rawValue) }

  /// The bytes a finding marks.
  func marked(_ index: Int = 0) -> String? {
    guard index < findings.count, findings[index].span.range.upperBound <= bytes.count else { return nil }
    return String(decoding: bytes[findings[index].span.range], as: UTF8.self)
  }

  init(_ text: String, limits: Limits = .standard) { self.init(Array(text.utf8), limits: limits) }

  init(_ input: [UInt8], limits: Limits = .standard) {
    var document = SourceDocument(format: .xml)
    document.bytes = ContiguousArray(input)
    var list = FindingList()
    var reader = XMLReader(limits: limits)
    reader.parse(&document, findings: &list)
    findings = list.findings
    bytes = document.bytes
    var output = ContiguousArray<UInt8>()
    var writer = XMLWriter()
    writer.write(document, into: &output)
    rewritten = String(decoding: output, as: UTF8.self)
    var ends: [UInt32] = []
    for index in document.nodes.indices {
      while let end = ends.last, end <= UInt32(index) { ends.removeLast() }
      let node = document.nodes[index]
      let name = document.names.name(Symbol(node.name))
      let text = node.kind == .element ? "" : " \"\(document.rawText(of: NodeID(index: index)))\""
      tree.append(String(repeating: "  ", count: ends.count) + "\(node.kind) \(name)\(text)")
      if node.end > UInt32(index) + 1 { ends.append(node.end) }
    }
  }
}
