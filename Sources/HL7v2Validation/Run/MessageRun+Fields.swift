import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// The fields of segments.
extension MessageRun {
  mutating func checkSegments(_ document: borrowing SourceDocument, _ root: NodeID) {
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let node = NodeID(segment)
      segment = document[node].end
      let id = document.segmentID(of: node)
      if let compiled = plan.compiled, compiled.isWhole {
        checkProfiled(document, node, id, compiled)
      } else if let owner = plan.definitions.segment(id) {
        checkFields(document, node, owner, id)
      }
      for condition in plan.conditions where condition.segment == id {
        check(condition.statement, ElementRef(node: node, level: .segment), document)
      }
    }
  }

  /// A segment as the profile defines it at its place in the structure.
  private mutating func checkProfiled(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ id: SegmentID, _ compiled: CompiledProfile
  ) {
    let occurrence = occurrences?.bySegment[segment] ?? -1
    var element = ElementRef(node: segment, level: .segment, occurrence: occurrence)
    var owner = plan.definitions.segment(id)
    if let occurrences, occurrence >= 0 {
      let place = occurrences.all[occurrence]
      element.instance = place.instance
      if compiled.forbidden.contains(place.node) { return }
      if let own = compiled.owners[place.node] { owner = own }
      let group = occurrences.all[place.parent].node
      if let tree = plan.structure,
        let slicing = compiled.nodeRules[group]?.slicings[tree.nodes[place.node].ordinal],
        let slice = definition(slicing, element, document), let own = compiled.ownersByID[slice]
      {
        owner = own
      }
    }
    guard let owner else { return }
    checkFields(document, segment, owner, id)
    if owner.rules >= 0 { check(compiled.rules[Int(owner.rules)], element, document) }
  }

  /// The definition that a slicing has for an element; nil where it is none of the slices.
  private func definition(_ slicing: Slicing, _ element: ElementRef, _ document: borrowing SourceDocument) -> String? {
    switch slicing {
    case .occurrence(let slices): return slices[element.instance]
    case .assertion(let slices):
      for slice in slices where evaluate(slice.test, element, document) == .pass { return slice.definition }
      return nil
    }
  }

  private mutating func checkFields(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ owner: VersionDefinitions.Owner, _ id: SegmentID
  ) {
    let end = document[segment].end
    var field = segment.rawValue + 1
    var number = 1
    let rules = owner.rules >= 0 ? plan.compiled?.rules[Int(owner.rules)] : nil
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
        var type = isTyped ? valueType : part.type
        if let rules { type = profiledType(type, found, rules, segment, document) }
        checkField(document, node, part, type: type, slicing: rules?.slicings[found])
        if found == 19, id == "PID" { checkUnmarkedNumber(document, node) }
      }
    }
    while number <= owner.count {
      checkAbsent(document, segment, owner, number)
      number += 1
    }
  }

  /// The data type that a profile gives to a field by the value of another.
  private mutating func profiledType(
    _ type: UInt16, _ number: Int, _ rules: ContextRules, _ segment: NodeID, _ document: borrowing SourceDocument
  ) -> UInt16 {
    guard let mapping = rules.mapping.first(where: { $0.position == number }), let compiled = plan.compiled else { return type }
    let element = ElementRef(node: segment, level: .segment)
    func value(_ path: ElementPath?) -> String? {
      path.flatMap { first($0, element, document) }.map { text($0.node, document) }
    }
    let (reference, second) = (value(mapping.reference), value(mapping.secondReference))
    let cases = mapping.cases.filter { $0.value == nil || $0.value == reference }
    let found = cases.first { $0.second != nil && $0.second == second } ?? cases.first { $0.second == nil }
    guard let name = found?.type else {
      if let reference, let place = mapping.reference.flatMap({ first($0, element, document) }) {
        report(MessageProfileRules.typeNotMapped, place.node, document, actual: findings.text(reference))
      }
      return type
    }
    return compiled.typesByID[name] ?? library.definitions.typeIndex(name) ?? type
  }

  @inline(__always)
  private mutating func checkAbsent(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ owner: VersionDefinitions.Owner, _ number: Int
  ) {
    guard owner.mayMiss(number), let part = plan.definitions.part(number, of: owner), part.usage == .required else { return }
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
    guard plan.definitions.knows(type: index) else {
      report(MessageRules.valueTypeOfOtherVersion, node, document, expected: findings.text(plan.version.name))
      // The parts of a composite are known in its own version only.
      return plan.definitions.lexicalForms[Int(index)] == .text ? HL7v2TypeIndex.none : index
    }
    return index
  }

  private mutating func checkField(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, type: UInt16, slicing: Slicing?
  ) {
    if part.usage == .notSupported {
      report(MessageProfileRules.notSupported, node, document, actual: findings.text(definitions.name(part)))
      return
    }
    if part.usage == .withdrawn {
      report(MessageRules.fieldWithdrawn, node, document, expected: findings.text(plan.version.name))
      return
    }
    let first = NodeID(node.rawValue + 1)
    guard document[node].end > first.rawValue, document[first].kind == .repetition else {
      checkRepetition(document, node, part, type: type, slicing)
      checkCount(document, node, part, 1)
      return
    }
    var child = first.rawValue
    var count = 0
    var isTold = false
    while child < document[node].end {
      let repetition = NodeID(child)
      child = document[repetition].end
      // By its number where a profile counts: what stands before it may be empty.
      if isWhole { count = Int(document[repetition].name) }
      if isEmpty(document, repetition) { continue }
      if !isWhole { count += 1 }
      if part.maximum > 0, count > Int(part.maximum), !isTold {
        isTold = true
        report(
          MessageRules.fieldRepeated, repetition, document, isDoubtful: part.doubts.contains(.repetition),
          expected: .number(Int(part.maximum)))
      }
      checkRepetition(document, repetition, part, type: type, slicing)
    }
    checkCount(document, node, part, count)
  }

  @inline(__always)
  private mutating func checkRepetition(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, type: UInt16, _ slicing: Slicing?
  ) {
    var type = type
    if let slicing {
      let instance = document[node].kind == .repetition ? Int(document[node].name) : 1
      let slice = definition(slicing, ElementRef(node: node, level: .field, instance: instance), document)
      type = slice.flatMap { plan.compiled?.typesByID[$0] } ?? type
    }
    checkValue(document, node, part, type: type, depth: 0)
  }

  /// Whether a field is there as often as a profile wants, once it is there.
  @inline(__always)
  private mutating func checkCount(_ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, _ count: Int) {
    guard part.detail > 0, let minimum = plan.compiled?.details[Int(part.detail)].minimum, count > 0, count < minimum else {
      return
    }
    report(
      MessageProfileRules.tooFewRepetitions, node, document, expected: .number(minimum), actual: .number(count))
  }
}
