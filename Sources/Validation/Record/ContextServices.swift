import FHIRPath
import SourceTree

/// What invariants may ask of their surroundings.
struct ContextServices: FHIRPathServices {
  let context: ValidationContext

  func resolve(_ reference: String, into document: inout SourceDocument) -> NodeID? {
    context.supplied?.resource(for: reference, into: &document)
  }

  func isMember(system: String?, code: String, of valueSet: String) -> Bool? {
    context.terminology?.isMember(system: system, code: code, of: valueSet)
  }

  func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool? {
    context.terminology?.subsumes(system: system, ancestor, descendant)
  }

  func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to profile: String) -> Bool? {
    ResourceTrial(context: context, depth: 0).conforms(document, node, to: profile)
  }
}

extension ValidationContext {
  /// An evaluator for the expressions of definitions.
  func evaluator() -> FHIRPathEvaluator {
    var evaluator = FHIRPathEvaluator(model: model, services: ContextServices(context: self))
    evaluator.isForInvariants = true
    return evaluator
  }
}
