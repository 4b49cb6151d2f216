import Definitions
import Schema

/// Fills the tables of a schema; equal strings and equal lists are kept once.
struct TableBuilder {
  var tables = Schema.Tables()
  private var strings: [String: StringID] = [:]
  private var constraintLists: [[Constraint]: UInt32] = [:]
  private var profileLists: [[String]: UInt32] = [:]
  private var symbols: [String: UInt32] = [:]

  init() {}

  /// Starts with the strings of other tables.
  init(strings base: Schema.Tables) {
    tables.stringBytes = base.stringBytes
    tables.stringOffsets = base.stringOffsets
    strings.reserveCapacity(base.stringOffsets.count)
    for index in 0..<(base.stringOffsets.count - 1) {
      let range = Int(base.stringOffsets[index])..<Int(base.stringOffsets[index + 1])
      strings[String(decoding: base.stringBytes[range], as: UTF8.self)] = StringID(UInt32(index))
    }
  }

  /// Goes on from other tables: what they have keeps its number, and equal lists are found again.
  init(extending base: Schema.Tables) {
    self.init(strings: base)
    tables = base
    for index in stride(from: 0, to: base.names.count, by: 2) { symbols[text(base.names[index])] = UInt32(index) }
    for reference in base.typeReferences {
      keepList(from: reference.firstProfile, reference.profileCount)
      keepList(from: reference.firstTarget, reference.targetCount)
    }
    for type in base.types { keepList(from: type.firstContextInvariant, type.contextInvariantCount) }
  }

  private mutating func keepList(from first: UInt32, _ count: UInt16) {
    if count == 0 { return }
    let list = (Int(first)..<Int(first) + Int(count)).map { text(tables.profileLists[$0]) }
    if profileLists[list] == nil { profileLists[list] = first }
  }

  mutating func string(_ text: String) -> StringID {
    if let known = strings[text] { return known }
    let id = StringID(UInt32(strings.count))
    strings[text] = id
    tables.stringBytes.append(contentsOf: text.utf8)
    tables.stringOffsets.append(UInt32(tables.stringBytes.count))
    return id
  }

  mutating func string(_ text: String?) -> StringID { text.map { string($0) } ?? .none }

  /// Gives each name its symbol: name and underscored companion one after the other, so that a companion's symbol is one more than its
  /// name's.
  mutating func setNames(_ names: [String]) {
    for name in names where symbols[name] == nil {
      symbols[name] = UInt32(tables.names.count)
      tables.names.append(string(name))
      tables.names.append(string("_" + name))
    }
  }

  func symbol(_ name: String) -> UInt32 { symbols[name] ?? .max }

  /// Where a list of constraints starts.
  mutating func constraints(_ list: [Constraint]) -> UInt32 {
    if list.isEmpty { return 0 }
    if let known = constraintLists[list] { return known }
    let first = UInt32(tables.constraints.count)
    constraintLists[list] = first
    for constraint in list {
      tables.constraints.append(
        ConstraintRecord(
          key: string(constraint.key), expression: string(constraint.expression), message: string(constraint.message),
          source: string(constraint.source), severity: constraint.severity == .error ? .error : .warning,
          isBestPractice: constraint.isBestPractice))
    }
    return first
  }

  /// A list of constraints again.
  func constraints(from first: UInt32, count: UInt32) -> [Constraint] {
    (Int(first)..<Int(first) + Int(count)).map { index in
      let record = tables.constraints[index]
      func optional(_ id: StringID) -> String? { id == .none ? nil : text(id) }
      return Constraint(
        key: text(record.key), severity: record.severity == .error ? .error : .warning, expression: optional(record.expression),
        message: optional(record.message), isBestPractice: record.isBestPractice, source: optional(record.source))
    }
  }

  /// Where a list of canonicals starts.
  mutating func profiles(_ list: [Canonical]) -> UInt32 { texts(list.map(\.description)) }

  /// Where a list of texts starts.
  mutating func texts(_ texts: [String]) -> UInt32 {
    if texts.isEmpty { return 0 }
    if let known = profileLists[texts] { return known }
    let first = UInt32(tables.profileLists.count)
    profileLists[texts] = first
    for text in texts { tables.profileLists.append(string(text)) }
    return first
  }

  func text(_ id: StringID) -> String {
    guard id != .none else { return "" }
    let range = Int(tables.stringOffsets[Int(id.rawValue)])..<Int(tables.stringOffsets[Int(id.rawValue) + 1])
    return String(decoding: tables.stringBytes[range], as: UTF8.self)
  }

  mutating func reference(_ type: ElementType, _ target: TypeID, _ symbol: UInt32) -> TypeReferenceRecord {
    var record = TypeReferenceRecord(
      type: target, symbol: symbol, firstProfile: profiles(type.profiles), profileCount: UInt16(clamping: type.profiles.count),
      firstTarget: profiles(type.targetProfiles), targetCount: UInt16(clamping: type.targetProfiles.count))
    record.aggregation = AggregationModes(type.aggregation)
    record.versioning = ReferenceVersioning(type.versioning)
    return record
  }

  /// Adds a slicing whose slices are in the table already.
  mutating func slicing(_ slicing: Slicing, _ slices: [SliceRecord]) -> UInt32 {
    let record = SlicingRecord(
      rules: SlicingRules(slicing.rules), isOrdered: slicing.isOrdered, firstDiscriminator: UInt32(tables.discriminators.count),
      discriminatorCount: UInt32(slicing.discriminators.count), firstSlice: UInt32(tables.slices.count),
      sliceCount: UInt32(slices.count))
    for discriminator in slicing.discriminators {
      tables.discriminators.append(
        DiscriminatorRecord(kind: DiscriminatorKind(discriminator.kind), path: string(discriminator.path)))
    }
    tables.slices.append(contentsOf: slices)
    tables.slicings.append(record)
    return UInt32(tables.slicings.count - 1)
  }
}

extension TypeReferenceRecord {
  /// Equal lists stand in the table once.
  func isSame(as other: TypeReferenceRecord) -> Bool {
    type == other.type && symbol == other.symbol && firstProfile == other.firstProfile && profileCount == other.profileCount
      && firstTarget == other.firstTarget && targetCount == other.targetCount && aggregation == other.aggregation
      && versioning == other.versioning
  }
}
