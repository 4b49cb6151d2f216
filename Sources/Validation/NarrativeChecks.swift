import Diagnostics
import SourceTree

/// Narratives: what the scanner finds, at its place in the document's bytes.
extension StructuralValidator {
  mutating func checkNarrative(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ text: Span<UInt8>) {
    narrative.scan(text)
    guard !narrative.faults.isEmpty else { return }
    let element = plan.children[plan.slot(top.type.rawValue, schemaSymbol(node.name))].element
    var offsets = SourceOffsets(node)
    for fault in narrative.faults {
      let start = offsets.source(of: fault.range.lowerBound, document)
      let end = offsets.source(of: fault.range.upperBound, document)
      report(
        fault.rule, index, SourceSpan(start..<max(start, end)), element,
        expected: fault.phrase.map { .phrase($0) } ?? .none)
    }
  }
}
