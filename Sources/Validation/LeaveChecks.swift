import Diagnostics
import Schema
import SourceTree

/// What can be said of a container only at its end.
extension StructuralValidator {
  @inline(__always)
  mutating func leave(_ document: borrowing SourceDocument) {
    if top.isArray {
      let element = schemaElement(plan.children[Int(top.slot)].element)
      if top.count > element.maximum || top.count < element.minimum { reportItemCount(document, element) }
      return
    }
    let type = plan.types[top.type.index]
    let missing = type.required & ~top.seen
    if missing != 0 { reportMissing(document, missing) }
    if type.hasFarRequired { checkFarRequired(document) }
    if top.hasSparseArrays { checkSparseArrays(document) }
    if type.special != .none { leaveSpecial(document, type.special) }
  }

  @inline(__always)
  func schemaElement(_ index: UInt32) -> ElementRecord { plan.elements[Int(index)] }

  private mutating func leaveSpecial(_ document: borrowing SourceDocument, _ special: SpecialType) {
    switch special {
    case .extension: checkExtension(document)
    case .reference: checkReference(document)
    case .coding: checkCoding(document)
    case .codeableConcept: checkCodeableConcept(document)
    case .resource: leaveResource(document)
    case .bundle:
      checkBundle(document)
      bundles.removeLast()
      leaveResource(document)
    case .none: break
    }
  }

  private mutating func reportItemCount(_ document: borrowing SourceDocument, _ element: ElementRecord) {
    let isAbove = top.count > element.maximum
    report(
      isAbove ? ValidationRules.aboveMaximum : ValidationRules.belowMinimum, top.node,
      SourceSpan(document.nodes[Int(top.node)].range), plan.children[Int(top.slot)].element,
      expected: .number(Int(isAbove ? element.maximum : element.minimum)), actual: .number(Int(top.count)))
  }

  @inline(never)
  private mutating func reportMissing(_ document: borrowing SourceDocument, _ missing: UInt64) {
    let first = plan.types[top.type.index].firstElement
    var rest = missing
    while rest != 0 {
      reportMissing(document, first + UInt32(rest.trailingZeroBitCount))
      rest &= rest - 1
    }
  }

  private mutating func reportMissing(_ document: borrowing SourceDocument, _ element: UInt32) {
    report(
      ValidationRules.belowMinimum, top.node, openingSpan(document, top.node), element,
      expected: .number(Int(schemaElement(element).minimum)), actual: .number(0))
  }

  /// The first byte of a container.
  func openingSpan(_ document: borrowing SourceDocument, _ node: UInt32) -> SourceSpan {
    SourceSpan(offset: document.nodes[Int(node)].offset, length: min(1, UInt32(document.nodes[Int(node)].length)))
  }

  /// Types with more than 64 elements: those that the mask has no room for are looked for one by one.
  @inline(never)
  private mutating func checkFarRequired(_ document: borrowing SourceDocument) {
    let type = schema.tables.types[top.type.index]
    for element in type.firstElement..<(type.firstElement + type.elementCount) {
      let record = schemaElement(element)
      guard record.ordinal >= 64, record.minimum > 0 else { continue }
      var isPresent = false
      var child = top.node + 1
      while child < top.end, !isPresent {
        let slot = plan.slot(top.type.rawValue, schemaSymbol(document.nodes[Int(child)].name))
        isPresent = plan.children[slot].owner != .max && plan.children[slot].element == element
        child = document.nodes[Int(child)].end
      }
      if !isPresent { reportMissing(document, element) }
    }
  }
}
