/// How binding a value set is (http://hl7.org/fhir/R4/valueset-binding-strength.html).
public enum BindingStrength: UInt8, Sendable, BitwiseCopyable {
  case none, example, preferred, extensible, required
}

/// Yes-or-no facts about an element.
@frozen
public struct ElementFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The name ends in `[x]`: the type is part of the name in an instance.
  public static let choice = ElementFlags(rawValue: 1 << 0)
  /// An array in JSON: the maximum in the base definition is more than one.
  public static let array = ElementFlags(rawValue: 1 << 1)
  public static let modifier = ElementFlags(rawValue: 1 << 2)
  public static let summary = ElementFlags(rawValue: 1 << 3)
  public static let mustSupport = ElementFlags(rawValue: 1 << 4)
  /// An attribute in XML (`id`, `Extension.url`).
  public static let xmlAttribute = ElementFlags(rawValue: 1 << 5)
  /// The children are those of another element (`contentReference`); the type reference names its backbone.
  public static let contentReference = ElementFlags(rawValue: 1 << 6)
  /// `fixedOrPattern` is a pattern and not a fixed value.
  public static let pattern = ElementFlags(rawValue: 1 << 7)
}

/// One child element of a type.
@frozen
public struct ElementRecord: Sendable, BitwiseCopyable {
  public static let unbounded = UInt32.max

  public var owner: TypeID
  /// Without `[x]`.
  public var name: StringID
  /// `Patient.contact.gender`, with `[x]` where the definition has it.
  public var path: StringID
  /// Position among the owner's children, from 0.
  public var ordinal: UInt16
  public var flags: ElementFlags
  public var minimum: UInt32
  /// ``unbounded`` for `*`.
  public var maximum: UInt32
  /// Allowed types: `typeReferences[firstTypeReference ..< …]`.
  public var firstTypeReference: UInt32
  public var typeReferenceCount: UInt16
  public var bindingStrength: BindingStrength
  /// The bound value set, or ``ValueSetID/none`` where the binding names none.
  public var valueSet: ValueSetID
  /// A value set whose codes alone are allowed, whatever the strength, or ``ValueSetID/none``.
  public var maximumValueSet: ValueSetID
  public var firstConstraint: UInt32
  public var constraintCount: UInt32
  /// Fixed or pattern value as canonical JSON text, or ``StringID/none``.
  public var fixedOrPattern: StringID
  /// Index into the schema's slicings, or `UInt32.max`.
  public var slicing: UInt32
  /// `maxLength` of strings, or `UInt32.max`.
  public var maximumLength: UInt32
  /// `minValue[x]` and `maxValue[x]` as canonical JSON text, or ``StringID/none``.
  public var minimumValue: StringID
  public var maximumValue: StringID

  public init(owner: TypeID, name: StringID, path: StringID, ordinal: UInt16) {
    self.owner = owner
    self.name = name
    self.path = path
    self.ordinal = ordinal
    flags = []
    minimum = 0
    maximum = 1
    firstTypeReference = 0
    typeReferenceCount = 0
    bindingStrength = .none
    valueSet = .none
    maximumValueSet = .none
    firstConstraint = 0
    constraintCount = 0
    fixedOrPattern = .none
    slicing = .max
    maximumLength = .max
    minimumValue = .none
    maximumValue = .none
  }
}

/// One allowed type of an element.
@frozen
public struct TypeReferenceRecord: Sendable, BitwiseCopyable {
  public var type: TypeID
  /// The symbol of the JSON property: `valueQuantity` for `value[x]` as Quantity, else the element's own name.
  public var symbol: UInt32
  /// Profiles the value must conform to: `profileLists[firstProfile ..< …]`, canonicals.
  public var firstProfile: UInt32
  public var profileCount: UInt16
  /// Profiles of the target of a Reference or canonical: `profileLists[firstTarget ..< …]`, canonicals.
  public var targetCount: UInt16
  public var firstTarget: UInt32

  public init(
    type: TypeID, symbol: UInt32, firstProfile: UInt32 = 0, profileCount: UInt16 = 0, firstTarget: UInt32 = 0,
    targetCount: UInt16 = 0
  ) {
    self.type = type
    self.symbol = symbol
    self.firstProfile = firstProfile
    self.profileCount = profileCount
    self.targetCount = targetCount
    self.firstTarget = firstTarget
  }
}
