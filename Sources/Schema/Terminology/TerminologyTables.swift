/// Code systems and value sets as flat tables. Nothing in them is expanded: membership is worked out when it is asked for.
public struct TerminologyTables: Sendable {
  /// Sorted by URL and version.
  public var codeSystems = ContiguousArray<CodeSystemRecord>()
  public var codes = ContiguousArray<CodeRecord>()
  public var codeFacts = ContiguousArray<CodeFactRecord>()
  /// The value sets that have a definition, as indexes of ``Schema/Tables/valueSets``, sorted by URL and version.
  public var valueSetOrder = ContiguousArray<UInt32>()
  public var components = ContiguousArray<ValueSetComponentRecord>()
  public var members = ContiguousArray<ValueSetMemberRecord>()
  public var filters = ContiguousArray<ValueSetFilterRecord>()
  public var imports = ContiguousArray<StringID>()

  public init() {}
}
