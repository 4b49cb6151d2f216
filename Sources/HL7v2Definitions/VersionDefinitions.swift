import HL7v2Syntax

/// The segments and data types of one version, ready for looking up by id and number.
public struct VersionDefinitions: Sendable {
  /// Where the parts of a segment or data type stand in ``parts``: part `n` at `first + n - 1`.
  public struct Owner: Sendable {
    public var first = 0
    public var count = 0
    public var name: UInt16 = 0
    /// Whether fields behind the last may be used, as in segments that sites define.
    public var isOpen = false
    /// Index of the rules that a profile has for each such segment or value; -1 for none.
    public var rules: Int32 = -1
    /// Bit `n` says that part `n` is required, for the first 63; most are not, and absent.
    @usableFromInline var required: UInt64 = 0

    /// Whether a part that is absent may be missed.
    @inlinable
    public func mayMiss(_ number: Int) -> Bool { number > 63 || required & (1 << UInt64(number)) != 0 }

    public init() {}

    init(first: Int, count: Int, name: UInt16, isOpen: Bool) {
      self.first = first
      self.count = count
      self.name = name
      self.isOpen = isOpen
    }
  }

  public let version: HL7Version
  public private(set) var parts: ContiguousArray<PartFact> = []
  /// By index of the data type.
  public private(set) var types: ContiguousArray<Owner> = []
  public private(set) var lexicalForms: ContiguousArray<LexicalForm> = []
  /// Whether the version has each data type of the standard.
  private var hasType: ContiguousArray<Bool> = []
  private var segments: ContiguousArray<Owner> = []
  /// Open addressing: packed id and index of the segment.
  private var slots: ContiguousArray<(id: UInt32, index: Int32)>

  init(_ facts: HL7v2Facts, _ version: HL7Version) {
    self.version = version
    slots = ContiguousArray(repeating: (0, -1), count: 1024)
    var types = ContiguousArray(repeating: Owner(), count: facts.types.count)
    lexicalForms = ContiguousArray(repeating: .composite, count: facts.types.count)
    var owners = ContiguousArray(repeating: Owner(), count: facts.segments.count)
    expand(facts.fields, version, into: &owners)
    expand(facts.components, version, into: &types)
    self.types = ContiguousArray(types.map(marked))
    for (index, type) in facts.types.enumerated() {
      let code = facts.string(UInt16(type.key))
      lexicalForms[index] = types[index].count > 0 ? .composite : LexicalForm(code)
    }
    hasType = ContiguousArray(facts.types.map { $0.versions & version.bit != 0 })
    typeTimeStamps(facts)
    for (index, segment) in facts.segments.enumerated() where segment.versions & version.bit != 0 {
      owners[index].name = segment.name
      if owners[index].count > 0 {
        let last = parts[owners[index].first + owners[index].count - 1].type
        owners[index].isOpen = Int(last) < lexicalForms.count && lexicalForms[Int(last)] == .varies
      }
      insert(segment.key, Int32(segments.count))
      segments.append(marked(owners[index]))
    }
  }

  /// The first component of TS was given no type of its own before version 2.5, but always was a time stamp.
  private mutating func typeTimeStamps(_ facts: HL7v2Facts) {
    func index(_ code: String) -> Int? { facts.types.firstIndex { facts.string(UInt16($0.key)) == code } }
    guard let composite = index("TS"), let simple = index("DTM"), types[composite].count > 0 else { return }
    parts[types[composite].first].type = UInt16(simple)
    lexicalForms[simple] = .timeStamp
  }

  private mutating func expand(
    _ facts: ContiguousArray<PartFact>, _ version: HL7Version, into owners: inout ContiguousArray<Owner>
  ) {
    for fact in facts where fact.versions & version.bit != 0 && fact.number > 0 {
      let owner = Int(fact.owner)
      if owners[owner].count == 0 { owners[owner].first = parts.count }
      while owners[owner].count < Int(fact.number) - 1 {
        parts.append(PartFact())
        owners[owner].count += 1
      }
      guard owners[owner].count < Int(fact.number) else { continue }
      parts.append(fact)
      owners[owner].count += 1
    }
  }

  private static func slot(_ id: UInt32) -> Int { Int((id &* 0x9E37_79B1) >> 22) }

