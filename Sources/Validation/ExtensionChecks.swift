import Diagnostics
import Schema
import SourceTree

/// An extension has a value or further extensions, one of both (http://hl7.org/fhir/R4/extensibility.html#Extension).
extension StructuralValidator {
  mutating func checkExtension(_ document: borrowing SourceDocument) {
    let hasExtensions = top.seen & plan.extensionOrdinals.extensions != 0
    let hasValue = top.seen & plan.extensionOrdinals.value != 0
    guard hasExtensions == hasValue, top.findingCount == findings.findings.count else { return }
    report(
      hasValue ? ValidationRules.extensionTwofold : ValidationRules.extensionEmpty, top.node, openingSpan(document, top.node),
      top.slot < 0 ? Finding.noDefinition : plan.children[Int(top.slot)].element)
  }
}
