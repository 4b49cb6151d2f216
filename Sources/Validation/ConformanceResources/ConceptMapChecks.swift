import Diagnostics
import SourceTree
import Terminology

/// http://hl7.org/fhir/R4/conceptmap.html
extension DefiningResourcePass {
  mutating func checkConceptMap(_ resource: NodeID, _ document: borrowing SourceDocument) {
    let source = document.string("sourceCanonical", of: resource) ?? document.string("sourceUri", of: resource)
    let target = document.string("targetCanonical", of: resource) ?? document.string("targetUri", of: resource)
    for group in document.objects("group", of: resource) {
      let systems = (document.string("source", of: group), document.string("target", of: group))
      for element in document.objects("element", of: group) {
        checkCode(of: element, systems.0, source, .error, document)
        for mapped in document.objects("target", of: element) {
          checkCode(of: mapped, systems.1, target, .warning, document)
        }
      }
    }
  }

  private mutating func checkCode(
    of element: NodeID, _ system: String?, _ valueSet: String?, _ severity: Severity, _ document: borrowing SourceDocument
  ) {
    guard let system, let code = document.member("code", of: element) else { return }
    let text = document.text(of: code)
    if let valueSet, context.codes.membership(CodeQuestion(system: system, code: text), of: valueSet).isMember == false {
      var rule = DefinitionRules.mapCodeNotInValueSet
      // Maps are often wider than the value set that they lead to.
      rule.severity = severity
      return report(rule, code, document, actual: .node(code))
    }
    guard let found = supplied(system), found.document.string("content", of: found.root) == "complete",
      !found.document.allCodes(of: found.root).contains(text)
    else { return }
    report(DefinitionRules.mapCodeUnknown, code, document, actual: .node(code))
  }
}
