import Diagnostics
import Schema
import SourceTree

// References: the types and profiles of their targets, as far as the record holds them.
extension ProfileChecker {
  mutating func checkReference(
    _ value: Occurrence, _ types: [AllowedType], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    guard value.type == context.wellKnownTypes.reference, value.node != .none else { return }
    let allowed = types.filter { $0.type == value.type }
    let targets = allowed.flatMap(\.targets)
    guard let link = document.child("reference", of: value.node) else { return checkStatedType(value, targets, plan, document) }
    let target = links.find(document.text(of: link), from: value.node, record, document)
    checkAggregation(target, link, allowed, plan, document)
    if targets.isEmpty { return }
    guard let target else {
      let literal = ReferenceLiteral(document.bytes.span.extracting(document[link].range))
      guard !literal.type.isEmpty else { return checkStatedType(value, targets, plan, document) }
      let name = document.bytes.span.extracting(document[link].range).extracting(literal.type)
      if let type = context.resourceTypes.type(named: name) { checkTargetType(type, at: link, targets, plan, document) }
      return checkSupplied(document.text(of: link), at: link, targets, plan, document)
    }
    checkTarget(target, at: link, targets, plan, document)
  }

  /// Targets among the supplied resources.
  private mutating func checkSupplied(
    _ link: String, at node: NodeID, _ targets: [StringID], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    guard context.options.references == .conformance, let supplied = context.supplied, !followed.contains(link) else { return }
    var other = SourceDocument(format: .json, valueEncoding: .json, seed: context.schema.seed)
    guard let root = supplied.resource(for: link, into: &other) else { return }
    let trial = ResourceTrial(context: context, depth: resourceDepth, followed: followed.union([link]))
    for target in targets {
      guard let profile = library.type(canonical: target), let isFine = trial.conforms(other, root, to: profile) else { return }
      if isFine { return }
    }
    guard let type = context.structure.statedType(other, root.rawValue) else { return }
    reportTarget(ConformanceRules.targetProfile, node, targets, plan, Evidence(.schemaType, type.rawValue), document)
  }

  private mutating func checkStatedType(
    _ value: Occurrence, _ targets: [StringID], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    guard !targets.isEmpty, let node = document.child("type", of: value.node), document[node].kind == .string else { return }
    let name = document.bytes.span.extracting(document[node].range)
    if let type = context.resourceTypes.type(named: name) { checkTargetType(type, at: node, targets, plan, document) }
  }

  private mutating func checkTargetType(
    _ type: TypeID, at node: NodeID, _ targets: [StringID], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    for target in targets {
      guard let profile = library.type(canonical: target), !isFitting(type, profile) else { return }
    }
    reportTarget(
      ConformanceRules.targetType, node, targets, plan, Evidence(.schemaType, type.rawValue), document,
      severity: context.options.trustsReferenceTypes ? .error : .warning)
  }

  private mutating func checkTarget(
    _ target: NodeID, at node: NodeID, _ targets: [StringID], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    let type = record.type(of: target)
    if type == .none { return }
    var hasFitting = false
    var unknown: StringID?
    for canonical in targets {
      guard let profile = library.type(canonical: canonical) else {
        unknown = unknown ?? canonical
        continue
      }
      guard isFitting(type, profile) else { continue }
      hasFitting = true
      if conforms(Occurrence(target, type: type), to: profile, document) { return }
    }
    if let unknown {
      return report(
        ConformanceRules.unknownProfile, record.parent(of: node), SourceSpan(document[node].range), definition: plan.index,
        base: plan.element.baseElement.rawValue, severity: .error, actual: Evidence(.schemaString, unknown.rawValue))
    }
    let rule = hasFitting ? ConformanceRules.targetProfile : ConformanceRules.targetType
    reportTarget(rule, node, targets, plan, Evidence(.schemaType, type.rawValue), document)
  }

