import FHIRPath
import SourceTree
import Terminology

/// What invariants may ask of their surroundings.
struct ContextServices: FHIRPathServices {
  let context: ValidationContext

  func resolve(_ reference: String, into document: inout SourceDocument) -> NodeID? {
    context.supplied?.resource(for: reference, into: &document)
  }

  func isMember(system: String?, code: String, of valueSet: String) -> Bool? {
    let question = CodeQuestion(system: system, code: code)
    if let verdict = context.codes.membership(question, of: valueSet).isMember { return verdict }
    let request = CodeRequest(valueSet: valueSet, system: system, code: code)
    return context.terminology?.answer(to: request).isValid
  }

  func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool? {
    context.codes.subsumes(system: system, ancestor, descendant)
  }

  func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to profile: String) -> Bool? {
    ResourceTrial(context: context, depth: 0).conforms(document, node, to: profile)
  }

  func isInSlice(_ document: borrowing SourceDocument, _ node: NodeID, structure: String, slice: String) -> Bool? {
    SliceTrial(context: context).isInSlice(document, node, profile: structure, slice: slice)
  }
}

extension ValidationContext {
  /// An evaluator for the expressions of definitions.
  func evaluator() -> FHIRPathEvaluator {
    var evaluator = FHIRPathEvaluator(model: model, services: services)
    evaluator.isForInvariants = true
    return evaluator
  }

  /// The answers to what expressions ask of their surroundings.
  var services: any FHIRPathServices { ContextServices(context: self) }
}
