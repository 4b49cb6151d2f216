import Diagnostics
import HL7v2Definitions
import SourceTree

/// What a profile says of the message and its groups.
extension MessageRun {
  mutating func checkGroups(_ compiled: CompiledProfile, _ document: borrowing SourceDocument) {
    guard let all = occurrences?.all else { return }
    for (index, occurrence) in all.enumerated() where occurrence.isGroup {
      guard let rules = compiled.nodeRules[occurrence.node] else { continue }
      let node = index == 0 ? root : occurrence.segment
      check(
        rules, ElementRef(node: node, level: .group, occurrence: index, instance: occurrence.instance), document)
    }
    let message = ElementRef(node: root, level: .group, occurrence: 0)
    for context in compiled.coConstraints { check(context, message, document) }
  }
}
