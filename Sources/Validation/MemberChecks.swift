import Diagnostics
import Schema
import SourceTree

/// Members of objects and items of arrays. Each check returns the index of the node to go on with: the next one to go into a
/// container, the end of the node to pass over it.
extension StructuralValidator {
  @inline(__always)
  mutating func checkMember(_ document: borrowing SourceDocument, _ index: UInt32) -> UInt32 {
    let node = document.nodes[Int(index)]
    let symbol = schemaSymbol(node.name)
    let slot = plan.slot(top.type.rawValue, symbol)
    let child = plan.children[slot]
    if child.owner == .max {
      if symbol != Schema.resourceTypeSymbol || !top.isResource { reportUnknown(document, index, node) }
      return node.end
    }
    noteSeen(document, index, node, child)
    if notesNodes { nodes.note(index, child.type, child.element, top.node) }
    if child.isArray {
      guard node.kind == .array, node.end > index + 1 else { return reportNoArray(index, node, child) }
      enter(index, node, child.type, slot: slot, isArray: true)
      if child.isCompanion { frames[frames.count - 1].hasSparseArrays = true }
      if child.isContained, frames[frames.count - 1].isContained {
        report(ValidationRules.containedInContained, index, SourceSpan(node.range), child.element)
      }
      return index + 1
    }
    if node.kind == .array {
      report(ValidationRules.singleValueExpected, index, SourceSpan(node.range), child.element)
      return node.end
    }
    return checkValue(document, index, node, slot)
  }

  @inline(__always)
  mutating func checkItem(_ document: borrowing SourceDocument, _ index: UInt32) -> UInt32 {
    let node = document.nodes[Int(index)]
    let slot = Int(top.slot)
    top.count += 1
    if notesNodes { nodes.note(index, top.type, plan.children[slot].element, top.node) }
    if node.kind == .null {
      let form = plan.children[slot].form
      if form == .primitive || form == .companion {
        frames[frames.count - 1].hasSparseArrays = true
      } else {
        report(ValidationRules.nullNotAllowed, index, SourceSpan(node.range), plan.children[slot].element)
      }
      return node.end
    }
    if node.kind == .array {
      report(ValidationRules.singleValueExpected, index, SourceSpan(node.range), plan.children[slot].element)
      return node.end
    }
    return checkValue(document, index, node, slot)
  }

  @inline(__always)
  private mutating func noteSeen(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ child: ChildPlan) {
    guard child.ordinal < 64 else { return }
    let bit: UInt64 = 1 << UInt64(child.ordinal)
    if top.seen & bit != 0, child.isChoice, top.choiceScans < 16 {
      top.choiceScans += 1
      checkChoice(document, index, node, child)
    }
    top.seen |= bit
  }

  /// A choice has been seen before under some name: under another than this one is an error.
  @inline(never)
  private mutating func checkChoice(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ child: ChildPlan) {
    let symbol = child.isCompanion ? child.symbol - 1 : child.symbol
    var sibling = top.node + 1
    while sibling < index {
      let slot = plan.slot(top.type.rawValue, schemaSymbol(document.nodes[Int(sibling)].name))
      let other = plan.children[slot]
      if other.owner != .max, other.element == child.element, (other.isCompanion ? other.symbol - 1 : other.symbol) != symbol {
        report(
          ValidationRules.choiceMoreThanOne, index, SourceSpan(node.range), child.element,
          expected: .name(Symbol(document.nodes[Int(sibling)].name)))
        return
      }
      sibling = document.nodes[Int(sibling)].end
    }
  }

  @inline(never)
  private mutating func reportNoArray(_ index: UInt32, _ node: Node, _ child: ChildPlan) -> UInt32 {
    if node.kind == .object, schemaElement(child.element).flags.contains(.keyed) {
      report(ValidationRules.keyedMembers, index, SourceSpan(node.range), child.element)
      return node.end
    }
    let rule =
      switch node.kind {
      case .array: ValidationRules.emptyArray
      case .null: ValidationRules.nullNotAllowed
      default: ValidationRules.arrayExpected
      }
    let isWrongForm = node.kind != .array && node.kind != .null
    report(rule, index, SourceSpan(node.range), child.element, actual: isWrongForm ? kindEvidence(node) : .none)
    return node.end
  }

  @inline(never)
  private mutating func reportUnknown(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node) {
    let name = document.names.name(Symbol(node.name))
    let type = schema.tables.types[top.type.index]
    let isCounted = findings.findings.count < findings.bound
    for element in Int(type.firstElement)..<Int(type.firstElement + type.elementCount) {
      let record = schema.tables.elements[element]
      guard isCounted, record.flags.contains(.choice) else { continue }
      let stem = schema.string(record.name)
      let rest = name.drop { $0 == "_" }.dropFirst(stem.count)
      if name.drop(while: { $0 == "_" }).hasPrefix(stem), rest.isEmpty || rest.first?.isUppercase == true {
        report(
          ValidationRules.choiceTypeUnknown, index, SourceSpan(node.range), UInt32(element), actual: .name(Symbol(node.name)))
        return
      }
    }
    report(
      ValidationRules.unknownElement, index, SourceSpan(node.range), expected: Evidence(.schemaType, top.type.rawValue),
      actual: .name(Symbol(node.name)))
  }
}