  private mutating func insert(_ id: UInt32, _ index: Int32) {
    var slot = VersionDefinitions.slot(id)
    while slots[slot].index >= 0 { slot = (slot + 1) & 1023 }
    slots[slot] = (id, index)
  }

  /// Changes what is said of the fields of a segment, or adds a segment that the version does not know.
  ///
  /// - Parameters:
  ///   - change: gets each field by number.
  ///   - count: how many fields there are then, from how many there were.
  public mutating func overlay(_ id: SegmentID, _ change: (Int, inout PartFact) -> Void, count: (Int) -> Int) {
    let old = segment(id)
    var owner = Owner(
      first: parts.count, count: min(255, count(old?.count ?? 0)), name: old?.name ?? 0, isOpen: old?.isOpen ?? false)
    if owner.count == 0 { owner.isOpen = true }
    for number in stride(from: 1, through: owner.count, by: 1) {
      var part = old.flatMap { self.part(number, of: $0) } ?? PartFact.untyped(number)
      change(number, &part)
      parts.append(part)
    }
    setSegment(id, marked(owner))
  }

  /// Whether a data type is one of the version, or of a profile.
  public func knows(type: UInt16) -> Bool { Int(type) < hasType.count ? hasType[Int(type)] : true }

  /// Adds a segment or data type as a profile defines it, whole.
  public mutating func add(_ list: [PartFact], name: UInt16, rules: Int32) -> Owner {
    var owner = Owner(first: parts.count, count: min(255, list.count), name: name, isOpen: false)
    owner.rules = rules
    parts.append(contentsOf: list.prefix(255))
    return marked(owner)
  }

  /// Makes a data type known; its number is the place in ``types``.
  public mutating func addType(_ owner: Owner, _ form: LexicalForm) {
    types.append(owner)
    lexicalForms.append(owner.count > 0 ? .composite : form)
  }

  /// Says of what parts a data type that was made known is.
  public mutating func setType(_ index: Int, _ owner: Owner) {
    types[index] = owner
    if owner.count > 0 { lexicalForms[index] = .composite }
  }

  /// Makes a segment one that a profile defines.
  public mutating func setSegment(_ id: SegmentID, _ owner: Owner) {
    var slot = VersionDefinitions.slot(id.rawValue)
    while slots[slot].index >= 0, slots[slot].id != id.rawValue { slot = (slot + 1) & 1023 }
    if slots[slot].index >= 0 {
      segments[Int(slots[slot].index)] = owner
    } else if segments.count < 900 {
      slots[slot] = (id.rawValue, Int32(segments.count))
      segments.append(owner)
    }
  }

  /// The fields of a segment; nil where the version does not know it.
  public func segment(_ id: SegmentID) -> Owner? {
    var slot = VersionDefinitions.slot(id.rawValue)
    while slots[slot].index >= 0 {
      if slots[slot].id == id.rawValue { return segments[Int(slots[slot].index)] }
      slot = (slot + 1) & 1023
    }
    return nil
  }

  @inline(__always)
  public func isOpen(_ owner: Owner) -> Bool { owner.isOpen }

  private func marked(_ owner: Owner) -> Owner {
    var owner = owner
    owner.required = 0
    for number in stride(from: 1, through: min(63, owner.count), by: 1) where parts[owner.first + number - 1].usage == .required {
      owner.required |= 1 << UInt64(number)
    }
    return owner
  }

  /// A field of a segment or a component of a data type; nil where the version has none of that number.
  @inlinable
  public func part(_ number: Int, of owner: Owner) -> PartFact? {
    guard number > 0, number <= owner.count else { return nil }
    let part = parts[owner.first &+ number &- 1]
    return part.number == 0 ? nil : part
  }
}

/// How the values of a data type without components are written.
public enum LexicalForm: UInt8, Sendable {
  case composite, text, number, sequence, date, time, timeStamp, coded, userCoded, varies

  public init(_ code: String) {
    switch code {
    case "NM": self = .number
    case "SI": self = .sequence
    case "DT": self = .date
    case "TM": self = .time
    case "DTM", "TS": self = .timeStamp
    case "ID": self = .coded
    case "IS": self = .userCoded
    case "varies": self = .varies
    default: self = .text
    }
  }
}
