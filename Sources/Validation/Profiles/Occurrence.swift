import Schema
import SourceTree

/// A value of an element in a record: the value, the underscored companion of a primitive, or both.
struct Occurrence: BitwiseCopyable, Sendable {
  var node: NodeID
  var companion: NodeID
  /// The type in the base, not a profile.
  var type: TypeID

  init(_ node: NodeID, companion: NodeID = .none, type: TypeID) {
    self.node = node
    self.companion = companion
    self.type = type
  }

  /// Where findings about it go.
  var place: NodeID { node != .none ? node : companion }
}
