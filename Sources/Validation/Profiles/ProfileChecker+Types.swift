import Diagnostics
import Schema
import SourceTree

// Types, profiles on types, and targets of references.
extension ProfileChecker {
  /// Whether a value is of an allowed type and conforms to a profile on it; where not, that is reported and no more is said of it.
  mutating func checkType(_ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument) -> Bool {
    if value.type == .none || plan.types.isEmpty { return true }
    // A `code` is a kind of `string` among the types, and yet another choice.
    let isExact = plan.element.flags.contains(.choice) && context.schema.tables.types[value.type.index].kind == .primitive
    let fitting = plan.types.filter { allowed in
      if isExact { return allowed.type == value.type }
      return allowed.type == .none || library.isType(value.type, allowed.type) || isBackbone(allowed.type, value.type)
    }
    guard !fitting.isEmpty else {
      let names = typeNames(plan.types)
      let expected = findings.text(names)
      report(
        ConformanceRules.type, value.place, SourceSpan(document[value.place].range), plan,
        expected: expected, actual: Evidence(.schemaType, value.type.rawValue))
      return false
    }
    let profiles = fitting.contains { $0.profiles.isEmpty } ? [] : fitting.flatMap(\.profiles)
    if !profiles.isEmpty { checkProfiles(profiles, value, plan, document) }
    checkReference(value, fitting, plan, document)
    return true
  }

  /// Backbone elements are of a type of their own.
  private func isBackbone(_ allowed: TypeID, _ type: TypeID) -> Bool {
    context.schema.tables.types[type.index].kind == .backbone || context.schema.tables.types[allowed.index].kind == .backbone
  }

  private func typeNames(_ types: [AllowedType]) -> String {
    types.map { "`" + context.schema.string(context.schema.tables.types[$0.type.index].name) + "`" }.joined(separator: " or ")
  }

  /// A value must conform to one of the profiles on its type.
  private mutating func checkProfiles(
    _ profiles: [StringID], _ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    var known: [TypeID] = []
    for profile in profiles {
      guard let found = library.type(canonical: profile) else { return reportUnknown(profile, value, plan, document) }
      known.append(found)
    }
    // Extensions are checked against their definition wherever they stand, see ``ExtensionPass``.
    if context.schema.tables.types[known[0].index].isProfile, value.type == extensionType, trial == 0 { return }
    if known.count == 1 {
      if isFitting(value.type, known[0]) { return apply(known[0], to: value, document) }
    } else if known.contains(where: { conforms(value, to: $0, document) }) {
      return
    }
    let names = profiles.map { "`" + context.schema.string($0) + "`" }.joined(separator: " or ")
    let expected = findings.text(names)
    report(
      ConformanceRules.typeProfile, value.place, SourceSpan(document[value.place].range), plan, expected: expected)
  }

  private mutating func reportUnknown(
    _ profile: StringID, _ value: Occurrence, _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    // Whether a resource is the one that is asked for hangs on its profile.
    let isResource = value.node != .none && record.resources[record.resource(around: value.node)].node == value.node
    report(
      ConformanceRules.unknownProfile, value.place, opening(value.place, document), definition: plan.index,
      base: plan.element.baseElement.rawValue, severity: isResource ? .error : nil,
      actual: Evidence(.schemaString, profile.rawValue))
  }

  var extensionType: TypeID { context.wellKnownTypes.extension }

  /// Whether a profile is for a type.
  func isFitting(_ type: TypeID, _ profile: TypeID) -> Bool {
    let constrained = library.constrained(profile)
    return library.isType(type, constrained) || type == .none
  }

  /// Whether a value conforms to a profile: tried out, nothing is reported.
  mutating func conforms(_ value: Occurrence, to profile: TypeID, _ document: borrowing SourceDocument) -> Bool {
    guard isFitting(value.type, profile) else { return false }
    let record = context.schema.tables.types[profile.index]
    if !record.isProfile { return true }
    let key = Application(node: value.place, profile: profile, trial: 0)
    if let known = trials[key] { return known }
    if openTrials.contains(key) || openTrials.count > 40 { return true }
    openTrials.append(key)
    let outer = trial
    trialCount += 1
    trial = trialCount
    var kept = FindingList(bound: 50)
    swap(&kept, &findings)
    apply(profile, to: value, document)
    let isFine = (findings.worst ?? .information) < .error
    swap(&kept, &findings)
    trial = outer
    openTrials.removeLast()
    trials[key] = isFine
    return isFine
  }
}
