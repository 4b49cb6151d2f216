import SourceTree

/// The compiled form of all definitions that a run uses: flat tables of plain records, made once, immutable, shared by all
/// workers. Validation looks things up here by number and never resolves, loads or waits.
///
/// Element names of the schema are the first symbols of every document (see ``SourceTree/NameSeed``), so that the child
/// `gender` of a document's object is found by number.
public final class Schema: Sendable {
  /// The tables a schema is made of; the compiler and the image reader fill them.
  public struct Tables: Sendable {
    /// All strings, one after the other, and where each starts (one more entry than strings).
    public var stringBytes = ContiguousArray<UInt8>()
    public var stringOffsets: ContiguousArray<UInt32> = [0]
    /// The names that documents use, by symbol: `resourceType` first, then element and choice names. After each name comes the same with
    /// a leading underscore, so that the symbol of a companion is one more than that of its primitive.
    public var names = ContiguousArray<StringID>()
    public var types = ContiguousArray<TypeRecord>()
    public var elements = ContiguousArray<ElementRecord>()
    public var typeReferences = ContiguousArray<TypeReferenceRecord>()
    /// Lists of texts: canonicals of profiles and targets, context invariants.
    public var profileLists = ContiguousArray<StringID>()
    public var constraints = ContiguousArray<ConstraintRecord>()
    public var slicings = ContiguousArray<SlicingRecord>()
    public var discriminators = ContiguousArray<DiscriminatorRecord>()
    public var slices = ContiguousArray<SliceRecord>()
    public var valueSets = ContiguousArray<ValueSetRecord>()
    public var concepts = ContiguousArray<ConceptRecord>()
    public var contexts = ContiguousArray<ExtensionContextRecord>()
    public var additionalBindings = ContiguousArray<AdditionalBindingRecord>()
    public var terminology = TerminologyTables()

    public init() {}
  }

  /// The symbol of `resourceType` in every document whose names start with ``seed``.
  public static let resourceTypeSymbol: UInt32 = 0

  public let tables: Tables
  public let seed: NameSeed
  public let childTable: ChildTable
  @usableFromInline let conceptTable: ConceptTable
  private let typesByName: [String: TypeID]
  private let typesByURL: [String: TypeID]

  public init(_ tables: Tables) {
    self.tables = tables
    func text(_ id: StringID) -> String { Schema.string(id, in: tables) }
    seed = NameSeed(tables.names.map(text))
    childTable = ChildTable(tables)
    conceptTable = ConceptTable(tables)
    var byName: [String: TypeID] = [:]
    var byURL: [String: TypeID] = [:]
    for (index, type) in tables.types.enumerated() {
      let id = TypeID(UInt32(index))
      if !type.isProfile, byName[text(type.name)] == nil { byName[text(type.name)] = id }
      if type.kind != .backbone, byURL[text(type.url)] == nil { byURL[text(type.url)] = id }
    }
    typesByName = byName
    typesByURL = byURL
  }

  /// A type that is not a profile, by name: `Patient`, `HumanName`, `Patient.contact`.
  public func type(named name: String) -> TypeID? { typesByName[name] }

  /// A type or profile by canonical URL.
  public func type(url: String) -> TypeID? { typesByURL[url] }

  /// A value set by canonical URL, whether its definition is here or not.
  public func valueSet(url: String) -> ValueSetID? {
    let order = tables.terminology.valueSetOrder
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      let candidate = string(tables.valueSets[Int(order[middle])].url)
      if candidate == url { return ValueSetID(order[middle]) }
      if candidate.utf8.lexicographicallyPrecedes(url.utf8) { low = middle + 1 } else { high = middle }
    }
    // Those without a definition are few, and stand nowhere in the order.
    return tables.valueSets.firstIndex { !$0.flags.contains(.defined) && string($0.url) == url }.map { ValueSetID(UInt32($0)) }
  }

  public func string(_ id: StringID) -> String { Schema.string(id, in: tables) }

  static func string(_ id: StringID, in tables: Tables) -> String {
    guard id != .none else { return "" }
    let range = Int(tables.stringOffsets[Int(id.rawValue)])..<Int(tables.stringOffsets[Int(id.rawValue) + 1])
    return String(decoding: tables.stringBytes[range], as: UTF8.self)
  }

  /// What the name `symbol` means in an object of type `type`.
  @inlinable
  public func child(of type: TypeID, named symbol: UInt32) -> ChildEntry? { childTable.find(type, symbol) }

  /// The element of a profile, or of an anonymous type of a profile, that constrains `element`, an element of its
  /// ``TypeRecord/constrainedType``.
  @inlinable
  public func element(of profile: TypeID, at element: ElementID) -> ElementID {
    ElementID(tables.types[profile.index].firstElement + UInt32(tables.elements[element.index].ordinal))
  }

  /// The concept of a value set with this code of this code system; for Codings.
  public func concept(in valueSet: ValueSetID, system: Span<UInt8>, code: Span<UInt8>) -> UInt32? {
    conceptTable.find(valueSet, system, code, tables)
  }

  /// The concept of a value set with this code, whatever its system; for elements of type `code`.
  @inlinable
  public func concept(in valueSet: ValueSetID, code: Span<UInt8>) -> UInt32? {
    conceptTable.find(valueSet, code, tables)
  }
}
