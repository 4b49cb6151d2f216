import Diagnostics
import SourceTree
import YAMLSyntax

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = fuzzInput(start, count)
  for limits in [Limits.standard, smallLimits] {
    var findings = FindingList()
    let document = YAMLReader(limits: limits).parse(bytes, findings: &findings)
    for index in document.source.nodes.indices {
      let node = document.source.nodes[index]
      require(node.range.upperBound <= document.source.bytes.count, "node \(index) ends behind the buffer")
      require(Int(node.end) > index && Int(node.end) <= document.source.nodes.count, "node \(index) ends outside of the arena")
      _ = document.text(of: NodeID(index: index))
    }
    for finding in findings.findings {
      require(finding.span.range.upperBound <= document.source.bytes.count, "a finding is behind the buffer")
    }
  }
  return 0
}
