import SourceTree

/// Resources beside the records: files that the user supplied, to which references of a record may lead.
public protocol SuppliedResources: Sendable {
  /// Adds the resource that a reference names (`Patient/1`, an absolute URL) to a document and returns its root; nil where there is none.
  func resource(for reference: String, into document: inout SourceDocument) -> NodeID?
}
