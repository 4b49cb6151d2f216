/// Whether membership of a value set can be decided by its list of concepts alone.
public enum ValueSetState: UInt8, Sendable, BitwiseCopyable {
  /// All members are listed: a code that is not listed is not a member.
  case complete
  /// Some members are known: of others, nothing can be said without looking at the definition.
  case partial
  /// Nothing is known but the name.
  case unknown
}

/// Yes-or-no facts about a value set.
@frozen
public struct ValueSetFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// There is a definition: components that say what is in and what is out.
  public static let defined = ValueSetFlags(rawValue: 1 << 0)
  /// There is a published expansion, and it has all members.
  public static let completeExpansion = ValueSetFlags(rawValue: 1 << 1)
  /// Inactive codes are no members (`compose.inactive` is false).
  public static let activeOnly = ValueSetFlags(rawValue: 1 << 2)
}

@frozen
public struct ValueSetRecord: Sendable, BitwiseCopyable {
  public var url: StringID
  public var version: StringID
  /// The name for people, or ``StringID/none``.
  public var name: StringID
  public var state: ValueSetState
  public var flags: ValueSetFlags
  /// `terminology.components[firstComponent ..< …]`.
  public var componentCount: UInt16
  public var firstComponent: UInt32
  /// The members of a ``ValueSetState/complete`` value set that a required binding names: `concepts[firstConcept ..< …]`.
  public var firstConcept: UInt32
  public var conceptCount: UInt32

  public init(url: StringID, version: StringID, name: StringID = .none, state: ValueSetState = .unknown) {
    self.url = url
    self.version = version
    self.name = name
    self.state = state
    flags = []
    componentCount = 0
    firstComponent = 0
    firstConcept = 0
    conceptCount = 0
  }
}

/// A member of a value set.
@frozen
public struct ConceptRecord: Sendable, BitwiseCopyable {
  public var system: StringID
  public var code: StringID
  /// ``StringID/none`` where the source gives none.
  public var display: StringID

  public init(system: StringID, code: StringID, display: StringID) {
    self.system = system
    self.code = code
    self.display = display
  }
}
