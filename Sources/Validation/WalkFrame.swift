import Schema
import SourceTree

/// A container that the walk is in: an object, or an array of values.
struct WalkFrame: BitwiseCopyable, Sendable {
  var node: UInt32
  /// The index one past the container's last descendant.
  var end: UInt32
  /// The object's type; for an array that of its items.
  var type: TypeID
  /// Index of the ``ChildPlan`` that led here, or -1 at the root.
  var slot: Int32
  var isArray: Bool
  /// Whether the object is a resource, and whether it is a contained one.
  var isResource = false
  var isContained = false
  /// Whether arrays of primitives must be compared with their companions.
  var hasSparseArrays = false
  /// How often choices were looked through for a second type; a bound on the cost of hostile objects.
  var choiceScans: UInt8 = 0
  /// Elements present, by ordinal.
  var seen: UInt64 = 0
  /// Items of an array.
  var count: UInt32 = 0
  /// How many findings there were when the walk came here.
  var findingCount: UInt32 = 0
}
