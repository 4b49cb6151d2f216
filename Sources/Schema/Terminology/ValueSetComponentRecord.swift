/// What a component of a value set is.
@frozen
public struct ValueSetComponentFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Takes codes out.
  public static let exclude = ValueSetComponentFlags(rawValue: 1 << 0)
  /// The codes are listed; without it and without filters the whole system is meant.
  public static let listed = ValueSetComponentFlags(rawValue: 1 << 1)
  /// Which codes are meant is not known here, because they may not be carried.
  public static let withheld = ValueSetComponentFlags(rawValue: 1 << 2)
  /// Codes of a published expansion.
  public static let expansion = ValueSetComponentFlags(rawValue: 1 << 3)
}

/// A part of the definition of a value set (http://hl7.org/fhir/R4/valueset.html#compositions): codes of one system that are also in all
/// the value sets that the part imports.
@frozen
public struct ValueSetComponentRecord: Sendable, BitwiseCopyable {
  /// ``StringID/none`` where the part only imports value sets.
  public var system: StringID
  public var version: StringID
  public var flags: ValueSetComponentFlags
  /// `members[firstMember ..< firstMember + memberCount]`, sorted as ``CodeOrder`` says.
  public var firstMember: UInt32
  public var memberCount: UInt32
  /// `filters[firstFilter ..< …]`, all of which must let a code through.
  public var firstFilter: UInt32
  public var filterCount: UInt16
  public var importCount: UInt16
  /// Imported value sets: `imports[firstImport ..< …]`, canonicals.
  public var firstImport: UInt32

  public init(system: StringID, version: StringID, flags: ValueSetComponentFlags) {
    self.system = system
    self.version = version
    self.flags = flags
    firstMember = 0
    memberCount = 0
    firstFilter = 0
    filterCount = 0
    importCount = 0
    firstImport = 0
  }
}

/// A code that a value set lists; the display is the value set's own, where it gives one.
@frozen
public struct ValueSetMemberRecord: Sendable, BitwiseCopyable {
  public var code: StringID
  public var display: StringID

  public init(code: StringID, display: StringID) {
    self.code = code
    self.display = display
  }
}

/// How a filter compares (http://hl7.org/fhir/R4/valueset-filter-operator.html).
public enum FilterOperator: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case equals, isA, descendentOf, isNotA, regex, inSet, notInSet, generalizes, exists, childOf, unknown
}

@frozen
public struct ValueSetFilterRecord: Sendable, BitwiseCopyable {
  public var property: StringID
  public var operation: FilterOperator
  public var value: StringID

  public init(property: StringID, operation: FilterOperator, value: StringID) {
    self.property = property
    self.operation = operation
    self.value = value
  }
}
