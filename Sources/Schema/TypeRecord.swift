/// What a type is.
public enum TypeKind: UInt8, Sendable, BitwiseCopyable {
  case primitive, complex, resource, logical
  /// An anonymous type: the children of a backbone element, or of an element or slice that a profile constrains from within.
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
  /// The definition has errors, so that what is here is not all that it was meant to say.
  public var isBroken: Bool
  /// The type this specialises or constrains: for a profile the profile or type it builds on. For a backbone of a type `BackboneElement`
  /// or `Element`; for an anonymous type of a profile the same as ``constrainedType``.
  public var base: TypeID
  /// For a profile the type that is not a profile, at the bottom of the chain of bases (`Patient`); for an anonymous type of a profile
  /// the type whose children these are (`HumanName`, `Patient.contact`). Children here stand at the same positions as there. For all
  /// others the type itself.
  public var constrainedType: TypeID
  /// What a profile says of the value as a whole (fixed and pattern values, binding, slicing of choices, cardinality of an extension,
  /// whether it is a modifier), or ``ElementID/none`` for what is no profile.
  public var rootElement: ElementID
  /// Where an extension may stand: `contexts[firstContext ..< …]`.
  public var firstContext: UInt32
  public var contextCount: UInt16
  /// FHIRPath that must hold where an extension stands: `profileLists[firstContextInvariant ..< …]`.
  public var contextInvariantCount: UInt16
  public var firstContextInvariant: UInt32
  /// Children are `elements[firstElement ..< firstElement + elementCount]`, in the order of the definition.
  public var firstElement: UInt32
  public var elementCount: UInt32
  /// Invariants on the type itself: `constraints[firstConstraint ..< …]`. A profile has only those that profiles add; those of
  /// ``constrainedType`` hold as well. An anonymous type of a profile has none: its element has them.
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
    isBroken = false
    self.base = base
    constrainedType = .none
    rootElement = .none
    firstContext = 0
    contextCount = 0
    contextInvariantCount = 0
    firstContextInvariant = 0
    self.firstElement = firstElement
    self.elementCount = elementCount
    self.firstConstraint = firstConstraint
    self.constraintCount = constraintCount
  }

  /// Whether values of the type are FHIR primitives, which may have an underscored companion with id and extensions. Bare strings have
  /// none.
  public var hasCompanion: Bool { kind == .primitive && primitive != .systemString }
}

/// What the expression of an extension's context is (http://hl7.org/fhir/R4/valueset-extension-context-type.html).
public enum ExtensionContextKind: UInt8, Sendable, BitwiseCopyable { case fhirpath, element, `extension` }

/// A place where an extension may stand.
@frozen
public struct ExtensionContextRecord: Sendable, BitwiseCopyable {
  public var kind: ExtensionContextKind
  /// An element id (`Patient`, `Patient.contact`, `Element`), the canonical URL of an extension, or FHIRPath.
  public var expression: StringID

  public init(kind: ExtensionContextKind, expression: StringID) {
    self.kind = kind
    self.expression = expression
  }
}
