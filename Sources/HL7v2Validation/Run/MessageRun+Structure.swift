import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Which segments there are, and in which order.
extension MessageRun {
  mutating func checkStructure(_ document: borrowing SourceDocument, _ root: NodeID, _ cursor: inout StructureCursor) {
    reportRemark(document, root)
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let node = NodeID(segment)
      segment = document[node].end
      let id = document.segmentID(of: node)
      guard id != SegmentID.none else { continue }
      switch cursor.take(id) {
      case .placed(let place): take(node, at: place, cursor, document)
      case .misplaced(let isRepeat):
        let rule = isRepeat ? MessageRules.segmentRepeated : MessageRules.segmentMisplaced
        report(rule, node, document, isDoubtful: plan.isDoubtful, expected: findings.text(cursor.tree.name))
      case .unknown: checkUnknown(id, node, document, structure: cursor.tree.name)
      }
    }
    cursor.finish()
    for absence in cursor.absences { report(absence, cursor.tree, document, root) }
  }

  /// Notes where a segment stands, for the paths of a profile.
  private mutating func take(_ node: NodeID, at place: Int, _ cursor: StructureCursor, _ document: borrowing SourceDocument) {
    guard let compiled = plan.compiled, compiled.isWhole else { return }
    occurrences?.take(node, at: place, begun: cursor.begun, cursor.tree)
    var at = place
    while at > 0 {
      if compiled.forbidden.contains(at), at == place || cursor.begun.map({ at >= $0 }) ?? false {
        report(MessageProfileRules.notSupported, node, document, actual: findings.text(cursor.tree.path(at)))
        return
      }
      at = cursor.tree.nodes[at].parent
    }
  }

  /// Segments of a message whose structure is not known.
  mutating func checkUnknownSegments(_ document: borrowing SourceDocument, _ root: NodeID) {
    reportRemark(document, root)
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let node = NodeID(segment)
      segment = document[node].end
      let id = document.segmentID(of: node)
      if id != SegmentID.none { checkUnknown(id, node, document, structure: nil) }
    }
  }

  private mutating func checkUnknown(
    _ id: SegmentID, _ node: NodeID, _ document: borrowing SourceDocument, structure: String?
  ) {
    // Z segments may stand anywhere; the continuation segments belong to every message.
    guard !id.isLocal, id != "DSC", id != "ADD" else { return }
    if plan.definitions.segment(id) != nil {
      guard let structure else { return }
      report(MessageRules.segmentNotInStructure, node, document, isDoubtful: plan.isDoubtful, expected: findings.text(structure))
    } else {
      let rule = definitions.knows(id) ? MessageRules.segmentOfOtherVersion : MessageRules.segmentUnknown
      report(rule, node, document, expected: findings.text(plan.version.name))
    }
  }

  private mutating func report(
    _ absence: StructureCursor.Absence, _ tree: StructureTree, _ document: borrowing SourceDocument, _ root: NodeID
  ) {
    let node = tree.nodes[absence.node]
    let segment = node.isGroup ? tree.firstSegment(absence.node) : node.segment
    // The end of the last segment before the place.
    var last = NodeID(root.rawValue + 1)
    var count = 1
    while count < absence.segment, document[last].end < document[root].end {
      last = NodeID(document[last].end)
      count += 1
    }
    let end = document[last].range.upperBound
    var finding = Finding(
      MessageRules.segmentMissing, node: root, span: SourceSpan(end..<end), expected: .part(segment.rawValue),
      actual: findings.text(tree.path(absence.node)))
    if plan.isDoubtful { finding.severity = .warning }
    report(finding)
  }

  private mutating func reportRemark(_ document: borrowing SourceDocument, _ root: NodeID) {
    guard let remark = plan.remark else { return }
    let header = NodeID(root.rawValue + 1)
    func place(_ field: Int) -> NodeID { document.field(field, of: header) ?? header }
    switch remark {
    case .unknownVersion: report(MessageRules.versionUnknown, place(12), document, expected: findings.text(plan.version.name))
    case .nearestVersion: report(MessageRules.versionNearest, place(12), document, expected: findings.text(plan.version.name))
    case .unknownStructure: report(MessageRules.structureUnknown, place(9), document, expected: findings.text(plan.version.name))
    case .notInProfile(let name): report(MessageProfileRules.noProfile, place(9), document, expected: findings.text(name))
    case .otherStructure(let expected):
      let node = document.component(3, of: place(9)) ?? place(9)
      report(MessageRules.structureOther, node, document, expected: findings.text(expected))
    }
  }
}
