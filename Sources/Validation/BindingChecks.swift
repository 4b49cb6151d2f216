import Diagnostics
import Schema
import SourceTree

/// Required bindings of Coding and CodeableConcept (http://hl7.org/fhir/R4/terminologies.html#required).
extension StructuralValidator {
  mutating func checkCoding(_ document: borrowing SourceDocument) {
    guard let child = boundChild(), findings.findings.count == top.findingCount else { return }
    if !isMember(document, top.node, child.valueSet) {
      report(
        ValidationRules.codingNotInValueSet, top.node, SourceSpan(document.nodes[Int(top.node)].range), child.element,
        expected: Evidence(.valueSet, child.valueSet.rawValue))
    }
  }

  mutating func checkCodeableConcept(_ document: borrowing SourceDocument) {
    guard let child = boundChild(), findings.findings.count == top.findingCount else { return }
    var codings = 0
    if let array = member(document, top.node, names.coding) {
      var coding = array + 1
      while coding < document.nodes[Int(array)].end {
        if isMember(document, coding, child.valueSet) { return }
        codings += 1
        coding = document.nodes[Int(coding)].end
      }
    } else if member(document, top.node, names.extension) != nil {
      return
    }
    report(
      codings == 0 ? ValidationRules.conceptWithoutCode : ValidationRules.conceptNotInValueSet, top.node,
      SourceSpan(document.nodes[Int(top.node)].range), child.element, expected: Evidence(.valueSet, child.valueSet.rawValue))
  }

  private func boundChild() -> ChildPlan? {
    guard top.slot >= 0, plan.children[Int(top.slot)].isBound else { return nil }
    return plan.children[Int(top.slot)]
  }

  /// Whether a Coding is a member of a value set: system and code.
  private func isMember(_ document: borrowing SourceDocument, _ coding: UInt32, _ valueSet: ValueSetID) -> Bool {
    guard let code = member(document, coding, names.code), let system = member(document, coding, names.system) else {
      return false
    }
    let codeText = document.decodedBytes(of: NodeID(code))
    let systemText = document.decodedBytes(of: NodeID(system))
    return schema.concept(in: valueSet, system: systemText.span, code: codeText.span) != nil
  }
}
