import Diagnostics
import SourceTree

/// Limits small enough for a fuzzer to reach.
let smallLimits = Limits(depth: 6, nodeCount: 40, valueSize: 24, documentSize: 4096)

/// The bytes that libFuzzer hands over, as readers want them.
func fuzzInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> ContiguousArray<UInt8> {
  ContiguousArray(UnsafeBufferPointer(start: start, count: count))
}

/// Ends the process when a property does not hold, so that libFuzzer keeps the input.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
  guard holds else { fatalError("property broken: " + property()) }
}

/// A parsed document, its findings, and the checks that hold for every format.
struct FuzzDocument: ~Copyable {
  var source: SourceDocument
  var findings = FindingList()

  init(_ format: SourceFormat, _ encoding: ValueEncoding, _ bytes: ContiguousArray<UInt8>) {
    source = SourceDocument(format: format, valueEncoding: encoding)
    source.bytes = bytes
  }

  /// Every node lies inside the buffer and inside its parent, and every finding inside the buffer.
  func checkTree() {
    let count = source.bytes.count
    for index in source.nodes.indices {
      let node = source.nodes[index]
      require(node.range.upperBound <= count, "node \(index) ends behind the buffer")
      require(Int(node.end) > index && Int(node.end) <= source.nodes.count, "node \(index) has an end outside of the arena")
      var child = index + 1
      while child < Int(node.end) {
        let part = source.nodes[child]
        require(part.end <= node.end, "node \(child) ends behind its parent")
        require(
          part.range.lowerBound >= node.range.lowerBound && part.range.upperBound <= node.range.upperBound,
          "node \(child) is not inside of its parent")
        child = Int(part.end)
      }
    }
    var position = 0
    for root in source.roots {
      require(root.index >= position && root.index < source.nodes.count, "root \(root.rawValue) is out of order")
      position = Int(source[root].end)
    }
    for finding in findings.findings {
      require(finding.span.range.upperBound <= count, "a finding of rule \(finding.rule.rawValue) is behind the buffer")
      require(finding.node == .none || finding.node.index < source.nodes.count, "a finding names a node that is not there")
    }
  }

  /// Kinds, names and text of all nodes in document order: what must survive writing and reading. A string that needs escapes in
  /// one form and none in the other is the same token.
  func tokens(names: Bool) -> [String] {
    var result: [String] = []
    for root in source.roots {
      for index in root.index..<Int(source[root].end) {
        let node = NodeID(index: index)
        let kind = source[node].kind == .encodedString ? .string : source[node].kind
        let name = names ? source.name(of: node) : "\(source[node].name)"
        let isContainer = kind == .object || kind == .array || kind == .element || Int(source[node].end) > index + 1
        let size = Int(source[node].end) - index
        result.append("\(kind) \(name) \(size) " + (isContainer ? "" : source.text(of: node)))
      }
    }
    return result
  }

  /// Whether something is wrong with the text, so that what is written need not read the same.
  var hasErrors: Bool { findings.worst.map { $0 >= .error } ?? false }
}
