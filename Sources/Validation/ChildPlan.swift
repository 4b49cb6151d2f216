import Schema
import SourceTree

/// What the value of a property must be.
enum ValueForm: UInt8 {
  case primitive, object, resource
  /// The underscored companion of a primitive.
  case companion
  /// The definition of the type is not there.
  case unknown
}

/// All that the walk needs to know of a property of a type, gathered in one place.
struct ChildPlan: BitwiseCopyable, Sendable {
  /// The type that has the property, and the property's name.
  var owner: UInt32
  var symbol: UInt32
  var element: UInt32
  /// The type of the value; for a companion `Element`.
  var type: TypeID
  /// The value set that a required binding names and that is complete, or ``ValueSetID/none``.
  var valueSet: ValueSetID
  /// Where the mask of allowed reference targets starts in ``ValidationPlan/targetMasks``, or `UInt32.max` for any.
  var targets: UInt32
  var form: ValueForm
  var primitive: PrimitiveType
  /// Position among the owner's elements, 64 for any beyond 63.
  var ordinal: UInt8
  var isArray: Bool
  var isChoice: Bool
  var isContained: Bool
  /// Whether there is a `valueSet`.
  var isBound: Bool

  /// Whether the property is a companion.
  var isCompanion: Bool { form == .companion }
}

/// Types that have rules of their own.
enum SpecialType: UInt8 {
  case none, resource, bundle, `extension`, reference, coding, codeableConcept
}

struct TypePlan: BitwiseCopyable, Sendable {
  var firstElement: UInt32 = 0
  /// The elements, by ordinal, that must be present.
  var required: UInt64 = 0
  /// Whether an element beyond the 64th must be present.
  var hasFarRequired = false
  var special = SpecialType.none
  /// The resource's number among the resource types, or `UInt16.max`.
  var resourceNumber = UInt16.max
}
