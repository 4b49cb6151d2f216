/// Where a reference may point (http://hl7.org/fhir/R4/valueset-resource-aggregation-mode.html). Empty: anywhere.
@frozen
public struct AggregationModes: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let contained = AggregationModes(rawValue: 1 << 0)
  public static let referenced = AggregationModes(rawValue: 1 << 1)
  public static let bundled = AggregationModes(rawValue: 1 << 2)
}

/// Whether a reference names a version (http://hl7.org/fhir/R4/valueset-reference-version-rules.html).
public enum ReferenceVersioning: UInt8, Sendable, BitwiseCopyable { case either, independent, specific }

/// One allowed type of an element.
@frozen
public struct TypeReferenceRecord: Sendable, BitwiseCopyable {
  /// The type, which is not a profile; for a backbone element the anonymous type with its children.
  public var type: TypeID
  /// The symbol of the JSON property: `valueQuantity` for `value[x]` as Quantity, else the element's own name.
  public var symbol: UInt32
  /// Profiles the value must conform to, one at least: `profileLists[firstProfile ..< …]`, canonicals, with version where the definition
  /// gives one.
  public var firstProfile: UInt32
  public var profileCount: UInt16
  /// Profiles of the target of a Reference or canonical: `profileLists[firstTarget ..< …]`, canonicals.
  public var targetCount: UInt16
  public var firstTarget: UInt32
  public var aggregation: AggregationModes
  public var versioning: ReferenceVersioning

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
    aggregation = []
    versioning = .either
  }
}
