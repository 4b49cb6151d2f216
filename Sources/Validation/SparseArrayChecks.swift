import Diagnostics
import Schema
import SourceTree

/// Arrays of primitives and their companions: `given` and `_given` (http://hl7.org/fhir/R4/json.html#primitive).
extension StructuralValidator {
  @inline(never)
  mutating func checkSparseArrays(_ document: borrowing SourceDocument) {
    // Properties checked already: repeated names, which the reader has reported, are not checked again.
    var checked: (values: UInt64, companions: UInt64) = (0, 0)
    var child = top.node + 1
    while child < top.end {
      let node = document.nodes[Int(child)]
      let property = plan.children[plan.slot(top.type.rawValue, schemaSymbol(node.name))]
      if property.owner != .max, property.isArray, node.kind == .array {
        let bit: UInt64 = property.ordinal < 64 ? 1 << UInt64(property.ordinal) : 0
        if (property.isCompanion ? checked.companions : checked.values) & bit == 0 {
          checkSparseArray(document, child, property)
        }
        if property.isCompanion { checked.companions |= bit } else { checked.values |= bit }
      }
      child = node.end
    }
  }

  private mutating func checkSparseArray(_ document: borrowing SourceDocument, _ array: UInt32, _ child: ChildPlan) {
    guard child.form == .primitive || child.form == .companion else { return }
    let partner = sibling(document, child.isCompanion ? child.symbol - 1 : child.symbol + 1)
    guard let partner else {
      reportNulls(document, array, child)
      return
    }
    // Pairs are compared once, from the side of the values.
    guard child.form == .primitive else { return }
    var item = array + 1
    var other = partner + 1
    let end = document.nodes[Int(array)].end
    let otherEnd = document.nodes[Int(partner)].end
    var counts = (values: 0, companions: 0)
    while item < end || other < otherEnd {
      let isNull = item < end && document.nodes[Int(item)].kind == .null
      if isNull, other < otherEnd, document.nodes[Int(other)].kind == .null { reportNull(document, item, child.element) }
      if item < end {
        counts.values += 1
        item = document.nodes[Int(item)].end
      }
      if other < otherEnd {
        counts.companions += 1
        other = document.nodes[Int(other)].end
      }
    }
    if counts.values != counts.companions {
      report(
        ValidationRules.companionLength, partner, SourceSpan(document.nodes[Int(partner)].range), child.element,
        expected: .number(counts.values), actual: .number(counts.companions))
    }
  }

  /// The member of the object at hand with this symbol, if it is an array.
  private func sibling(_ document: borrowing SourceDocument, _ symbol: UInt32) -> UInt32? {
    var child = top.node + 1
    while child < top.end {
      let node = document.nodes[Int(child)]
      if schemaSymbol(node.name) == symbol { return node.kind == .array ? child : nil }
      child = node.end
    }
    return nil
  }

  private mutating func reportNulls(_ document: borrowing SourceDocument, _ array: UInt32, _ child: ChildPlan) {
    var item = array + 1
    while item < document.nodes[Int(array)].end {
      if document.nodes[Int(item)].kind == .null { reportNull(document, item, child.element) }
      item = document.nodes[Int(item)].end
    }
  }

  private mutating func reportNull(_ document: borrowing SourceDocument, _ item: UInt32, _ element: UInt32) {
    report(ValidationRules.nullNotAllowed, item, SourceSpan(document.nodes[Int(item)].range), element)
  }
}
