/// Whether membership of a value set can be decided with what the schema holds.
public enum ValueSetState: UInt8, Sendable, BitwiseCopyable {
  /// All members are listed: a code that is not listed is not a member.
  case complete
  /// Some members are listed: a listed code is a member, nothing can be said of another (a filter over a terminology that is
  /// not here, for example SNOMED CT).
  case partial
  /// Nothing is known but the name.
  case unknown
}

@frozen
public struct ValueSetRecord: Sendable, BitwiseCopyable {
  public var url: StringID
  public var version: StringID
  public var state: ValueSetState
  /// Members: `concepts[firstConcept ..< firstConcept + conceptCount]`.
  public var firstConcept: UInt32
  public var conceptCount: UInt32
  /// A code system that is a member as a whole and whose codes cannot be listed (`urn:ietf:bcp:47`), or ``StringID/none``.
  public var wholeSystem: StringID

  public init(
    url: StringID, version: StringID, state: ValueSetState, firstConcept: UInt32, conceptCount: UInt32,
    wholeSystem: StringID = .none
  ) {
    self.url = url
    self.version = version
    self.state = state
    self.firstConcept = firstConcept
    self.conceptCount = conceptCount
    self.wholeSystem = wholeSystem
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