  private mutating func reportTarget(
    _ rule: Rule, _ node: NodeID, _ targets: [StringID], _ plan: ElementPlan, _ actual: Evidence,
    _ document: borrowing SourceDocument, severity: Severity = .error
  ) {
    // What the base does not allow either was reported by the structural walk.
    if rule.code == ConformanceRules.targetType.code, isRefusedByBase(actual, plan) { return }
    let names = targets.map { "`" + context.schema.string($0) + "`" }.joined(separator: " or ")
    let expected = findings.text(names)
    report(
      rule, record.parent(of: node), SourceSpan(document[node].range), definition: plan.index,
      base: plan.element.baseElement.rawValue, severity: severity, expected: expected, actual: actual)
  }

  private func isRefusedByBase(_ actual: Evidence, _ plan: ElementPlan) -> Bool {
    guard plan.element.baseElement != .none else { return false }
    let base = ProfilePlanner(context: context).types(context.schema.tables.elements[plan.element.baseElement.index])
    let targets = base.flatMap(\.targets)
    if targets.isEmpty { return false }
    return !targets.contains { target in
      library.type(canonical: target).map { isFitting(TypeID(actual.value), $0) } ?? true
    }
  }

  /// Whether a target may stand where it does (http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.type.aggregation).
  private mutating func checkAggregation(
    _ target: NodeID?, _ link: NodeID, _ types: [AllowedType], _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    let modes = types.map(\.aggregation)
    if modes.isEmpty || modes.contains([]) { return }
    // What starts with `#` and leads nowhere was reported.
    if target == nil, document.text(of: link).hasPrefix("#") { return }
    let isContained = target.map { record.resources[record.resource(around: $0)].isContained } ?? false
    let mode: AggregationModes = isContained ? .contained : target == nil ? .referenced : [.bundled, .referenced]
    if modes.contains(where: { !$0.isDisjoint(with: mode) }) { return }
    let phrase =
      isContained ? ConformancePhrases.contained : target == nil ? ConformancePhrases.outside : ConformancePhrases.bundled
    report(
      ConformanceRules.aggregation, record.parent(of: link), SourceSpan(document[link].range), plan, actual: .phrase(phrase))
  }
}

/// Finds the resources of a record by what references call them.
struct RecordLinks {
  private struct Key: Hashable {
    var scope: NodeID
    var link: String
  }

  private var nodes: [Key: NodeID] = [:]
  private var isIndexed = false

  mutating func removeAll() {
    if isIndexed { nodes.removeAll(keepingCapacity: true) }
    isIndexed = false
  }

  /// The resource of the record that a reference at a node names; nil where it is elsewhere.
  mutating func find(
    _ link: String, from node: NodeID, _ record: TypedNodes, _ document: borrowing SourceDocument
  ) -> NodeID? {
    if !isIndexed { index(record, document) }
    let resource = record.resource(around: node)
    if link.hasPrefix("#") {
      let container = record.rootResource(of: resource)
      return link == "#" ? container : nodes[Key(scope: container, link: link)]
    }
    let bundle = record.resources[resource].bundle
    if bundle == .none { return nil }
    return nodes[Key(scope: bundle, link: link)] ?? nodes[Key(scope: bundle, link: RecordLinks.withoutVersion(link))]
  }

  private static func withoutVersion(_ link: String) -> String {
    guard let range = link.firstRange(of: "/_history/") else { return link }
    return String(link[..<range.lowerBound])
  }

  private mutating func index(_ record: TypedNodes, _ document: borrowing SourceDocument) {
    isIndexed = true
    for (number, resource) in record.resources.enumerated() where number > 0 {
      let id = document.child("id", of: resource.node).map { document.text(of: $0) }
      if resource.isContained {
        if let id { add(record.rootResource(of: number), "#" + id, resource.node) }
        continue
      }
      guard resource.bundle != .none else { continue }
      let entry = record.object(around: resource.node, document)
      if let url = document.child("fullUrl", of: entry) { add(resource.bundle, document.text(of: url), resource.node) }
      if let id, let type = document.child("resourceType", of: resource.node) {
        add(resource.bundle, document.text(of: type) + "/" + id, resource.node)
      }
    }
  }

  private mutating func add(_ scope: NodeID, _ link: String, _ node: NodeID) {
    let key = Key(scope: scope, link: link)
    if nodes[key] == nil { nodes[key] = node }
  }
}
