import SourceTree

/// What an evaluation may ask of its surroundings. Each answer may be nil: not known here.
public protocol FHIRPathServices: Sendable {
  /// Copies the resource that a reference points to into `document` and gives its root; for references that lead out of the record.
  func resolve(_ reference: String, into document: inout SourceDocument) -> NodeID?
  /// Whether a code is in a value set.
  func isMember(system: String?, code: String, of valueSet: String) -> Bool?
  /// Whether one code subsumes another of the same system.
  func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool?
  /// Whether an element conforms to a profile.
  func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to profile: String) -> Bool?
  /// Whether an element is in a slice of a profile, and the definition of an element; for invariants of profiles.
  func isInSlice(_ document: borrowing SourceDocument, _ node: NodeID, structure: String, slice: String) -> Bool?
}

extension FHIRPathServices {
  public func resolve(_ reference: String, into document: inout SourceDocument) -> NodeID? { nil }
  public func isMember(system: String?, code: String, of valueSet: String) -> Bool? { nil }
  public func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool? { nil }
  public func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to profile: String) -> Bool? { nil }
  public func isInSlice(_ document: borrowing SourceDocument, _ node: NodeID, structure: String, slice: String) -> Bool? { nil }
}
