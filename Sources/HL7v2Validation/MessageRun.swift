import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// The check of one message.
struct MessageRun {
  let plan: MessagePlan
  let library: PlanLibrary
  let definitions: MessageDefinitions
  var findings: FindingList

  mutating func report(_ finding: Finding) {
    var finding = finding
    if plan.severities.apply(&finding) { findings.append(finding) }
  }

  /// Reports, at most as a warning where the sources of the definition do not agree.
  mutating func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, isDoubtful: Bool = false, expected: Evidence = .none,
    actual: Evidence = .none
  ) {
    var finding = Finding(rule, node: node, span: SourceSpan(document[node].range), expected: expected, actual: actual)
    if isDoubtful { finding.severity = min(finding.severity, .warning) }
    report(finding)
  }

  // MARK: Structure

  mutating func checkStructure(_ document: borrowing SourceDocument, _ root: NodeID, _ cursor: inout StructureCursor) {
    reportRemark(document, root)
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let node = NodeID(segment)
      segment = document[node].end
      let id = document.segmentID(of: node)
      guard id != SegmentID.none else { continue }
      switch cursor.take(id) {
      case .placed: break
      case .misplaced(let isRepeat):
        let rule = isRepeat ? MessageRules.segmentRepeated : MessageRules.segmentMisplaced
        report(rule, node, document, isDoubtful: plan.isDoubtful, expected: findings.text(cursor.tree.name))
      case .unknown: checkUnknown(id, node, document, structure: cursor.tree.name)
      }
    }
    cursor.finish()
    for absence in cursor.absences { report(absence, cursor.tree, document, root) }
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
    case .otherStructure(let expected):
      let node = document.component(3, of: place(9)) ?? place(9)
      report(MessageRules.structureOther, node, document, expected: findings.text(expected))
    }
  }

  // MARK: Segments

  mutating func checkSegments(_ document: borrowing SourceDocument, _ root: NodeID) {
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let node = NodeID(segment)
      segment = document[node].end
      let id = document.segmentID(of: node)
      if let owner = plan.definitions.segment(id) { checkFields(document, node, owner, id) }
      for condition in plan.conditions where condition.segment == id { check(condition, document, node) }
    }
  }

  private mutating func checkFields(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ owner: VersionDefinitions.Owner, _ id: SegmentID
  ) {
    let end = document[segment].end
    var field = segment.rawValue + 1
    var number = 1
    // OBX-5 is typed by OBX-2.
    var valueType = HL7v2TypeIndex.none
    while field < end {
      let node = NodeID(field)
      field = document[node].end
      let found = Int(document[node].name)
      while number < found {
        checkAbsent(document, segment, owner, number)
        number += 1
      }
      number = found + 1
      guard let part = plan.definitions.part(found, of: owner) else {
        if !isEmpty(document, node), !plan.definitions.isOpen(owner) {
          report(MessageRules.fieldUnknown, node, document, expected: .number(owner.count))
        }
        continue
      }
      if id == "OBX", found == 2 { valueType = takeValueType(document, node) }
      // The delimiters of a header are the reader's business.
      if id.isHeader, found <= 2 { continue }
      if isEmpty(document, node) {
        checkAbsent(document, segment, owner, found)
      } else {
        let isTyped = id == "OBX" && found == 5 && valueType != HL7v2TypeIndex.none
        checkField(document, node, part, type: isTyped ? valueType : part.type)
      }
    }
    while number <= owner.count {
      checkAbsent(document, segment, owner, number)
      number += 1
    }
  }

  @inline(__always)
  private mutating func checkAbsent(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ owner: VersionDefinitions.Owner, _ number: Int
  ) {
    guard let part = plan.definitions.part(number, of: owner), part.usage == .required else { return }
    report(
      MessageRules.fieldMissing, segment, document, isDoubtful: part.doubts.contains(.usage), expected: .part(UInt32(number)),
      actual: findings.text(definitions.name(part)))
  }

  /// Whether nothing stands in a field but separators.
  @inline(__always)
  func isEmpty(_ document: borrowing SourceDocument, _ node: NodeID) -> Bool {
    let entry = document[node]
    guard Int(entry.end) > node.index + 1 else { return entry.length == 0 }
    for index in (node.index + 1)..<Int(entry.end) {
      let part = document.nodes[index]
      if Int(part.end) == index + 1, part.length > 0 { return false }
    }
    return true
  }

  /// The data type that OBX-2 names.
  private mutating func takeValueType(_ document: borrowing SourceDocument, _ node: NodeID) -> UInt16 {
    let range = document[node].range
    guard range.count <= 3, let index = definitions.typeIndex(document.rawText(of: node)),
      plan.definitions.lexicalForms[Int(index)] != .varies
    else {
      if !isEmpty(document, node) { report(MessageRules.valueTypeUnknown, node, document) }
      return HL7v2TypeIndex.none
    }
    return index
  }

  // MARK: Fields

  private mutating func checkField(_ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, type: UInt16) {
    if part.usage == .withdrawn {
      report(MessageRules.fieldWithdrawn, node, document, expected: findings.text(plan.version.name))
      return
    }
    let first = NodeID(node.rawValue + 1)
    guard document[node].end > first.rawValue, document[first].kind == .repetition else {
      checkValue(document, node, part, type: type, depth: 0)
      return
    }
    var child = first.rawValue
    var count = 0
    while child < document[node].end {
      let repetition = NodeID(child)
      child = document[repetition].end
      if isEmpty(document, repetition) { continue }
      count += 1
      if part.maximum > 0, count == Int(part.maximum) + 1 {
        report(
          MessageRules.fieldRepeated, repetition, document, isDoubtful: part.doubts.contains(.repetition),
          expected: .number(Int(part.maximum)))
      }
      checkValue(document, repetition, part, type: type, depth: 0)
    }
  }

  /// - Parameter depth: 0 for a field, 1 for a component, 2 for a subcomponent.
  mutating func checkValue(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, type: UInt16, depth: Int
  ) {
    if depth == 0, part.length > 0, document[node].length > Int(part.length), part.table == 0 {
      report(
        MessageRules.valueTooLong, node, document, expected: .number(Int(part.length)), actual: .number(document[node].length))
    }
    guard Int(type) < plan.definitions.types.count else { return }
    let form = plan.definitions.lexicalForms[Int(type)]
    if form == .composite {
      checkComposite(document, node, part, plan.definitions.types[Int(type)], type: type, depth: depth)
    } else if form != .varies {
      checkSimple(document, node, part, form, type: type)
    }
  }

  private mutating func checkComposite(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, _ owner: VersionDefinitions.Owner, type: UInt16,
    depth: Int
  ) {
    let first = node.rawValue + 1
    guard document[node].end > first else {
      // One value where components could be is the first of them.
      if !document.isNull(node), let only = plan.definitions.part(1, of: owner), depth < 4 {
        checkValue(document, node, inherit(only, part), type: only.type, depth: depth + 1)
      }
      return
    }
    // Below subcomponents nothing can be separated: a nested composite is its first component.
    var child = first
    var number = 1
    while child < document[node].end {
      let component = NodeID(child)
      child = document[component].end
      let found = Int(document[component].name)
      if isEmpty(document, component) { continue }
      while number < found {
        checkAbsentComponent(document, node, owner, number)
        number += 1
      }
      number = found + 1
      guard let fact = plan.definitions.part(found, of: owner) else {
        report(
          MessageRules.componentUnknown, component, document, expected: .number(owner.count),
          actual: findings.text(definitions.typeCode(type)))
        return
      }
      checkValue(document, component, found == 1 ? inherit(fact, part) : fact, type: fact.type, depth: depth + 1)
    }
    while number <= owner.count {
      checkAbsentComponent(document, node, owner, number)
      number += 1
    }
    if type == library.identifierType { checkIdentifier(document, node) }
  }

  /// The table of a coded field is that of its first component.
  @inline(__always)
  private func inherit(_ component: PartFact, _ field: PartFact) -> PartFact {
    guard component.table == 0, field.table > 0 else { return component }
    let isCode =
      Int(component.type) < plan.definitions.lexicalForms.count
      && plan.definitions.lexicalForms[Int(component.type)] == .coded
    guard isCode || library.codedTypes.contains(field.type) else { return component }
    var result = component
    result.table = field.table
    result.doubts.formUnion(field.doubts)
    return result
  }

  @inline(__always)
  private mutating func checkAbsentComponent(
    _ document: borrowing SourceDocument, _ node: NodeID, _ owner: VersionDefinitions.Owner, _ number: Int
  ) {
    guard let part = plan.definitions.part(number, of: owner), part.usage == .required else { return }
    report(
      MessageRules.componentMissing, node, document, isDoubtful: part.doubts.contains(.usage), expected: .part(UInt32(number)),
      actual: findings.text(definitions.name(part)))
  }
}

/// Numbers of data types.
enum HL7v2TypeIndex {
  static let none = UInt16.max
}
