import Schema
import SourceTree

/// What a profile, or the inside of one of its elements, demands beyond the type that it constrains. Elements that demand nothing are
/// not in it and cost nothing.
final class ProfilePlan: Sendable {
  let type: TypeID
  let record: TypeRecord
  let elements: [ElementPlan]
  /// For each position among the type's children the index of its plan in ``elements``, or -1.
  let positions: [Int16]
  /// What is demanded of the value as a whole; nil for nothing.
  let root: ElementPlan?
  let invariants: InvariantList

  init(
    type: TypeID, record: TypeRecord, elements: [ElementPlan], positions: [Int16], root: ElementPlan?, invariants: InvariantList
  ) {
    self.type = type
    self.record = record
    self.elements = elements
    self.positions = positions
    self.root = root
    self.invariants = invariants
  }

  static let empty = ProfilePlan(
    type: .none,
    record: TypeRecord(
      name: .none, url: .none, version: .none, kind: .complex, primitive: .none, isAbstract: false, isProfile: false, base: .none,
      firstElement: 0, elementCount: 0, firstConstraint: 0, constraintCount: 0), elements: [], positions: [], root: nil,
    invariants: .empty)
}

/// What an element or a slice of a profile demands.
final class ElementPlan: Sendable {
  /// Index of the element in the schema.
  let index: UInt32
  let element: ElementRecord
  /// Cardinality of the base, whose breach the structural walk reports.
  let baseMinimum: UInt32
  let baseMaximum: UInt32
  /// A fixed value or pattern.
  let value: ValueTree?
  let minimum: ValueTree?
  let maximum: ValueTree?
  let invariants: InvariantList
  let types: [AllowedType]
  let slicing: SlicingPlan?

  init(
    index: UInt32, element: ElementRecord, base: ElementRecord?, value: ValueTree?, bounds: (ValueTree?, ValueTree?),
    invariants: InvariantList, types: [AllowedType], slicing: SlicingPlan?
  ) {
    self.index = index
    self.element = element
    baseMinimum = base?.minimum ?? 0
    baseMaximum = base?.maximum ?? ElementRecord.unbounded
    self.value = value
    minimum = bounds.0
    maximum = bounds.1
    self.invariants = invariants
    self.types = types
    self.slicing = slicing
  }

  var isPattern: Bool { element.flags.contains(.pattern) }
}

/// A type that an element of a profile may have.
struct AllowedType: Sendable {
  var type: TypeID
  /// Canonicals of which the value must conform to one.
  var profiles: [StringID]
  /// Canonicals of which the target of a reference must conform to one.
  var targets: [StringID]
  var aggregation: AggregationModes
  var versioning: ReferenceVersioning
}

/// How an element is sliced.
struct SlicingPlan: Sendable {
  var rules: SlicingRules
  var isOrdered: Bool
  var discriminators: [DiscriminatorPlan]
  var slices: [SlicePlan]
  /// What holds for values that are in no slice (`@default`).
  var remainder: ElementPlan?
}

extension SlicingPlan {
  /// Whether the definition says how the values of a slice are told from others. Without discriminators conformance tells.
  func canTell(_ slice: SlicePlan) -> Bool {
    if discriminators.isEmpty { return true }
    return zip(discriminators, slice.criteria).contains { discriminator, criterion in
      if case .unknown = criterion { return false }
      return discriminator.path != nil
    }
  }
}

extension SlicePlan {
  /// Whether every criterion is a value, type or profile, not only that something is there.
  var isSharp: Bool {
    criteria.allSatisfy { criterion in
      switch criterion {
      case .value, .types, .profiles: true
      case .member, .exists, .unknown: false
      }
    }
  }
}

struct DiscriminatorPlan: Sendable {
  var kind: DiscriminatorKind
  /// Nil where the path is not of the subset that discriminators may use.
  var path: DiscriminatorPath?
  var text: String
}

/// A slice, and for each discriminator how its values are told.
struct SlicePlan: Sendable {
  var name: StringID
  var plan: ElementPlan
  var criteria: [SliceCriterion]
}

/// What a discriminator looks for in the values of a slice.
enum SliceCriterion: Sendable {
  /// One of these values: trees with the node to compare with.
  case value([ValueSample])
  case member(of: ValueSetID)
  case exists(Bool)
  case types([TypeID])
  /// Conformance to one of these profiles.
  case profiles([StringID])
  /// The definition does not say.
  case unknown
}

struct ValueSample: Sendable {
  var tree: ValueTree
  var node: NodeID
  var isPattern: Bool
}
