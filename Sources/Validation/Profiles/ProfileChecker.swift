import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// Checks values of a record against profiles: what profiles demand beyond the types, which the structural walk has checked.
struct ProfileChecker: ~Copyable {
  /// A profile applied to a value, within one trial (see ``conforms(_:to:_:)``).
  struct Application: Hashable {
    var node: NodeID
    var profile: TypeID
    var trial: UInt32
  }

  /// What a finding says, to say it once where several profiles do.
  struct Saying: Hashable {
    var rule: RuleCode
    var node: NodeID
    var base: UInt32
    var expected: Evidence
  }

  /// Steps that the checks of one record may take; hostile profiles end there.
  static let budget = 20_000_000
  static let maximumDepth = 200

  let context: ValidationContext
  let library: ProfileLibrary
  var bindings: BindingChecker
  var evaluator: FHIRPathEvaluator?
  var record = TypedNodes()
  var findings = FindingList()
  var applied: Set<Application> = []
  var said: Set<Saying> = []
  /// Slices of this record that cannot be told, by their index in the schema: each is reported once.
  var undecidable: Set<UInt32> = []
  /// Results of trials of this record.
  var trials: [Application: Bool] = [:]
  /// Trials that are going on, so that profiles that refer to each other come to an end.
  var openTrials: [Application] = []
  var trial: UInt32 = 0
  var trialCount: UInt32 = 0
  var depth = 0
  var work = 0
  /// Values gathered for the elements at hand, and where the members of objects stand.
  var occurrences: ContiguousArray<Occurrence> = []
  var members: ContiguousArray<(value: NodeID, companion: NodeID)> = []
  var links = RecordLinks()
  /// How many references lead from the record to the resource that is tried out here, and which.
  var resourceDepth = 0
  var followed: Set<String> = []

  init(_ context: ValidationContext, _ codes: SharedCodes) {
    self.context = context
    bindings = BindingChecker(context, codes)
    library = context.profiles
  }

  mutating func begin(_ record: TypedNodes) {
    self.record = record
    if !applied.isEmpty { applied.removeAll(keepingCapacity: true) }
    if !said.isEmpty { said.removeAll(keepingCapacity: true) }
    if !undecidable.isEmpty { undecidable.removeAll() }
    if !trials.isEmpty { trials.removeAll(keepingCapacity: true) }
    links.removeAll()
    evaluator?.startRecord()
    trial = 0
    trialCount = 0
    work = 0
  }

  /// Lets go of the record, whose table is used again for the next one.
  mutating func end() { record = TypedNodes() }

  /// Applies a profile to a value, once.
  mutating func apply(_ profile: TypeID, to value: Occurrence, _ document: borrowing SourceDocument) {
    guard applied.insert(Application(node: value.place, profile: profile, trial: trial)).inserted else { return }
    if trial == 0, context.schema.tables.types[profile.index].isBroken { reportBroken(profile, value, document) }
    let plan = library.plan(profile, context)
    if let root = plan.root, !root.element.demands.isEmpty { checkRoot(value, root, document) }
    checkInvariants(plan.invariants, value, definition: plan.root?.index ?? Finding.noDefinition, document)
    checkChildren(of: value, plan, document)
  }

  private mutating func reportBroken(_ profile: TypeID, _ value: Occurrence, _ document: borrowing SourceDocument) {
    let url = context.schema.tables.types[profile.index].url
    findings.append(
      Finding(
        ConformanceRules.brokenProfile, node: value.node, span: opening(value.node, document),
        actual: Evidence(.schemaString, url.rawValue)))
  }

  /// Checks the children of a value against what a plan demands of them.
  mutating func checkChildren(of value: Occurrence, _ plan: ProfilePlan, _ document: borrowing SourceDocument) {
    if plan.elements.isEmpty { return }
    depth += 1
    defer { depth -= 1 }
    guard depth < ProfileChecker.maximumDepth, work < ProfileChecker.budget else { return }
    let base = members.count
    members.append(contentsOf: repeatElement((value: NodeID.none, companion: NodeID.none), count: plan.elements.count))
    place(value.node, plan, base, document)
    if value.companion != .none { place(value.companion, plan, base, document) }
    for (index, element) in plan.elements.enumerated() {
      let member = members[base + index]
      let start = occurrences.count
      gather(member, parent: value, document)
      check(element, start, of: value, document)
      occurrences.removeSubrange(start...)
    }
    members.removeSubrange(base...)
  }

  /// Notes which members of an object are demanded something of.
  private mutating func place(_ object: NodeID, _ plan: ProfilePlan, _ base: Int, _ document: borrowing SourceDocument) {
    guard object != .none, document[object].kind == .object else { return }
    let elements = context.schema.tables.elements
    let end = document[object].end
    var child = object.rawValue + 1
    while child < end {
      let entry = document[NodeID(child)]
      let element = record[child].element
      work += 1
      if element != TypedNode.noElement {
        let position = Int(elements[Int(element)].ordinal)
        let index = position < plan.positions.count ? plan.positions[position] : -1
        if index >= 0 {
          if record.symbol(entry.name) & 1 == 0 {
            members[base + Int(index)].value = NodeID(child)
          } else {
            members[base + Int(index)].companion = NodeID(child)
          }
        }
      }
      child = entry.end
    }
  }

  /// Adds the values of a member: the items of an array, each with its companion.
  mutating func gather(
    _ member: (value: NodeID, companion: NodeID), parent: Occurrence, _ document: borrowing SourceDocument
  ) {
    if member.value == .none && member.companion == .none { return }
    let type = member.value != .none ? record.type(of: member.value) : companionType(member.companion, parent, document)
    let hasValues = member.value != .none && document[member.value].kind == .array
    let hasCompanions = member.companion != .none && document[member.companion].kind == .array
    guard hasValues || hasCompanions else {
      let isNull = member.value != .none && document[member.value].kind == .null
      let value = Occurrence(isNull ? .none : member.value, companion: member.companion, type: type)
      if value.place != .none { occurrences.append(value) }
      return
    }
    var value = member.value.rawValue &+ 1
    let lastValue = hasValues ? document[member.value].end : 0
    var companion = member.companion.rawValue &+ 1
    let lastCompanion = hasCompanions ? document[member.companion].end : 0
    while (hasValues && value < lastValue) || (hasCompanions && companion < lastCompanion) {
      var item = Occurrence(.none, type: type)
      if hasValues, value < lastValue {
        let entry = document[NodeID(value)]
        if entry.kind != .null {
          item.node = NodeID(value)
          item.type = record[value].type
        }
        value = entry.end
      }
      if hasCompanions, companion < lastCompanion {
        let entry = document[NodeID(companion)]
        if entry.kind == .object { item.companion = NodeID(companion) }
        companion = entry.end
      }
      if item.place != .none { occurrences.append(item) }
    }
  }

  /// The type of a primitive that has only a companion.
  private func companionType(_ companion: NodeID, _ parent: Occurrence, _ document: borrowing SourceDocument) -> TypeID {
    let symbol = record.symbol(document[companion].name)
    guard let entry = context.schema.child(of: parent.type, named: symbol) else { return .none }
    return context.schema.tables.typeReferences[Int(entry.typeReference)].type
  }
}
