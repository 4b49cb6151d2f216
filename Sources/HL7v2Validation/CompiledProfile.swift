import HL7v2Definitions
import HL7v2Syntax

/// What a profile says of a part beside usage, repetition, type and table.
struct PartDetail: Sendable, Hashable {
  /// How often it is there at least, once it is there.
  var minimum = 0
  var shortest = 0
  /// `Int.max` for no bound.
  var longest = Int.max
  /// What receivers must be able to keep.
  var conformance: ConformanceLength?
  var constant: String?

  var isEmpty: Bool { self == PartDetail() }
  var hasLength: Bool { shortest > 0 || longest < .max }
}

/// How much of a value must be kept (HL7 v2.7 section 2.5.3.4): `20=` not to be cut, `20#` may be cut.
public struct ConformanceLength: Sendable, Hashable {
  public var length: Int
  public var mayTruncate: Bool

  public init?(_ text: String) {
    guard let mark = text.last, mark == "=" || mark == "#", let length = Int(text.dropLast()), length > 0 else { return nil }
    self.length = length
    mayTruncate = mark == "#"
  }
}

/// A definition of a kind of message, laid out for checking beside what the version says.
final class CompiledProfile: Sendable {
  typealias Owner = VersionDefinitions.Owner

  /// Whether it defines the message whole, and does not only add to the standard.
  let isWhole: Bool
  let rules: [ContextRules]
  let details: [PartDetail]
  /// By node of the structure; nil for groups.
  let owners: [Owner?]
  let ownersByID: [String: Owner]
  let typesByID: [String: UInt16]
  /// The number of the first data type of the profile; and for each the one of the standard that it is a flavour of.
  let firstType: Int
  let baseTypes: [UInt16]
  let nodeRules: [Int: ContextRules]
  let forbidden: Set<Int>
  let coConstraints: [CoConstraintContext]
  let valueSets: [ValueSet]

  init(_ compiler: ProfileCompiler, _ message: MessageDefinition?, valueSets: [ValueSet]) {
    isWhole = message != nil
    rules = compiler.rules
    details = compiler.details
    ownersByID = compiler.owners
    owners = message?.segments.map { compiler.owners[$0] } ?? []
    typesByID = compiler.types
    firstType = compiler.firstType
    baseTypes = compiler.baseTypes
    nodeRules = message?.rules ?? [:]
    forbidden = message?.forbidden ?? []
    coConstraints = message?.coConstraints ?? []
    self.valueSets = valueSets
  }

  /// The data type of the standard.
  func base(_ type: UInt16) -> UInt16 {
    let index = Int(type) - firstType
    return baseTypes.indices.contains(index) ? baseTypes[index] : type
  }
}

/// Puts the definitions of a profile into the definitions of a version.
struct ProfileCompiler {
  private let library: PlanLibrary
  private(set) var rules: [ContextRules] = []
  private(set) var details: [PartDetail] = [PartDetail()]
  private(set) var owners: [String: VersionDefinitions.Owner] = [:]
  private(set) var types: [String: UInt16] = [:]
  let firstType: Int
  private(set) var baseTypes: [UInt16] = []
  private var detailIndexes: [PartDetail: UInt16] = [:]

  init(_ library: PlanLibrary, _ definitions: VersionDefinitions) {
    self.library = library
    firstType = definitions.types.count
  }

  /// Makes a flavour of a data type.
  ///
  /// - Parameter change: gets each part, and says what was changed, if anything.
  mutating func derive(
    _ base: UInt16, in definitions: inout VersionDefinitions, _ change: (inout PartFact) -> MessageProfile.FieldProfile?
  ) -> UInt16? {
    guard Int(base) < definitions.types.count, definitions.types.count < Int(UInt16.max) else { return nil }
    let owner = definitions.types[Int(base)]
    let parts = stride(from: 1, through: owner.count, by: 1).map { number -> PartFact in
      var part = definitions.part(number, of: owner) ?? PartFact.untyped(number)
      if let changed = change(&part) { part.detail = detail(changed) }
      return part
    }
    baseTypes.append(base)
    definitions.addType(definitions.add(parts, name: owner.name, rules: owner.rules), .composite)
    return UInt16(definitions.types.count - 1)
  }

  mutating func add(_ profile: MessageProfile, to definitions: inout VersionDefinitions) {
    // Data types name each other, so that all are numbered first.
    for (index, type) in profile.typeDefinitions.enumerated() where firstType + index < Int(UInt16.max) {
      types[type.id] = UInt16(firstType + index)
      let base = library.definitions.typeIndex(type.code)
      baseTypes.append(base ?? HL7v2TypeIndex.none)
      definitions.addType(VersionDefinitions.Owner(), LexicalForm(type.code))
    }
    for (index, type) in profile.typeDefinitions.enumerated() where firstType + index < Int(UInt16.max) {
      definitions.setType(firstType + index, lay(type, into: &definitions))
    }
    for segment in profile.segmentDefinitions {
      let owner = lay(segment, into: &definitions)
      owners[segment.id] = owner
    }
  }

  private mutating func lay(
    _ list: PartListDefinition, into definitions: inout VersionDefinitions
  ) -> VersionDefinitions.Owner {
    var index: Int32 = -1
    if !list.rules.isEmpty {
      index = Int32(rules.count)
      rules.append(list.rules)
    }
    return definitions.add(list.parts.map { part($0) }, name: library.names[list.title] ?? 0, rules: index)
  }

  private mutating func part(_ field: MessageProfile.FieldProfile) -> PartFact {
    var part = PartFact.untyped(field.number)
    part.name = field.name.flatMap { library.names[$0] } ?? 0
    part.usage = PartFact.Usage(field.usage ?? "O")
    part.maximum = UInt8(clamping: field.maximum ?? 1)
    if let type = field.type { part.type = types[type] ?? library.definitions.typeIndex(type) ?? part.type }
    part.table = field.table ?? 0
    part.detail = detail(field)
    return part
  }

  mutating func detail(_ field: MessageProfile.FieldProfile) -> UInt16 {
    let detail = PartDetail(
      minimum: field.minimum, shortest: field.lengths?.lowerBound ?? 0, longest: field.lengths?.upperBound ?? .max,
      conformance: field.conformanceLength, constant: field.constant)
    if detail.isEmpty { return 0 }
    if let known = detailIndexes[detail] { return known }
    guard details.count < Int(UInt16.max) else { return 0 }
    details.append(detail)
    detailIndexes[detail] = UInt16(details.count - 1)
    return UInt16(details.count - 1)
  }
}
