/// What a type is.
public enum TypeKind: UInt8, Sendable, BitwiseCopyable {
  case primitive, complex, resource, logical
  /// An anonymous type: the children of a backbone element, or of an element that a profile constrains from within.
  case backbone
}

/// A type with all its children in place (the snapshot form, inherited children included).
@frozen
public struct TypeRecord: Sendable, BitwiseCopyable {
  /// `Patient`, `HumanName`; for a backbone its path, `Patient.contact`.
  public var name: StringID
  /// Canonical URL of the definition; of the containing definition for a backbone.
  public var url: StringID
  public var version: StringID
  public var kind: TypeKind
  /// ``PrimitiveType/none`` unless `kind` is primitive.
  public var primitive: PrimitiveType
  public var isAbstract: Bool
  /// Whether this is a profile (derivation = constraint) and not a type of its own.
  public var isProfile: Bool
  /// The type this specialises or constrains.
  public var base: TypeID
  /// Children are `elements[firstElement ..< firstElement + elementCount]`, in the order of the definition.
  public var firstElement: UInt32
  public var elementCount: UInt32
  /// Invariants on the type itself: `constraints[firstConstraint ..< …]`.
  public var firstConstraint: UInt32
  public var constraintCount: UInt32

  public init(
    name: StringID, url: StringID, version: StringID, kind: TypeKind, primitive: PrimitiveType, isAbstract: Bool,
    isProfile: Bool, base: TypeID, firstElement: UInt32, elementCount: UInt32, firstConstraint: UInt32,
    constraintCount: UInt32
  ) {
    self.name = name
    self.url = url
    self.version = version
    self.kind = kind
    self.primitive = primitive
    self.isAbstract = isAbstract
    self.isProfile = isProfile
    self.base = base
    self.firstElement = firstElement
    self.elementCount = elementCount
    self.firstConstraint = firstConstraint
    self.constraintCount = constraintCount
  }

  /// Whether values of the type are FHIR primitives, which may have an underscored companion with id and extensions. Bare strings have
  /// none.
  public var hasCompanion: Bool { kind == .primitive && primitive != .systemString }
}
