import Diagnostics
import SourceTree
import Terminology

/// http://hl7.org/fhir/R4/conceptmap.html
extension DefiningResourcePass {
  mutating func checkConceptMap(_ resource: NodeID, _ document: borrowing SourceDocument) {
    let source = document.string("sourceCanonical", of: resource) ?? document.string("sourceUri", of: resource)
    let target = document.string("targetCanonical", of: resource) ?? document.string("targetUri", of: resource)
    for group in document.objects("group", of: resource) {
      let from = MappedSide(
        system: document.string("source", of: group), version: document.string("sourceVersion", of: group), valueSet: source)
      let to = MappedSide(
        system: document.string("target", of: group), version: document.string("targetVersion", of: group), valueSet: target)
      for element in document.objects("element", of: group) {
        checkCode(of: element, from, document)
        for mapped in document.objects("target", of: element) { checkCode(of: mapped, to, document) }
      }
    }
  }

  /// The source or the target of a group.
  private struct MappedSide {
    let system: String?
    let version: String?
    let valueSet: String?
  }

  private mutating func checkCode(of element: NodeID, _ side: MappedSide, _ document: borrowing SourceDocument) {
    guard let system = side.system, let code = document.member("code", of: element) else { return }
    let text = document.text(of: code)
    let question = CodeQuestion(system: system, code: text)
    if let valueSet = side.valueSet, context.codes.membership(question, of: valueSet).isMember == false {
      var rule = DefinitionRules.mapCodeNotInValueSet
      // Without the system in its edition nobody can say whether the code only has another name in the value set.
      if case .undecided = context.codes.lookUp(system: system, version: side.version, code: text) { rule.severity = .warning }
      return report(rule, code, document, actual: .node(code))
    }
    guard let found = supplied(system), found.document.string("content", of: found.root) == "complete",
      !found.document.allCodes(of: found.root).contains(text)
    else { return }
    report(DefinitionRules.mapCodeUnknown, code, document, actual: .node(code))
  }
}
