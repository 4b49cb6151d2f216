/// How binding a value set is (http://hl7.org/fhir/R4/valueset-binding-strength.html).
public enum BindingStrength: UInt8, Sendable, BitwiseCopyable {
  case none, example, preferred, extensible, required
}

/// Yes-or-no facts about an element.
@frozen
public struct ElementFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

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
  /// The order of the repetitions has a meaning (`orderMeaning`).
  public static let ordered = ElementFlags(rawValue: 1 << 8)
  /// The text of the XML element (`xmlText`, logical models of CDA).
  public static let xmlText = ElementFlags(rawValue: 1 << 9)
  /// The type is told by an attribute in XML (`typeAttr`, logical models of CDA).
  public static let typeAttribute = ElementFlags(rawValue: 1 << 10)
  /// CDA's narrative (`cdaText`).
  public static let cdaText = ElementFlags(rawValue: 1 << 11)
  /// XHTML in XML (`xhtml`).
  public static let xhtml = ElementFlags(rawValue: 1 << 12)
  /// This slice constrains one that the base profile has (`sliceIsConstraining`).
  public static let sliceIsConstraining = ElementFlags(rawValue: 1 << 13)
  /// In JSON an object with the values under their keys (logical models).
  public static let keyed = ElementFlags(rawValue: 1 << 14)
}

/// What an element of a profile demands beyond the element of the base type (``ElementRecord/baseElement``). Where the set is empty the
/// base says it all, and a profile need not look.
@frozen
public struct ElementDemands: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let cardinality = ElementDemands(rawValue: 1 << 0)
  /// Fewer types, profiles on a type, targets, aggregation or versioning.
  public static let types = ElementDemands(rawValue: 1 << 1)
  /// Another value set or strength, a maximum value set or additional bindings.
  public static let binding = ElementDemands(rawValue: 1 << 2)
  public static let fixedOrPattern = ElementDemands(rawValue: 1 << 3)
  /// `minValue`, `maxValue`, `maxLength`, the least length.
  public static let bounds = ElementDemands(rawValue: 1 << 4)
  public static let constraints = ElementDemands(rawValue: 1 << 5)
  public static let slicing = ElementDemands(rawValue: 1 << 6)
  /// Something is demanded further inside, see ``ElementRecord/children``.
  public static let children = ElementDemands(rawValue: 1 << 7)
  public static let mustSupport = ElementDemands(rawValue: 1 << 8)
}

/// One child element of a type, or one slice of such an element, or the root of a profile.
@frozen
public struct ElementRecord: Sendable, BitwiseCopyable {
  public static let unbounded = UInt32.max

  /// The type whose child this is; for the root of a profile the profile itself.
  public var owner: TypeID
  /// Without `[x]`.
  public var name: StringID
  /// The element's id: `Patient.contact.gender`, `Patient.identifier:nhsNumber.system`, with `[x]` where the definition has it.
  public var path: StringID
  /// For a slice its name, `nhsNumber`, `systolic/standing` for a slice of a slice; ``StringID/none`` otherwise.
  public var sliceName: StringID
  /// The same element in the type that is not a profile: in `Patient` for the elements of every profile on Patient, in `HumanName` for
  /// what a profile says inside a name. Itself for the elements of such types; ``ElementID/none`` for roots.
  public var baseElement: ElementID
  /// Position among the owner's children, from 0. Children of a profile stand at the same positions as those of the type that it
  /// constrains; a slice has the position of what it is a slice of.
  public var ordinal: UInt16
  /// What is demanded beyond ``baseElement``.
  public var demands: ElementDemands
  public var flags: ElementFlags
  public var minimum: UInt32
  /// ``unbounded`` for `*`.
  public var maximum: UInt32
  /// In a profile, where something is demanded further inside: the anonymous type that says what. Else ``TypeID/none``.
  public var children: TypeID
  /// Allowed types, never profiles: `typeReferences[firstTypeReference ..< …]`.
  public var firstTypeReference: UInt32
  public var typeReferenceCount: UInt16
  public var bindingStrength: BindingStrength
  /// The bound value set, or ``ValueSetID/none`` where the binding names none.
  public var valueSet: ValueSetID
  /// A value set whose codes alone are allowed, whatever the strength, or ``ValueSetID/none``.
  public var maximumValueSet: ValueSetID
  /// `additionalBindings[firstAdditionalBinding ..< …]`.
  public var firstAdditionalBinding: UInt32
  public var additionalBindingCount: UInt32
  /// Invariants beyond those of the type. In a profile: those that profiles add to ``baseElement``'s and to those of its type.
  public var firstConstraint: UInt32
  public var constraintCount: UInt32
  /// Fixed or pattern value as canonical JSON text, or ``StringID/none``.
  public var fixedOrPattern: StringID
  /// The type of ``fixedOrPattern``, or ``TypeID/none``.
  public var fixedOrPatternType: TypeID
  /// Index into the schema's slicings, or `UInt32.max`.
  public var slicing: UInt32
  /// `maxLength` of strings, or `UInt32.max`.
  public var maximumLength: UInt32
  /// The least length of strings, or 0.
  public var minimumLength: UInt32
  /// `minValue[x]` and `maxValue[x]` as canonical JSON text, or ``StringID/none``.
  public var minimumValue: StringID
  public var maximumValue: StringID

  public init(owner: TypeID, name: StringID, path: StringID, ordinal: UInt16) {
    self.owner = owner
    self.name = name
    self.path = path
    self.ordinal = ordinal
    sliceName = .none
    baseElement = .none
    demands = []
    flags = []
    minimum = 0
    maximum = 1
    children = .none
    firstTypeReference = 0
    typeReferenceCount = 0
    bindingStrength = .none
    valueSet = .none
    maximumValueSet = .none
    firstAdditionalBinding = 0
    additionalBindingCount = 0
    firstConstraint = 0
    constraintCount = 0
    fixedOrPattern = .none
    fixedOrPatternType = .none
    slicing = .max
    maximumLength = .max
    minimumLength = 0
    minimumValue = .none
    maximumValue = .none
  }
}
