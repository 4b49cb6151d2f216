import FHIRPath
import SourceTree

/// What invariants may ask of their surroundings.
struct ContextServices: FHIRPathServices {
  let supplied: (any SuppliedResources)?
  let terminology: (any TerminologyAnswers)?

  func resolve(_ reference: String, into document: inout SourceDocument) -> NodeID? {
    supplied?.resource(for: reference, into: &document)
  }

  func isMember(system: String?, code: String, of valueSet: String) -> Bool? {
    terminology?.isMember(system: system, code: code, of: valueSet)
  }

  func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool? {
    terminology?.subsumes(system: system, ancestor, descendant)
  }
}

extension ValidationContext {
  var services: any FHIRPathServices { ContextServices(supplied: supplied, terminology: terminology) }
}
