import Diagnostics
import HL7v2Syntax
import SourceTree

/// Parses a text and gives a picture of its tree, one line for each node that is no container: `PID-5[2].1.2=value`.
struct Reading {
  var lines: [String] = []
  var rules: [String] = []
  var places: [Range<Int>] = []
  var written: [UInt8] = []
  var rootCount = 0
  /// After messages in parts were joined.
  var isJoined = false
  var joinedLines: [String] = []
  var joinedBytes: [UInt8] = []

  init(_ text: String, limits: Limits = .standard) { self.init(Array(text.utf8), limits: limits) }

  init(_ bytes: [UInt8], limits: Limits = .standard) {
    var document = SourceDocument(format: .hl7v2)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = HL7v2Reader(limits: limits)
    reader.parse(&document, findings: &findings)
    rootCount = document.roots.count
    for index in document.roots.indices { picture(document, document.roots[index]) }
    let all = HL7v2SyntaxRules.all.map { ($0.code, Reading.shortName($0)) } + LimitRules.all.map { ($0.code, $0.name) }
    let names = Dictionary(all, uniquingKeysWith: { first, _ in first })
    rules = findings.findings.map { names[$0.rule] ?? "?" }
    places = findings.findings.map(\.span.range)
    var output = ContiguousArray<UInt8>()
    HL7v2Writer().write(document, into: &output)
    written = Array(output)
    // Joining changes the tree, so that it comes last.
    var told = FindingList()
    isJoined = ContinuationJoiner().join(&document, findings: &told, limits: limits)
    rules += told.findings.map { names[$0.rule] ?? "?" }
    joinedBytes = Array(document.bytes)
    let whole = lines
    lines = []
    for index in document.roots.indices { picture(document, document.roots[index]) }
    joinedLines = lines
    lines = whole
  }

  /// The name of a rule without its family.
  static func shortName(_ rule: Rule) -> String { String(rule.name.dropFirst("hl7-".count)) }

  private mutating func picture(_ document: borrowing SourceDocument, _ root: NodeID) {
    guard document[root].kind == .message else { return segment(document, root) }
    lines.append("message")
    var child = root.rawValue + 1
    while child < document[root].end {
      segment(document, NodeID(child))
      child = document[NodeID(child)].end
    }
  }

  private mutating func segment(_ document: borrowing SourceDocument, _ segment: NodeID) {
    let id = SegmentID(rawValue: document[segment].name)
    if document.firstChild(of: segment) == nil { lines.append("\(id)=" + document.rawText(of: segment)) }
    var child = segment.rawValue + 1
    while child < document[segment].end {
      field(document, NodeID(child), "\(id)-\(document[NodeID(child)].name)")
      child = document[NodeID(child)].end
    }
  }

  private mutating func field(_ document: borrowing SourceDocument, _ node: NodeID, _ path: String) {
    guard document.firstChild(of: node) != nil else {
      lines.append(path + "=" + document.rawText(of: node))
      return
    }
    var child = node.rawValue + 1
    while child < document[node].end {
      let part = document[NodeID(child)]
      field(document, NodeID(child), path + (part.kind == .repetition ? "[\(part.name)]" : ".\(part.name)"))
      child = part.end
    }
  }
}
