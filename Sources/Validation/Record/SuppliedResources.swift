import SourceTree

/// Resources beside the records: files that the user supplied, to which references of a record may lead.
public protocol SuppliedResources: Sendable {
  /// Adds the resource that a reference names (`Patient/1`, an absolute URL) to a document and returns its root; nil where there is none.
  func resource(for reference: String, into document: inout SourceDocument) -> NodeID?
}

/// Answers about codes, for `memberOf()` and `subsumes()` in invariants and for bindings of profiles. Nil means that it cannot be told
/// here.
public protocol TerminologyAnswers: Sendable {
  func isMember(system: String?, code: String, of valueSet: String) -> Bool?
  func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool?
}
